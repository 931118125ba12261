"""Who is found by what, and that nobody is found outside one's scope."""

import pytest

from tests import make
from tests.people.sheets import id_number, row
from yushui.audit.models import Event
from yushui.kernel.errors import NotPermitted, RuleViolation
from yushui.people import actions, rules, seals
from yushui.people.models import Household, NumberSearch, Person
from yushui.people.searching import finding
from yushui.people.searching.finding import find


PEOPLE = {"王建国": "13900001234", "王建": "13700005678、0559-8223456", "李秀兰": "", "万建果": ""}


@pytest.fixture
def registry(county):
    county.take_in(
        [
            row(n, 姓名=name, 联系电话=phone, 家庭编号=f"LX{n}")
            for n, (name, phone) in enumerate(PEOPLE.items(), start=1)
        ]
    )
    return county


@pytest.fixture(params=["narrow", "wide"])
def clerk(registry, request, monkeypatch):
    """A few villages are looked through, a county is looked up: what is found is the same."""
    if request.param == "wide":
        monkeypatch.setattr(finding, "FEW_PLACES", 0)
    return registry.clerk


def names(found):
    return [person.name for person in found.persons]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("王建国", ["王建国"]),
        ("王建", ["王建", "王建国"]),
        ("王", ["王建", "王建国"]),
        ("wjg", ["王建国", "万建果"]),
        ("WJ", ["王建", "王建国", "万建果"]),
        ("wangjian", ["王建", "王建国", "万建果"]),
        ("wang jian guo", ["王建国", "万建果"]),
        ("lixiu", ["李秀兰"]),
        ("王剑国", ["王建国", "万建果"]),  # nobody is so written: then those who are so read
        ("赵", []),
        ("zzz", []),
        ("%", []),
        ("_建国", []),
        ("王%", []),
        ("'; DROP TABLE people_person; --", []),
        ("\u202e王建国", ["王建国"]),
        ("🙂", []),
        ("王" * 10_000, []),
        ("\x00", []),
        ("", []),
    ],
)
def test_a_person_is_found_by_name_and_by_sound(clerk, typed, found):
    assert sorted(names(find(typed, clerk))) == sorted(found)


def test_in_a_few_villages_any_part_of_a_name_will_do(registry, monkeypatch):
    assert names(find("建国", registry.clerk)) == ["王建国"]
    monkeypatch.setattr(finding, "FEW_PLACES", 0)
    assert names(find("建国", registry.clerk)) == []


def test_a_family_is_found_by_its_head_and_by_its_number(clerk):
    home = Household.objects.get(code="LX3")
    assert list(find("李秀", clerk).families) == [home]
    assert list(find("lx3", clerk).families) == [home]
    assert list(find("LX", clerk).families) == []


def test_a_village_is_found_by_its_name(clerk, registry):
    assert list(find("柳林", clerk).villages) == [registry.places["石桥镇柳林村"]]


def test_nobody_is_found_elsewhere(registry, other_county):
    for typed in ("王建国", "wjg", "LX1", "柳林"):
        assert find(typed, other_county.clerk).count == 0 or typed == "柳林"
    assert other_county.places["石桥镇柳林村"] in find("柳林", other_county.clerk).villages
    assert registry.places["石桥镇柳林村"] not in find("柳林", other_county.clerk).villages
    for number in ("13900001234", id_number(1)[-4:], id_number(1)):
        assert actions.search_by_number(number, by=other_county.clerk).count == 0


def test_there_are_others(clerk, registry):
    home = Household.objects.get(code="LX1")
    for _ in range(finding.SHOWN):
        make.person(home, name="王建国")
    found = find("王建国", clerk)
    assert (len(found.persons), found.is_more) == (finding.SHOWN, True)


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("13900001234", ["王建国"]),
        ("8223456", ["王建"]),
        ("0559-8223456", ["王建"]),
        ("13700005678", ["王建"]),
        (id_number(3), ["李秀兰"]),
        (id_number(4)[-4:], ["万建果"]),
        ("13000000000", []),
    ],
)
def test_whose_number_it_is(registry, number, found):
    assert names(actions.search_by_number(number, by=registry.clerk)) == found


def test_a_family_is_found_by_its_own_telephone(registry):
    home = Household.objects.get(code="LX1")
    seals.set_household_phone(home, "8665544")
    home.save()
    assert list(actions.search_by_number("8665544", by=registry.clerk).families) == [home]


def test_who_searched_by_a_number_is_recorded_without_it(registry):
    actions.search_by_number("13900001234", by=registry.clerk)
    search = NumberSearch.objects.get()
    assert (search.field, search.found_count, search.by_id) == ("phone", 1, registry.clerk.id)
    event = Event.objects.get(kind="people.searched_by_number")
    assert event.detail == {"field": "phone", "found": 1}


def test_after_two_hundred_searches_a_day_it_is_enough(registry):
    actions.search_by_number("13900001234", by=registry.clerk)
    one = NumberSearch.objects.get()
    NumberSearch.objects.bulk_create(
        NumberSearch(field=one.field, found_count=0, at=one.at, by_id=one.by_id, by_name="李")
        for _ in range(rules.NUMBER_SEARCHES_A_DAY - 1)
    )
    with pytest.raises(RuleViolation, match="达到每日上限"):
        actions.search_by_number("13900001234", by=registry.clerk)


@pytest.mark.parametrize("number", ["王建国", "12345", "", "1" * 10_000])
def test_what_is_no_number_is_not_searched_by(registry, number):
    with pytest.raises(RuleViolation, match="请输入完整的电话号码"):
        actions.search_by_number(number, by=registry.clerk)
    assert not NumberSearch.objects.exists()


def test_without_the_right_to_see_numbers_one_does_not_search_by_them(registry):
    worker = make.actor("worker", registry.office)
    with pytest.raises(NotPermitted):
        actions.search_by_number("13900001234", by=worker)
    assert Person.objects.exists()


@pytest.mark.parametrize("typed", ["llc", "liulin", "liulincun", "ll"])
def test_a_village_is_found_by_how_it_is_read(clerk, typed):
    assert "柳林村" in [one.name for one in find(typed, clerk).villages]


def test_of_more_places_than_a_countys_none_is_read(clerk, monkeypatch):
    monkeypatch.setattr(finding, "PLACES_READ", 2)
    assert not find("llc", clerk).villages


def test_another_countys_village_is_not_found_by_its_sound(other_county, clerk):
    found = find("llc", other_county.clerk).villages
    assert {one.path.startswith(other_county.office.region.path) for one in found} == {True}
