"""Two entries that are one family, or one person: what becomes of their citations."""

import pytest

from tests import make
from tests.merits.place import Place
from yushui.kernel.errors import RuleViolation
from yushui.merits import actions
from yushui.people import actions as people


@pytest.fixture
def place():
    return Place()


def test_citations_go_along_with_the_family_and_come_back(place):
    citation = place.delivered()
    kept = make.household(place.village)
    make.person(kept, name="赵大山")
    merge = people.merge_households(kept, place.home, by=place.clerk)
    citation.refresh_from_db()
    assert citation.household == kept
    people.part(merge, reason="不是一家", by=place.clerk)
    citation.refresh_from_db()
    assert citation.household == place.home


def test_citations_go_along_with_the_person(place):
    citation = place.registered()
    kept = make.person(place.home, name="赵立功", age=35)
    people.merge_persons(kept, place.soldier, by=place.clerk)
    citation.refresh_from_db()
    assert citation.person == kept


def test_the_same_one_on_both_sides_is_settled_first(place):
    """One citation is one citation; which record is the mistake a clerk says."""
    place.registered(to=place.destination(person=None))
    kept = make.household(place.village)
    other = make.person(kept, name="赵立功", age=35)
    to = place.destination(household=kept, person=other)
    twice = actions.register(place.receive(), to=to, by=place.clerk)
    with pytest.raises(RuleViolation, match="请先作废其中一份"):
        people.merge_households(kept, place.home, by=place.clerk)
    actions.withdraw(twice, reason="重复登记", by=place.clerk)
    people.merge_households(kept, place.home, by=place.clerk)


def test_the_same_one_of_two_persons_who_are_one(place):
    place.registered()
    kept = make.household(place.village)
    other = make.person(kept, name="赵立功", age=35)
    to = place.destination(household=kept, person=other)
    actions.register(place.receive(), to=to, by=place.clerk)
    with pytest.raises(RuleViolation, match="请先作废其中一份"):
        people.merge_persons(other, place.soldier, by=place.clerk)
