"""How a person stands: alive, died, suspended, cancelled, moved out; and slips taken back."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.people import departures, rules
from yushui.people.lifecycle import STATUS, Status
from yushui.people.models import Person, StatusChange


@dataclass(frozen=True)
class Grounds:
    """On what a change of status rests."""

    decision: str = ""
    decided_by: str = ""
    death_cause: str = ""
    reason: str = ""


@transaction.atomic
def set_status(
    person: Person, *, move: str, on: date, grounds: Grounds | None = None, by: Actor
) -> StatusChange:
    """Record a suspension, a cancellation, a moving away, a death, or that it is over.

    Whoever refers to the household does at once what it said it would (ADR 0016).
    """
    by.require(Permission.PEOPLE_EDIT, person.household.region)
    told = grounds or Grounds()
    status = STATUS.target(move, person.status)
    _check(person, status, on, told)
    made = StatusChange.objects.create(
        person=person,
        status=status,
        on=on,
        decision=told.decision.strip(),
        decided_by=told.decided_by.strip(),
        death_cause=told.death_cause,
        reason=told.reason.strip(),
        noted_at=clock.now(),
        noted_by_name=by.name,
    )
    _answer(person, status, on)
    kind = "people.person_died" if status == Status.DEAD else "people.status_changed"
    log(kind, person, by=by, status=status)
    return made


@transaction.atomic
def mark_dead(person: Person, *, on: date, death_cause: str = "", by: Actor) -> Person:
    """Record a death: the person leaves every list of visits at once, pay lists by the law."""
    if person.status == Status.DEAD:
        raise RuleViolation(f"“{person.name}”已经登记为去世。")
    set_status(person, move="die", on=on, grounds=Grounds(death_cause=death_cause), by=by)
    return person


@transaction.atomic
def take_back_status(change: StatusChange, *, reason: str, by: Actor) -> None:
    """Take back the latest status, entered by mistake. The row stays; the one before it counts."""
    person = change.person
    by.require(Permission.PEOPLE_EDIT, person.household.region)
    told = rules.require_text(reason, "撤销原因", field="reason", longest=200)
    latest, before, *_ = [*person.changes.standing().latest_first()[:2], None, None]
    if latest is None or latest.pk != change.pk:
        raise Conflict("只能撤销最近一次状态变动；请刷新后查看。")
    standing = StatusChange.objects.standing().filter(pk=change.pk)
    standing.update(taken_back_at=clock.now(), taken_back_by_name=by.name, taken_back_reason=told)
    _answer(person, before.status if before else Status.ALIVE, before.on if before else None)
    log("people.status_taken_back", person, by=by, status=change.status, reason=told)


def _check(person: Person, status: str, on: date, grounds: Grounds) -> None:
    rules.check_day(on, today=clock.today(), field="on")
    if person.birth_on is not None and on < person.birth_on:
        what = "去世日期" if status == Status.DEAD else "日期"
        raise RuleViolation(f"{what}不能早于出生日期，请核对。", field="on")
    if person.status_on is not None and on < person.status_on:
        raise RuleViolation(
            f"日期早于上一次状态变动（{person.status_on:%Y年%-m月%-d日}），请核对。", field="on"
        )
    if status in (Status.SUSPENDED, Status.CANCELLED) and not grounds.decision.strip():
        raise RuleViolation(
            "中止、取消抚恤优待由省级退役军人事务部门决定（《军人抚恤优待条例》第五十九条），"
            "请填写决定文号。",
            field="decision",
        )


def _answer(person: Person, status: str, on: date | None) -> None:
    """Let the person answer what the last row says; of two changes at once one is told."""
    before = person.status
    now = {"status": status, "status_on": on, "updated_at": clock.now()}
    if not Person.objects.filter(pk=person.pk, status=before).update(**now):
        raise Conflict("您查看期间，这个人的状态已被他人改动，本次没有保存；请刷新后查看。")
    for name, value in now.items():
        setattr(person, name, value)
    departures.follow(person.household)
