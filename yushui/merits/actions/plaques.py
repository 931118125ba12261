"""Plaques on the doors of families: hung, moved, damaged, replaced, taken away and given back."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import Trace, log, trace
from yushui.campaigns import actions as campaigns
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.ledger import actions as ledger
from yushui.merits import hanging, postings, queries, rules
from yushui.merits.lifecycle import PLAQUE
from yushui.merits.models import Plaque, PlaqueEvent
from yushui.people.models import Household
from yushui.territory.models import Unit


NOT_ENTITLED = (
    "这户没有在世的“三属”、现役军人或退役军人，{}；已经挂着的由家庭留存（国办发〔2018〕72号）。"
)


@dataclass(frozen=True)
class Deed:
    """What was done to a plaque, by which unit, on which day, and why."""

    on: date
    unit: Unit
    reason: str = ""


@transaction.atomic
def hang(household: Household, *, deed: Deed, address: str = "", by: Actor) -> Plaque:
    """Hang the plaque of a family that has none."""
    _require(household, deed, by, Permission.MERIT_DELIVER)
    _check_entitled(household, "不能悬挂光荣牌")
    plaque = Plaque(
        household=household,
        address=address.strip()[:120] or household.address,
        hung_on=deed.on,
    )
    # No savepoint: nothing of the action stands after a clash.
    try:
        plaque.save(force_insert=True)
    except IntegrityError as clash:
        raise Conflict("一户只挂一块光荣牌，这户已经有了；请打开原来的记录办理。") from clash
    _count(plaque, _note(plaque, "hang", deed, by), deed, by)
    return plaque


@transaction.atomic
def move(plaque: Plaque, *, deed: Deed, address: str, by: Actor) -> None:
    """The family moved, and its plaque with it."""
    _require(plaque.household, deed, by, Permission.MERIT_DELIVER)
    told = rules.require_text(address, "新的悬挂地址", field="address", longest=120)
    _check_order(plaque, deed)
    PLAQUE.advance(plaque, "move", address=told)
    _note(plaque, "move", deed, by)
    log("merits.plaque_moved", plaque, by=by)


@transaction.atomic
def damage(plaque: Plaque, *, deed: Deed, by: Actor) -> None:
    """It is broken, faded or lost, and waits for the next round."""
    _require(plaque.household, deed, by, Permission.MERIT_DELIVER)
    rules.require_text(deed.reason, "损坏、遗失的情况", field="reason")
    _check_order(plaque, deed)
    PLAQUE.advance(plaque, "damage")
    _note(plaque, "damage", deed, by)
    log("merits.plaque_damaged", plaque, by=by)


@transaction.atomic
def replace(plaque: Plaque, *, deed: Deed, by: Actor) -> None:
    """Hang a new one in its place; a family of whom nobody entitled lives keeps the old one."""
    _require(plaque.household, deed, by, Permission.MERIT_DELIVER)
    _check_entitled(plaque.household, "不再更换光荣牌")
    _check_order(plaque, deed)
    PLAQUE.advance(plaque, "replace", hung_on=deed.on)
    _count(plaque, _note(plaque, "replace", deed, by), deed, by)


@transaction.atomic
def withdraw(plaque: Plaque, *, deed: Deed, by: Actor) -> None:
    """Take it away, after a conviction and the like; it may be given back."""
    _require(plaque.household, deed, by, Permission.MERIT_MANAGE)
    rules.require_text(deed.reason, "收回原因和依据", field="reason")
    _check_order(plaque, deed)
    PLAQUE.advance(plaque, "withdraw")
    _note(plaque, "withdraw", deed, by)
    log("merits.plaque_withdrawn", plaque, by=by)


@transaction.atomic
def restore(plaque: Plaque, *, deed: Deed, by: Actor) -> None:
    """Give back one that was taken away."""
    _require(plaque.household, deed, by, Permission.MERIT_MANAGE)
    rules.require_text(deed.reason, "恢复原因和依据", field="reason")
    _check_entitled(plaque.household, "不能恢复悬挂")
    _check_order(plaque, deed)
    PLAQUE.advance(plaque, "restore", hung_on=deed.on)
    _count(plaque, _note(plaque, "restore", deed, by), deed, by)


@transaction.atomic
def void(plaque: Plaque, *, deed: Deed, by: Actor) -> None:
    """It was never there: everything it counted for goes back, the record stays."""
    _require(plaque.household, deed, by, Permission.MERIT_DELIVER)
    rules.require_text(deed.reason, "作废原因", field="reason")
    PLAQUE.advance(plaque, "void")
    for event in plaque.events.order_by("pk"):
        ledger.reverse(source=(postings.PLAQUE, event.pk), on=clock.today())
    _note(plaque, "void", deed, by)
    log("merits.plaque_voided", plaque, by=by)


def _require(household: Household, deed: Deed, by: Actor, permission: Permission) -> None:
    by.require(permission, household.region)
    by.require_as(permission, deed.unit)
    if deed.on > clock.today():
        raise RuleViolation("日期不能晚于今天，请核对。", field="on")


def _check_entitled(household: Household, refusal: str) -> None:
    if not hanging.is_entitled(household):
        raise RuleViolation(NOT_ENTITLED.format(refusal))


def _check_order(plaque: Plaque, deed: Deed) -> None:
    """One thing after the other: nothing is replaced before it was hung."""
    last = plaque.events.order_by("-on", "-pk").first()
    if last is not None and deed.on < last.on:
        raise RuleViolation(
            f"日期不能早于上一次办理（{last.on:%Y年%-m月%-d日}），请核对。", field="on"
        )


def _note(plaque: Plaque, move: str, deed: Deed, by: Actor) -> PlaqueEvent:
    return PlaqueEvent.objects.create(
        plaque=plaque,
        move=move,
        on=deed.on,
        unit=deed.unit,
        reason=deed.reason.strip()[: rules.LONGEST_REASON],
        noted_at=clock.now(),
        noted_by_name=by.name,
    )


_DEEDS = {
    "hang": "merits.plaque_hung",
    "replace": "merits.plaque_replaced",
    "restore": "merits.plaque_restored",
}


def _count(plaque: Plaque, event: PlaqueEvent, deed: Deed, by: Actor) -> None:
    """A board that went up on a door is one hung, whatever hung there before."""
    told: Trace = trace(_DEEDS[event.move], plaque, by=by, unit=deed.unit.pk)
    campaign = queries.running_campaign(deed.unit, deed.on, kind="honour_plaque")
    ledger.append(
        campaign or campaigns.daily_book(deed.on, by=by),
        [postings.hung(plaque, event)],
        source=(postings.PLAQUE, event.pk),
        trace=told,
    )
