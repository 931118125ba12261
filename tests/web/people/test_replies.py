"""Pages of what goes back to the sender of a roster."""

import pytest

from tests import make
from tests.people import sheets
from tests.web.access.people import check
from tests.web.world import build
from yushui.kernel import clock
from yushui.people import actions
from yushui.people.models import Person, Reply


@pytest.fixture
def world(db):
    return build()


@pytest.fixture
def roster(world):
    clerk = world.users["clerk"].actor
    roster = check(world, [sheets.row(21, 姓名="吴回"), sheets.row(22, 姓名="郑信")])
    actions.load_roster(roster, by=clerk)
    actions.set_status(Person.objects.get(name="吴回"), move="die", on=clock.today(), by=clerk)
    return roster


def heads(world):
    command = world.users["command"].posts.get().unit
    return make.user("head", world.here, name="赵政"), make.user("head", command, name="钱武")


def test_from_the_roster_to_the_signed_file(client, world, roster):
    client.force_login(world.users["clerk"])
    assert "生成更正表" in client.get(f"/people/rosters/{roster.pk}/").content.decode()
    made = client.post(f"/people/rosters/{roster.pk}/reply/", follow=True).content.decode()
    assert "已去世" in made
    assert "郑信" not in made
    page = f"/people/replies/{Reply.objects.get().pk}/"
    refused = client.post(f"{page}file/", follow=True).content.decode()
    assert "都签认以后" in refused
    for head, lane in zip(heads(world), ("civil", "military"), strict=True):
        client.force_login(head)
        assert "签认" in client.get(page).content.decode()
        client.post(f"{page}sign/{lane}/")
    fetched = client.post(f"{page}file/")
    assert fetched.content[:2] == b"PK"
    assert "attachment" in fetched.headers["Content-Disposition"]


def test_what_is_shown_of_one_verdict(client, world, roster):
    client.force_login(world.users["clerk"])
    client.post(f"/people/rosters/{roster.pk}/reply/")
    page = f"/people/replies/{Reply.objects.get().pk}/"
    assert "吴回" in client.get(f"{page}?verdict=dead").content.decode()
    assert "没有这样的行" in client.get(f"{page}?verdict=double").content.decode()


def test_a_voided_one_says_by_whom_and_why(client, world, roster):
    client.force_login(world.users["clerk"])
    client.post(f"/people/rosters/{roster.pk}/reply/")
    page = f"/people/replies/{Reply.objects.get().pk}/"
    told = client.post(f"{page}void/", {"reason": "漏了一户"}, follow=True).content.decode()
    assert "作废：漏了一户" in told
