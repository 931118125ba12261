"""Status as dated rows: decisions, slips taken back, and what the database refuses."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import make
from yushui.audit.models import Event
from yushui.kernel.errors import Conflict, NotPermitted, RuleViolation
from yushui.people import actions, standing
from yushui.people.actions import Grounds
from yushui.people.jobs import verify_statuses_nightly
from yushui.people.lifecycle import STATUS, Status
from yushui.people.models import Person, StatusChange


DAY = date(2026, 7, 1)
BY_DECISION = Grounds(decision="某退役军人函〔2026〕9号", decided_by="某省退役军人事务厅")


@pytest.fixture
def place():
    return make.unit()


@pytest.fixture
def clerk(place):
    return make.actor("clerk", place)


@pytest.fixture
def person(place):
    return make.person(make.household(place.region))


def rows(person):
    return list(person.changes.standing().order_by("pk").values_list("status", "on"))


def test_a_death_is_a_row_and_the_persons_answer(person, clerk):
    actions.mark_dead(person, on=DAY, death_cause="illness", by=clerk)
    assert rows(person) == [("dead", DAY)]
    kept = Person.objects.get()
    assert (kept.status, kept.status_on) == (Status.DEAD, DAY)
    assert Event.objects.filter(kind="people.person_died").exists()
    with pytest.raises(RuleViolation, match="已经登记为去世"):
        actions.mark_dead(person, on=DAY, by=clerk)


@pytest.mark.parametrize("move", ["suspend", "cancel"])
def test_suspension_and_cancellation_ask_for_the_decision(person, clerk, move):
    with pytest.raises(RuleViolation, match="第五十九条"):
        actions.set_status(person, move=move, on=DAY, by=clerk)
    actions.set_status(person, move=move, on=DAY, grounds=BY_DECISION, by=clerk)
    assert person.changes.get().decision == BY_DECISION.decision


def test_a_suspension_is_lifted_and_stays_on_record(person, clerk):
    actions.set_status(person, move="suspend", on=DAY, grounds=BY_DECISION, by=clerk)
    actions.set_status(person, move="restore", on=date(2026, 7, 20), by=clerk)
    assert Person.objects.alive().get() == person
    assert [status for status, _ in rows(person)] == ["suspended", "alive"]


@pytest.mark.parametrize(
    ("on", "said"),
    [(date(2026, 7, 26), "晚于今天"), (date(1900, 1, 1), "早于出生日期")],
)
def test_days_that_cannot_be_are_refused(person, clerk, on, said):
    with pytest.raises(RuleViolation, match=said):
        actions.mark_dead(person, on=on, by=clerk)


def test_a_change_does_not_go_before_the_last_one(person, clerk):
    actions.set_status(person, move="move_out", on=DAY, by=clerk)
    with pytest.raises(RuleViolation, match="上一次状态变动"):
        actions.mark_dead(person, on=date(2026, 6, 30), by=clerk)


def test_a_death_entered_by_mistake_is_taken_back_and_kept(person, clerk):
    actions.set_status(person, move="move_out", on=DAY, by=clerk)
    actions.mark_dead(person, on=date(2026, 7, 2), by=clerk)
    death = person.changes.get(status="dead")
    actions.take_back_status(death, reason="同名误登", by=clerk)
    kept = Person.objects.get()
    assert (kept.status, kept.status_on) == (Status.MOVED, DAY)
    death.refresh_from_db()
    assert (death.taken_back_by_name, death.taken_back_reason) == (clerk.name, "同名误登")


def test_only_the_latest_change_is_taken_back_and_for_a_reason(person, clerk):
    first = actions.set_status(person, move="move_out", on=DAY, by=clerk)
    actions.mark_dead(person, on=DAY, by=clerk)
    with pytest.raises(Conflict):
        actions.take_back_status(first, reason="误登", by=clerk)
    with pytest.raises(RuleViolation, match="撤销原因"):
        actions.take_back_status(person.changes.get(status="dead"), reason=" ", by=clerk)


def test_of_two_who_change_one_status_the_second_is_told(person, clerk):
    late = Person.objects.get()
    actions.set_status(person, move="move_out", on=DAY, by=clerk)
    with pytest.raises(Conflict):
        actions.mark_dead(late, on=DAY, by=clerk)
    assert [status for status, _ in rows(person)] == ["moved"]


def test_a_neighbour_changes_nothing(person):
    with pytest.raises(NotPermitted):
        actions.mark_dead(person, on=DAY, by=make.actor("clerk"))


@pytest.mark.parametrize(
    "values",
    [
        {"status": "suspended"},
        {"status": "cancelled"},
        {"status": "moved", "death_cause": "illness"},
        {"status": "dead", "taken_back_reason": "误登"},
        {"status": "dead", "taken_back_at": "2026-07-01T00:00Z"},
    ],
    ids=str,
)
def test_the_database_refuses(person, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        StatusChange.objects.create(
            person=person, on=DAY, noted_at=person.updated_at, noted_by_name="李", **values
        )


@settings(max_examples=15)
@given(st.lists(st.sampled_from([*STATUS.moves, "take_back"]), max_size=6))
def test_whatever_is_done_the_person_answers_what_the_last_row_says(moves):
    place = make.unit()
    person, clerk = make.person(make.household(place.region)), make.actor("clerk", place)
    for move in moves:
        last = person.changes.standing().latest_first().first()
        if move == "take_back" and last:
            actions.take_back_status(last, reason="误登", by=clerk)
        elif move in STATUS.available(person.status):
            actions.set_status(person, move=move, on=DAY, grounds=BY_DECISION, by=clerk)
        assert not list(standing.disagreeing())
        person.refresh_from_db()


def test_a_status_that_nobody_recorded_is_found_at_night(person):
    assert verify_statuses_nightly.func() == 0
    Person.objects.update(status=Status.DEAD)
    assert list(standing.disagreeing()) == [person]
    assert verify_statuses_nightly.func() == 1
