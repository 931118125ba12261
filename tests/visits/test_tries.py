"""Nobody at home: what counts as a try, and when a head may take the family off the duty."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests import make
from tests.visits.place import Place
from yushui.audit.models import Event
from yushui.kernel.errors import Conflict, NotPermitted, RuleViolation
from yushui.visits import actions
from yushui.visits.lifecycle import Excuse, Reach
from yushui.visits.models import Target, Try


FRIDAY, SATURDAY = date(2026, 7, 24), date(2026, 7, 25)


@pytest.fixture
def place():
    return Place()


def tried(place, target, *days):
    for day in days:
        actions.note_try(target, tried_on=day, note="无人", by=place.by)


def test_a_try_is_kept_with_its_day(place):
    target = place.target()
    tried(place, target, FRIDAY)
    kept = target.tries.get()
    assert (kept.tried_on, kept.note, kept.noted_by_name) == (FRIDAY, "无人", place.by.name)
    assert target.tries_count == 1
    assert Event.objects.get(kind="visits.tried").detail["tried_on"] == "2026-07-24"


def test_two_tries_of_one_day_are_one(place):  # S0-70
    target = place.target()
    tried(place, target, SATURDAY)
    with pytest.raises(RuleViolation, match="今天已经登记过一次未遇，第二次上门请另选一天"):
        tried(place, target, SATURDAY)
    target.refresh_from_db()
    assert (target.tries_count, target.tries.count()) == (1, 1)


@pytest.mark.parametrize("excuse", Excuse.values)
def test_nobody_is_excused_before_a_second_try(place, excuse):  # S0-70
    target = place.target()
    head = make.actor("head", place.township)
    tried(place, target, FRIDAY)
    with pytest.raises(RuleViolation, match="要在不同日期上门 2 次；现在只有 1 次"):
        actions.excuse(target, excuse=excuse, note="村委会证实", by=head)
    tried(place, target, SATURDAY)
    actions.excuse(target, excuse=excuse, note="村委会证实", by=head)
    assert target.state == Reach.EXCUSED


def test_a_worker_may_not_excuse(place):  # S0-70
    target = place.target(tries_count=2)
    with pytest.raises(NotPermitted):
        actions.excuse(target, excuse="away", note="", by=place.by)


def test_a_stranger_to_the_place_may_not_note_a_try(place):
    with pytest.raises(NotPermitted):
        actions.note_try(
            place.target(), tried_on=FRIDAY, note="", by=make.actor("worker", make.unit())
        )


def test_a_family_that_was_visited_meanwhile_is_not_tried(place):
    target = place.target()
    place.record()
    with pytest.raises(Conflict, match="已经走访或免访"):
        tried(place, target, FRIDAY)
    assert not Try.objects.exists()


def test_after_the_campaign_is_closed_nothing_is_noted(place):
    target = place.target()
    place.campaign.state = "closed"
    place.campaign.save()
    with pytest.raises(RuleViolation, match="已经结束"):
        tried(place, target, FRIDAY)


def test_the_database_itself_refuses_a_second_try_of_the_day(place):
    target = place.target()
    tried(place, target, FRIDAY, SATURDAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Try.objects.update(tried_on=FRIDAY)


def test_a_try_noted_by_mistake_is_taken_back_and_kept(place):
    target = place.target()
    tried(place, target, FRIDAY)
    actions.take_back_try(target.tries.get(), reason="记错户", by=place.by)
    target.refresh_from_db()
    kept = target.tries.get()
    assert (target.tries_count, kept.taken_back_reason) == (0, "记错户")
    assert Event.objects.get(kind="visits.try_taken_back").detail["tried_on"] == "2026-07-24"
    tried(place, target, FRIDAY, SATURDAY)  # the day is free again
    assert target.tries_count == 2


def test_a_try_is_taken_back_once_and_with_a_reason(place):
    target = place.target()
    tried(place, target, FRIDAY, SATURDAY)
    made = target.tries.first()
    with pytest.raises(RuleViolation, match="撤销原因"):
        actions.take_back_try(made, reason=" ", by=place.by)
    actions.take_back_try(made, reason="记错户", by=place.by)
    with pytest.raises(Conflict, match="已经撤销"):
        actions.take_back_try(made, reason="记错户", by=place.by)
    target.refresh_from_db()
    assert target.tries_count == 1


def test_a_try_on_which_a_family_was_excused_stays(place):
    target = place.target()
    tried(place, target, FRIDAY, SATURDAY)
    actions.excuse(target, excuse="away", note="", by=make.actor("head", place.township))
    with pytest.raises(RuleViolation, match="批准免访"):
        actions.take_back_try(target.tries.first(), reason="记错户", by=place.by)
    assert Try.objects.standing().count() == 2


def test_a_stranger_to_the_place_may_not_take_a_try_back(place):
    target = place.target()
    tried(place, target, FRIDAY)
    with pytest.raises(NotPermitted):
        actions.take_back_try(
            target.tries.get(), reason="记错户", by=make.actor("worker", make.unit())
        )


@pytest.mark.parametrize(
    "values",
    [
        {"excuse": "away", "tries_count": 1, "note": "外出务工"},
        {"excuse": "moved", "tries_count": 1, "note": "村委会证实"},
        {"excuse": "not_found", "tries_count": 0, "note": "村委会证实"},
        {"excuse": "", "tries_count": 2},
        {"excuse": "away", "tries_count": 2, "excused_by_name": ""},
    ],
)
def test_the_database_itself_refuses_an_early_excuse(place, values):  # S0-70
    whole = {"state": Reach.EXCUSED, "excused_by_name": "田守业"}
    with (
        pytest.raises(IntegrityError, match="visits_excused_after_a_second_try"),
        transaction.atomic(),
    ):
        place.target(**whole | values)
    assert not Target.objects.exists()
