"""The way of a citation from the letter that brought it to those who will take it to the door."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.kernel import clock
from yushui.kernel.errors import RuleViolation
from yushui.merits import classes, proving, queries, rules
from yushui.merits.lifecycle import Home
from yushui.merits.models import Citation
from yushui.merits.stepping import advance, note, twice
from yushui.people.models import Household, Person
from yushui.territory.kinds import Lane
from yushui.territory.models import Unit


@dataclass(frozen=True)
class Received:
    """What the paper says, and how it came."""

    soldier_name: str
    merit: str
    order_number: str
    ordered_on: date
    received_on: date
    issuer: str = ""
    sender: str = ""


@dataclass(frozen=True)
class Destination:
    """The one home that the soldier named, and the family on the register that lives there."""

    household: Household
    person: Person | None
    home: str
    address: str
    recipient: str = ""


@transaction.atomic
def receive(told: Received, *, unit: Unit, by: Actor) -> Citation:
    """Take in a citation that came by letter or from another office."""
    by.require(Permission.MERIT_MANAGE, unit.region)
    by.require_as(Permission.MERIT_MANAGE, unit)
    _check_received(told)
    name, number = told.soldier_name.strip(), told.order_number.strip()
    rule = queries.rule_for(unit.region, told.merit, told.received_on)
    citation = Citation(
        unit=unit,
        region=unit.region,
        soldier_name=name,
        merit=told.merit,
        order_number=number,
        ordered_on=told.ordered_on,
        received_on=told.received_on,
        issuer=told.issuer.strip(),
        sender=told.sender.strip(),
        register_due_on=rule.register_by(told.received_on),
        due_on=rule.deliver_by(told.received_on),
    )
    try:
        citation.save(force_insert=True)
    except IntegrityError as clash:
        raise twice(name, told.merit, number) from clash
    note(citation, "receive", on=told.received_on, by=by, told=citation.sender)
    log("merits.received", citation, by=by, merit=told.merit)
    return citation


@transaction.atomic
def register(citation: Citation, *, to: Destination, by: Actor) -> Citation:
    """Say which family it is for and where it goes; the pace is that of the family's place."""
    by.require(Permission.MERIT_MANAGE, citation.region)
    by.require(Permission.MERIT_MANAGE, to.household.region)
    if to.home not in Home.values:
        raise RuleViolation("请选择本人指定的送达地址是谁家。", field="home")
    address = rules.require_text(to.address, "送达地址", field="address", longest=120)
    _check_person(citation, to)
    rule = queries.rule_for(to.household.region, citation.merit, citation.received_on)
    advance(
        citation,
        "register",
        on=clock.today(),
        by=by,
        household=to.household,
        person=to.person,
        region=to.household.region,
        home=to.home,
        address=address,
        recipient=to.recipient.strip(),
        due_on=rule.deliver_by(citation.received_on),
    )
    log("merits.registered", citation, by=by, household=to.household.pk)
    return citation


@transaction.atomic
def verify(citation: Citation, *, note: str = "", by: Actor) -> Citation:
    """Say that name, class, order and address were checked; the register learns of the merit.

    It learns it as it learns of every certificate: a category of the person's, and what proves it.
    """
    by.require(Permission.MERIT_MANAGE, citation.region)
    advance(citation, "verify", on=clock.today(), by=by, told=note.strip())
    proving.prove(citation, by=by)
    log("merits.verified", citation, by=by)
    return citation


@transaction.atomic
def assign(
    citation: Citation,
    *,
    civil_unit: Unit,
    military_unit: Unit,
    planned_on: date | None = None,
    by: Actor,
) -> Citation:
    """Name the units of both lanes that will bring it, and the day they plan."""
    by.require(Permission.MERIT_MANAGE, citation.region)
    for unit, lane in ((civil_unit, Lane.CIVIL), (military_unit, Lane.MILITARY)):
        _check_lane(unit, lane)
    if planned_on is not None and planned_on < clock.today():
        raise RuleViolation("计划送达日期已经过去，请重新选择。", field="planned_on")
    advance(
        citation,
        "assign",
        on=clock.today(),
        by=by,
        told=f"{civil_unit.name}、{military_unit.name}",
        civil_unit=civil_unit,
        military_unit=military_unit,
        planned_on=planned_on,
    )
    log("merits.assigned", citation, by=by, civil=civil_unit.pk, military=military_unit.pk)
    return citation


@transaction.atomic
def send_back(citation: Citation, *, reason: str, by: Actor) -> Citation:
    """Return it to the senders to be put right; until it comes again it proves nothing."""
    by.require(Permission.MERIT_MANAGE, citation.region)
    told = rules.require_text(reason, "退回原因", field="reason")
    advance(citation, "send_back", on=clock.today(), by=by, told=told, reason=told)
    proving.disprove(citation, reason=told, by=by)
    log("merits.sent_back", citation, by=by)
    return citation


@transaction.atomic
def resume(citation: Citation, *, note: str = "", by: Actor) -> Citation:
    """It came again, put right: its time runs anew, and where it goes is asked anew."""
    by.require(Permission.MERIT_MANAGE, citation.region)
    today, region = clock.today(), citation.unit.region
    rule = queries.rule_for(region, citation.merit, today)
    advance(
        citation,
        "resume",
        on=today,
        by=by,
        told=note.strip(),
        reason="",
        region=region,
        household=None,
        person=None,
        home="",
        address="",
        recipient="",
        received_on=today,
        register_due_on=rule.register_by(today),
        due_on=rule.deliver_by(today),
    )
    log("merits.resumed", citation, by=by)
    return citation


@transaction.atomic
def withdraw(citation: Citation, *, reason: str, by: Actor) -> Citation:
    """End one entered by mistake or whose order was revoked; it proves nothing any more.

    It is a paper of the unit that received it, and nobody above ends it in that unit's place.
    """
    by.require(Permission.MERIT_MANAGE, citation.region)
    by.require_as(Permission.MERIT_MANAGE, citation.unit)
    told = rules.require_text(reason, "作废原因", field="reason")
    advance(citation, "withdraw", on=clock.today(), by=by, told=told, reason=told)
    proving.disprove(citation, reason=told, by=by)
    log("merits.withdrawn", citation, by=by)
    return citation


def _check_received(told: Received) -> None:
    rules.require_text(told.soldier_name, "立功人姓名", field="soldier_name", longest=40)
    rules.require_text(told.order_number, "命令（通令）文号", field="order_number", longest=60)
    if told.merit not in classes.table():
        raise RuleViolation("没有这个等次，请从列表中选择。", field="merit")
    rules.check_day(
        told.received_on,
        today=clock.today(),
        since=told.ordered_on,
        field="received_on",
        after="命令日期",
    )


def _check_person(citation: Citation, to: Destination) -> None:
    person = to.person
    if person is None:
        return
    if person.household_id != to.household.pk:
        raise RuleViolation(f"“{person.name}”不在这户家庭里。", field="family")
    if person.name != citation.soldier_name:
        raise RuleViolation(
            f"喜报上写的是“{citation.soldier_name}”，选的人是“{person.name}”；"
            "姓名有误的请退回更正，本人没有登记的请只选家庭。",
            field="family",
        )


def _check_lane(unit: Unit, lane: Lane) -> None:
    kinds = rules.LEADING if lane == Lane.CIVIL else rules.MILITARY
    if unit.kind not in kinds:
        raise RuleViolation(
            f"“{unit.name}”不能作为{lane.label}送达单位，请重新选择。",
            field=f"{lane}_unit",
        )
