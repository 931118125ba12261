"""A change of regions in the browser: fill in, look, confirm; what was left is given later."""

import pytest

from tests import make
from yushui.people.models import Household
from yushui.successions import actions
from yushui.successions.actions import Decree
from yushui.successions.shapes import Part
from yushui.territory.models import Change, Region, Unit
from yushui.web.units.changing import OF_REGIONS, OF_UNITS


MOVE = {"effective_on": "2026-07-20", "document": "云民发〔2026〕8号", "target": "青溪县"}


@pytest.fixture
def town(people):
    make.household(people.village)
    return people.township.region


def address(town, kind="move"):
    return f"/units/places/{town.pk}/{kind}/"


def seen(page):
    return page.context["seen"]


@pytest.fixture
def superior(people, enter):
    return enter(people.users["superior"])


def test_it_is_looked_at_and_then_confirmed(superior, town):
    page = superior.post(address(town), MOVE)
    assert "会变动这些" in page.text
    assert ("家庭", 1) in [(line.label, line.number) for line in page.context["lines"]]
    assert not Change.objects.exists()
    done = superior.post(address(town), MOVE | {"seen": seen(page)}, follow=True)
    assert "划归“青溪县”" in done.text
    assert Household.objects.get().region.parent.parent.name == "青溪县"


def test_what_changed_meanwhile_is_looked_at_again(superior, people, town):
    page = superior.post(address(town), MOVE)
    make.household(people.village)
    again = superior.post(address(town), MOVE | {"seen": seen(page)})
    assert "和上次预览时不一样了" in again.text
    assert not Change.objects.exists()
    superior.post(address(town), MOVE | {"seen": seen(again)})
    assert Change.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("target", "没有县", "您的管辖范围内没有“没有县”"),
        ("target", "临川县", "本来就归“临川县”管辖"),
        ("effective_on", "2026-08-01", "还没有到生效日期"),
        ("code", "99", "区划代码"),
    ],
)
def test_what_is_wrong_stands_on_the_form(superior, town, field, value, said):
    page = superior.post(address(town), MOVE | {field: value})
    if field == "effective_on":  # the preview may be looked at before the day
        page = superior.post(address(town), MOVE | {field: value, "seen": seen(page)})
    assert said in page.text
    assert not Change.objects.exists()


def test_a_county_does_not_move_to_its_neighbour_what_is_its_own(people, enter, town):
    page = enter(people.users["clerk"]).post(address(town), MOVE)
    assert "您的管辖范围内没有“青溪县”" in page.text


@pytest.mark.parametrize("kind", OF_REGIONS)
def test_every_kind_of_a_place_has_its_form(superior, town, kind):
    assert superior.get(address(town, kind)).status_code == 200


@pytest.mark.parametrize("kind", OF_UNITS)
def test_every_kind_of_a_unit_has_its_form(superior, people, kind):
    assert superior.get(f"/units/{people.township.pk}/{kind}/").status_code == 200


def test_there_is_no_other_kind(superior, town):
    assert superior.get(address(town, "abolish")).status_code == 404


def test_a_unit_is_renamed(superior, people):
    told = {"effective_on": "2026-07-20", "name": "石桥镇双拥站"}
    where = f"/units/{people.township.pk}/rename/"
    superior.post(where, told | {"seen": seen(superior.post(where, told))})
    assert Unit.objects.get(pk=people.township.pk).name == "石桥镇双拥站"


def test_a_village_is_divided_by_lists_of_numbers(superior, people, town):
    codes = [make.household(people.village).code for _ in range(2)]
    told = {
        "effective_on": "2026-07-20",
        "name_1": "东村",
        "list_1": codes[0],
        "name_2": "西村",
        "list_2": codes[1],
    }
    where = address(people.village, "split")
    superior.post(where, told | {"seen": seen(superior.post(where, told))})
    assert {home.region.name for home in Household.objects.filter(code__in=codes)} == {
        "东村",
        "西村",
    }
    assert "还有 1 户没有划分" in superior.get("/units/changes/").text.replace("\n", "")
    assert "划分：" in superior.get("/").text


@pytest.fixture
def divided(people, town):
    actions.split_region(
        people.village,
        [Part("东村"), Part("西村")],
        keeps_rest=False,
        decree=Decree(make.clock.today()),
        by=people.users["superior"].actor,
    )
    return people.village


def test_what_was_left_is_given(superior, divided):
    part = Region.objects.get(name="西村")
    page = superior.post(
        f"/units/changes/left/{divided.pk}/", {"part": part.pk, "has_all": "on"}, follow=True
    )
    assert "已划分 1 项" in page.text
    assert part.households.count() == 1


def test_a_wrong_number_is_told(superior, divided):
    part = Region.objects.get(name="西村")
    page = superior.post(f"/units/changes/left/{divided.pk}/", {"part": part.pk, "rows": "H404"})
    assert "没有这些家庭编号：H404" in page.text


def test_an_old_name_leads_to_where_it_is_now(superior, people, town):
    by = people.users["superior"].actor
    actions.rename_region(town, name="石桥街道", decree=Decree(make.clock.today()), by=by)
    assert "石桥街道" in superior.get("/units/changes/?q=石桥镇").text
    assert "石桥镇" in superior.get(f"/units/places/{town.pk}/").text


def test_the_township_itself_begins_where_it_is_now(people, enter, town):
    by = people.users["superior"].actor
    actions.move_region(town, people.there.region, decree=Decree(make.clock.today()), by=by)
    clerk = enter(people.users["town"])
    assert "王建国" in clerk.get("/people/").text
    assert [unit.is_active for unit in clerk.get("/units/").context["page"]] == [True]
