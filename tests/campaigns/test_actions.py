"""Working on assignments: done with a word or a document, taken back, moved, and closed."""

from datetime import date

import pytest
from django.db import IntegrityError

from tests import make
from yushui.audit.models import Event
from yushui.campaigns import actions
from yushui.campaigns.lifecycle import ASSIGNMENT, LIFECYCLE, Progress, State
from yushui.campaigns.models import Assignment, Campaign
from yushui.files.actions import store
from yushui.kernel.errors import NotPermitted, RuleViolation


def given(**duty):
    """An assignment laid on a township by its county."""
    campaign = make.campaign()
    laid = make.duty(campaign, kind="publicity", due_on=date(2026, 8, 10), **duty)
    return make.assignment(laid, to=make.township(campaign.unit), due_on=date(2026, 8, 5))


def worker(assignment):
    return make.actor("worker", assignment.unit, name="赵敏")


def desk(assignment):
    return make.actor("clerk", assignment.duty.unit)


def test_done_says_by_whom_and_when():
    assignment = given()
    actions.finish(assignment, note="张贴标语20条。", by=worker(assignment))
    assignment.refresh_from_db()
    assert (assignment.state, assignment.done_by_name, assignment.done_on) == (
        Progress.DONE, "赵敏", date(2026, 7, 25),
    )  # fmt: skip
    assert Event.objects.filter(kind="campaigns.finished").count() == 1


def test_done_needs_a_word_or_a_document():
    assignment = given()
    with pytest.raises(RuleViolation) as refusal:
        actions.finish(assignment, note="  ", by=worker(assignment))
    assert refusal.value.field == "note"


def test_a_plan_needs_its_document():
    """S0-13: each league uploads its own plan."""
    assignment = given()
    assignment.duty.kind = "plan"
    with pytest.raises(RuleViolation) as refusal:
        actions.finish(assignment, note="已制定。", by=worker(assignment))
    assert refusal.value.field == "evidence"
    plan = store("方案.txt", "实施方案".encode(), by=worker(assignment))
    actions.finish(assignment, note="", evidence=plan, by=worker(assignment))
    assert Assignment.objects.get().evidence == plan


def test_reopening_takes_the_word_back_and_keeps_the_note():
    assignment = given()
    actions.finish(assignment, note="张贴标语20条。", by=worker(assignment))
    actions.reopen(assignment, by=worker(assignment))
    assignment.refresh_from_db()
    assert (assignment.state, assignment.done_on, assignment.note) == (
        Progress.ASSIGNED, None, "张贴标语20条。",
    )  # fmt: skip


def test_the_issuer_moves_the_internal_day():
    assignment = given()
    actions.reschedule(assignment, due_on=date(2026, 8, 8), by=desk(assignment))
    assert Assignment.objects.get().due_on == date(2026, 8, 8)


def test_but_not_beyond_what_the_notice_says():
    assignment = given()
    with pytest.raises(RuleViolation, match="不能晚于上级要求的 2026年8月10日"):
        actions.reschedule(assignment, due_on=date(2026, 8, 11), by=desk(assignment))


def test_who_owes_does_not_move_the_day():
    assignment = given()
    with pytest.raises(NotPermitted):
        actions.reschedule(assignment, due_on=None, by=worker(assignment))


def test_somebody_else_does_not_finish():
    assignment = given()
    with pytest.raises(NotPermitted):
        actions.finish(assignment, note="好", by=make.actor("worker", make.unit()))


AFTER = {
    "finish": lambda one: actions.finish(one, note="好", by=worker(one)),
    "reopen": lambda one: actions.reopen(one, by=worker(one)),
    "reschedule": lambda one: actions.reschedule(one, due_on=None, by=desk(one)),
}


@pytest.mark.parametrize("change", AFTER.values(), ids=AFTER)
def test_a_closed_campaign_stands_still_until_it_is_resumed(change):
    assignment = given()
    campaign = assignment.duty.campaign
    actions.close(campaign, by=desk(assignment))
    with pytest.raises(RuleViolation, match="已经结束"):
        change(assignment)
    actions.resume(campaign, by=desk(assignment))
    assert Campaign.objects.get().state == State.OPEN


def test_who_only_works_in_a_campaign_does_not_close_it():
    assignment = given()
    with pytest.raises(NotPermitted):
        actions.close(assignment.duty.campaign, by=make.actor("clerk", assignment.unit))


MOVES = {
    ("finish", Progress.ASSIGNED): Progress.DONE,
    ("reopen", Progress.DONE): Progress.ASSIGNED,
}


@pytest.mark.parametrize("state", Progress)
@pytest.mark.parametrize("move", ASSIGNMENT.moves)
def test_every_move_of_an_assignment_from_every_state(move, state):
    done_on = date(2026, 7, 20) if state == Progress.DONE else None
    assignment = make.assignment(state=state, done_on=done_on)
    target = MOVES.get((move, state))
    if target is None:
        with pytest.raises(RuleViolation):
            ASSIGNMENT.advance(assignment, move)
    else:
        done_on = date(2026, 7, 20) if target == Progress.DONE else None
        ASSIGNMENT.advance(assignment, move, done_on=done_on)
    assert Assignment.objects.get().state == (target or state)


@pytest.mark.parametrize("state", State)
def test_a_campaign_closes_and_opens_again(state):
    expected = ["close"] if state == State.OPEN else ["reopen"]
    assert LIFECYCLE.available(make.campaign(state=state).state) == expected


REFUSED = {
    "a campaign that ends before it starts": lambda: make.campaign(ends_on=date(2026, 1, 1)),
    "two campaigns of one notice": lambda: [
        make.campaign(one.unit, notice=one) for one in [make.notice()] * 2
    ],
    "two duties in one place": lambda: [
        make.duty(one, position=1, notice=one.notice)
        for one in [make.campaign(notice=make.notice())] * 2
    ],
    "one duty twice on one unit": lambda: [make.assignment(one) for one in [make.duty()] * 2],
    "done without a day": lambda: make.assignment(state=Progress.DONE),
    "a day without being done": lambda: make.assignment(done_on=date(2026, 7, 20)),
}


@pytest.mark.parametrize("write", REFUSED.values(), ids=REFUSED)
def test_the_database_refuses(write):
    with pytest.raises(IntegrityError):
        write()


def test_a_campaign_is_seen_by_its_issuer_and_by_those_who_work_in_it():
    assignment = given()
    campaign = assignment.duty.campaign
    for actor in (worker(assignment), desk(assignment)):
        assert Campaign.objects.visible_to(actor).get() == campaign
    assert not Campaign.objects.visible_to(make.actor("clerk")).exists()


LATE = {
    "before its day": ({"due_on": date(2026, 7, 25)}, False),
    "after its day": ({"due_on": date(2026, 7, 24)}, True),
    "done": (
        {"due_on": date(2026, 7, 1), "state": Progress.DONE, "done_on": date(2026, 7, 9)},
        False,
    ),
    "without a day": ({"due_on": None}, False),
}


@pytest.mark.parametrize(("values", "is_late"), LATE.values(), ids=LATE)
def test_what_is_overdue(values, is_late):
    make.assignment(**values)
    assert Assignment.objects.overdue(date(2026, 7, 25)).exists() is is_late
