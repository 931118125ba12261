"""Settling who a row of a roster is, when the matcher would not decide."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.people import holding, seals
from yushui.people.importing import loading, planning, staging, standing, undoing
from yushui.people.importing.planning import Plan
from yushui.people.importing.reading import Placed, Reading
from yushui.people.importing.undoing import Undoing, Written
from yushui.people.lifecycle import QUESTION
from yushui.people.models import Person, Question


TOO_LATE = "这一行已经有人认定了，请看下一行。"


@transaction.atomic
def settle_as(question: Question, *, person: Person, by: Actor) -> Person:
    """The row is this person: take over what it says, as the import would have."""
    _require(question, by)
    if person.pk not in {key for key, *_ in question.candidates}:
        raise RuleViolation("请在列出的人里选择。", field="person")
    by.require(Permission.ROSTER_IMPORT, person.household.region)
    at = clock.now()
    written = _load(question, _planned(question, person), at=at, by=by)
    _advance(question, "same", by=by, person=person, settled_at=at, written=written.kept)
    log("people.question_same", question, by=by, person=person.pk)
    return person


@transaction.atomic
def settle_as_new(question: Question, *, by: Actor) -> Person:
    """The row is nobody known: add the person."""
    _require(question, by)
    at = clock.now()
    written = _load(question, _planned(question, None), at=at, by=by)
    person = Person.objects.get(pk=written.persons[0])
    _advance(question, "new", by=by, person=person, settled_at=at, written=written.kept)
    log("people.question_new", question, by=by, person=person.pk)
    return person


@transaction.atomic
def reopen_question(question: Question, *, by: Actor) -> None:
    """Take the answer back, as long as nothing hangs on it: the row waits as it did before."""
    _require_right(question, by)
    is_written = question.person_id is not None and question.settled_at is not None
    load = Undoing(question.roster, question, question.settled_at) if is_written else None
    try:
        with transaction.atomic():
            QUESTION.advance(
                question, "reopen", person=None, settled_at=None, settled_by_name="", written={}
            )
            if load is not None:
                load.run()
    except IntegrityError as clash:
        raise Conflict(undoing.EDITED.format(question.name)) from clash
    log("people.question_reopened", question, by=by)


@transaction.atomic
def withdraw_question(question: Question, *, by: Actor) -> None:
    """The row is not wanted: nothing of it enters the register."""
    _require(question, by)
    _advance(question, "withdraw", by=by, person=None, settled_at=clock.now())
    log("people.question_withdrawn", question, by=by)


def _require_right(question: Question, by: Actor) -> None:
    by.require_for_unit(Permission.ROSTER_IMPORT, question.roster.unit)
    by.require(Permission.ROSTER_IMPORT, question.region)


def _require(question: Question, by: Actor) -> None:
    _require_right(question, by)
    if not Question.objects.open().select_for_update().filter(pk=question.pk).exists():
        raise Conflict(TOO_LATE)


def _planned(question: Question, person: Person | None) -> Plan:
    """What the row would change, decided on what stands now and until it is written."""
    plan = _decided(question, person)
    while True:
        holding.hold_changed(plan)
        now = _decided(question, person)
        if now.known == plan.known:
            return now
        plan = now


def _decided(question: Question, person: Person | None) -> Plan:
    line = staging.unpacked(seals.opened_row(question))
    fingerprint = seals.id_index(line.id_number) if line.id_number else ""
    placed = [Placed(line, question.region_id, fingerprint)]
    region = question.roster.unit.region
    plan = planning.decide_settled(
        Reading(mapping={}, rows=1, placed=placed),
        region,
        standing.read(region, planning.wanted(placed)),
        person=person.pk if person else None,
    )
    for told in plan.problems.values():
        raise RuleViolation(next(iter(told.values())))
    return plan


def _load(question: Question, plan: Plan, *, at: datetime, by: Actor) -> Written:
    try:
        with transaction.atomic():
            return loading.write(
                plan, roster=question.roster, at=at, by_name=by.name, question=question
            )
    except IntegrityError as clash:
        raise RuleViolation(
            "这个身份证号已经登记在另一个人名下，不能作为新人员；请选是哪一个人，或先更正号码。"
        ) from clash


def _advance(question: Question, move: str, *, by: Actor, **changes: Any) -> None:
    """Last: of two who settle the same question one is told, and nothing of hers is written."""
    try:
        QUESTION.advance(question, move, settled_by_name=by.name, **changes)
    except Conflict as late:
        raise Conflict(TOO_LATE) from late
