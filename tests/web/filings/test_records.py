"""A figure opens to its records, whatever their kind, for whoever may see them."""

import re
from datetime import date

import pytest

from tests import make
from tests.funds import scene as scenes
from tests.merits.place import Place
from yushui.accounts.models import User
from yushui.ledger.models import Posting
from yushui.merits.actions import plaques
from yushui.merits.actions.plaques import Deed
from yushui.web.filings.records import records


@pytest.fixture
def paid(db):
    scene = scenes.build()
    for name in ("郑大山", "吴秀英"):
        scene.recipient(name=name)
    scene.answer(scene.sent())
    return scene


def sources():
    return list(Posting.objects.order_by("pk").values_list("source", "source_id"))


def test_from_the_sum_to_the_line_of_one_person(paid, enter):
    clerk = enter(User.objects.get(full_name="编制人"))
    page = clerk.get(f"/funds/campaign/{paid.campaign.pk}/postings/cash/").text
    (link,) = re.findall(r'href="([^"]+)">发给郑大山', page)
    line = clerk.get(link).text
    assert "郑大山" in line
    assert "吴秀英" not in line


def test_what_one_may_not_open_is_told_by_its_kind(paid, enter):
    stranger = make.actor("clerk")
    assert records(paid.clerk, sources()).keys() == set(sources())
    assert not records(stranger, sources())


def test_a_citation_and_a_plaque_open_too(db):
    place = Place()
    place.delivered()
    deed = Deed(date(2026, 7, 20), place.office)
    plaques.hang(place.home, deed=deed, by=place.clerk)
    told = {one.title for one in records(place.clerk, sources()).values()}
    assert told == {"送赵立功二等功喜报", f"{place.home.head_name}家的光荣牌"}
    assert not records(make.actor("clerk"), sources())
