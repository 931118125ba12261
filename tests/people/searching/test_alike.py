"""Entering somebody by hand, and being told that the person is known already."""

from datetime import date

import pytest

from tests import make
from tests.people.sheets import id_number, row
from yushui.kernel.errors import NotPermitted, RuleViolation
from yushui.people import actions
from yushui.people.actions import HouseholdFacts, PersonFacts
from yushui.people.models import Household, Person, SourceRecord
from yushui.people.searching import alike
from yushui.people.searching.alike import Said


BORN = date(1956, 7, 18)


@pytest.fixture
def registry(county):
    county.take_in([row(1), row(2, 姓名="李秀兰", 性别="", 身份证号="", 联系电话="13700005678")])
    return county


def known(registry, village="石桥镇柳林村", by=None, **said):
    found = alike.find(Said(registry.places[village], **said), by or registry.clerk)
    return [one.person.name for one in found]


@pytest.mark.parametrize(
    "said",
    [
        {"name": "王建国", "birth_on": BORN},
        {"name": "王健国", "birth_on": BORN},  # typed by ear
        {"name": "王建国", "phone": "13900001234"},
        {"name": "王建国", "id_number": id_number(1)},
        {"name": "王建民", "id_number": id_number(1)},
        {"name": "王建国", "birth_on": BORN, "village": "白马乡东村"},
    ],
    ids=str,
)
def test_who_is_known_is_recognised(registry, said):
    assert known(registry, **said) == ["王建国"]


@pytest.mark.parametrize(
    "said",
    [
        {"name": ""},
        {"name": "王"},
        {"name": "赵大山", "birth_on": BORN},
        {"name": "王建国", "birth_on": date(1990, 1, 1), "village": "白马乡东村"},
        {"name": "赵大山", "phone": "13900001234"},  # of a relative, or of the village's secretary
        {"name": "%", "birth_on": BORN},
        {"name": "王建国" * 10, "id_number": "x" * 24, "phone": "🙂"},
    ],
    ids=str,
)
def test_who_is_not_is_not(registry, said):
    assert known(registry, **said) == []


def test_nobody_outside_the_scope_is_shown(registry, other_county):
    assert known(registry, by=other_county.clerk, name="王建国", id_number=id_number(1)) == []


def test_the_reasons_are_told_without_a_number(registry):
    said = Said(registry.places["石桥镇柳林村"], name="王建国", phone="13900001234")
    first = alike.find(said, registry.clerk)[0]
    assert {"姓名相同", "联系电话相同"} <= set(first.reasons)


def facts(**told):
    return PersonFacts(**{"name": "赵大山", "sex": "1", "birth_on": date(1960, 1, 2)} | told)


def test_a_family_and_its_people_are_entered_by_hand(registry):
    village = registry.places["白马乡东村"]
    home = actions.add_household(
        facts=HouseholdFacts("赵大山", village, address="2号", phone="8223456"), by=registry.clerk
    )
    person = actions.add_person(home, facts=facts(phone="13600001111"), by=registry.clerk)
    home, person = Household.objects.get(pk=home.pk), Person.objects.get(pk=person.pk)
    assert home.code == f"{village.code[:6]}H{home.pk:09}"
    assert (person.household, person.reading) == (home, "zds zaodasan")
    record = SourceRecord.objects.get(person=person)
    assert (record.source, record.said["name"]) == ("office", "赵大山")
    home_again = actions.add_household(facts=HouseholdFacts("钱", village), by=registry.clerk)
    assert home_again.pk != home.pk


def test_who_is_known_is_entered_again_only_knowingly(registry):
    home = Household.objects.get(code="A1")
    twin = facts(name="王健国", birth_on=BORN)
    with pytest.raises(RuleViolation, match="可能就是这个人"):
        actions.add_person(home, facts=twin, by=registry.clerk)
    assert actions.add_person(home, facts=twin, is_other=True, by=registry.clerk).pk


def test_a_number_is_never_entered_twice(registry):
    home = Household.objects.get(code="A2")
    again = facts(name="王建国", birth_on=BORN, id_number=id_number(1))
    with pytest.raises(RuleViolation, match="已经登记在另一个人名下"):
        actions.add_person(home, facts=again, is_other=True, by=registry.clerk)


def test_a_family_lives_in_a_village(registry):
    with pytest.raises(RuleViolation, match="请选到村"):
        actions.add_household(
            facts=HouseholdFacts("赵大山", registry.places["石桥镇"]), by=registry.clerk
        )


def test_only_who_may_edit_there_enters_anybody(registry, other_county):
    home = Household.objects.get(code="A1")
    village = registry.places["石桥镇柳林村"]
    for actor in (other_county.clerk, make.actor("worker", registry.office)):
        with pytest.raises(NotPermitted):
            actions.add_person(home, facts=facts(), by=actor)
        with pytest.raises(NotPermitted):
            actions.add_household(facts=HouseholdFacts("赵", village), by=actor)
