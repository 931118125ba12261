"""A death ends visits at once: the household leaves the open lists, and a slip brings it back."""

from datetime import date

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from tests import make
from tests.visits.place import Place
from yushui.campaigns.lifecycle import State as CampaignState
from yushui.kernel.errors import RuleViolation
from yushui.people import actions as people
from yushui.people import checks, departures
from yushui.people.actions import Grounds
from yushui.visits import actions, queries
from yushui.visits.lifecycle import Reach
from yushui.visits.models import Target, Visit


DAY = date(2026, 7, 20)


@pytest.fixture
def place():
    place = Place()
    make.duty(place.campaign, targets=["old_demobilised", "three_survivors"])
    place.clerk = make.actor("clerk", place.office)
    actions.freeze_targets(place.campaign, by=place.clerk)
    return place


def die(place, person):
    people.mark_dead(person, on=DAY, by=place.clerk)


def target():
    return Target.objects.get()


def test_with_the_last_beneficiary_the_household_leaves_the_list(place):
    die(place, place.veteran)
    assert (target().state, target().persons_count) == (Reach.UNVISITED, 1)
    assert target().reasons == ["martyr_survivor"]
    die(place, place.widow)
    assert (target().state, target().left_as) == (Reach.GONE, "dead")


def test_the_gone_are_neither_left_nor_visited(place):
    for person in (place.veteran, place.widow):
        die(place, person)
    row = queries.overall(Target.objects.filter(campaign=place.campaign))
    assert (row.total, row.left, row.visited, row.gone, row.persons) == (0, 0, 0, 1, 0)


def test_somebody_who_was_not_to_be_visited_changes_nothing(place):
    child = make.person(place.home, categories=(), name="王小明", age=20)
    die(place, child)
    assert (target().state, target().persons_count) == (Reach.UNVISITED, 2)


def test_a_death_taken_back_brings_the_household_back(place):
    for person in (place.veteran, place.widow):
        die(place, person)
    people.take_back_status(place.widow.changes.get(), reason="同名误登", by=place.clerk)
    assert (target().state, target().left_as, target().persons_count) == (Reach.UNVISITED, "", 1)


def test_suspension_ends_visits_too_and_lifting_it_begins_them_again(place):
    die(place, place.veteran)
    decision = Grounds(decision="某退役军人函〔2026〕9号")
    people.set_status(place.widow, move="suspend", on=DAY, grounds=decision, by=place.clerk)
    assert (target().state, target().left_as) == (Reach.GONE, "suspended")
    people.set_status(place.widow, move="restore", on=DAY, by=place.clerk)
    assert target().state == Reach.UNVISITED


def test_a_visit_that_was_paid_stays_a_visit(place):
    visit = place.record()
    for person in (place.veteran, place.widow):
        die(place, person)
    assert target().state == Reach.VISITED
    assert Visit.objects.standing().get() == visit


def test_a_visit_taken_back_after_the_death_does_not_ask_for_another(place):
    visit = place.record()
    for person in (place.veteran, place.widow):
        die(place, person)
    actions.cancel(visit, reason="登记错了", by=place.by)
    assert target().state == Reach.GONE


def test_a_visit_to_others_of_the_house_does_not_count_for_the_dead(place):
    child = make.person(place.home, categories=(), name="王小明", age=20)
    for person in (place.veteran, place.widow):
        die(place, person)
    place.record(persons=[child])
    assert target().state == Reach.GONE


def test_a_visit_from_before_the_death_counts_when_it_comes_in_late(place):
    for person in (place.veteran, place.widow):
        die(place, person)
    with pytest.raises(RuleViolation, match="那天已经去世"):
        place.record(made_on=DAY)
    visit = place.record(made_on=date(2026, 7, 19))
    assert (target().state, target().left_as, target().visit) == (Reach.VISITED, "", visit)


def test_a_closed_campaign_keeps_its_list(place):
    place.campaign.state = CampaignState.CLOSED
    place.campaign.save()
    for person in (place.veteran, place.widow):
        die(place, person)
    assert target().state == Reach.UNVISITED


def test_the_database_refuses_a_household_gone_without_saying_how(place):
    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.update(state=Reach.GONE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Target.objects.update(left_as="dead")


def test_every_reference_to_people_has_decided():
    assert list(departures.undecided()) == []


def test_a_reference_that_has_not_decided_is_refused(monkeypatch):
    monkeypatch.delattr(apps.get_model("visits", "Target"), "on_departure")
    (error,) = checks.check_departures()
    assert (error.id, "visits.Target.household" in error.msg) == ("people.E001", True)
