"""Money that comes to a campaign, is passed on to those below, and is given back.

Each is a purse changed, a posting and a trace in one transaction. In the ledger it is a plus where
it arrives and a minus where it leaves: added up over a tree, what came into it from outside.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.campaigns.lifecycle import State as CampaignState
from yushui.campaigns.models import Campaign
from yushui.funds import rules
from yushui.funds.actions import purses
from yushui.funds.lifecycle import BOOKING
from yushui.funds.models import Appropriation, Purse, Transfer, Way, keeper_of
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.kernel.money import fen_of
from yushui.ledger import actions as ledger
from yushui.ledger.actions import Entry
from yushui.ledger.measures import Measure
from yushui.territory.models import Unit


Booked = TypeVar("Booked", Appropriation, Transfer)
APPROPRIATION = "funds.appropriation"
TRANSFER = "funds.transfer"
_NOT_THERE = "请核对金额，或先登记到账"
_SPENT_ALREADY = "请先撤销用款，或改用“交回结余”"


@dataclass(frozen=True, kw_only=True)
class Slip:
    """How much, by which document, on which day. `op_id` makes it the same entry for ever."""

    amount: Decimal
    document: str
    on: date
    note: str = ""
    op_id: uuid.UUID = field(default_factory=uuid.uuid4)


@transaction.atomic
def appropriate(
    campaign: Campaign, unit: Unit, *, origin: str, slip: Slip, by: Actor
) -> Appropriation:
    """Enter what a unit was given for the campaign from outside it."""
    keeper = keeper_of(unit)
    by.require_for_unit(Permission.FUNDS_MANAGE, keeper)
    if earlier := Appropriation.objects.filter(op_id=slip.op_id).first():
        return earlier
    _require_open(campaign)
    _check(slip)
    made = _insert(Appropriation(campaign=campaign, unit=keeper, origin=origin, **_told(slip, by)))
    _move(campaign, {keeper: {"received": slip.amount}}, then=_NOT_THERE)
    _post(made, (APPROPRIATION, made.pk), {keeper: slip.amount})
    log("funds.appropriated", made, by=by, amount=slip.amount, document=slip.document)
    return made


@transaction.atomic
def pass_on(campaign: Campaign, *, giver: Unit, receiver: Unit, slip: Slip, by: Actor) -> Transfer:
    """Pass money on to a unit below; it may spend it at once."""
    giver, receiver = keeper_of(giver), keeper_of(receiver)
    by.require_for_unit(Permission.FUNDS_MANAGE, giver)
    if earlier := Transfer.objects.filter(op_id=slip.op_id).first():
        return earlier
    _require_open(campaign)
    rules.check_way(giver, receiver, field="receiver")
    made = Transfer(campaign=campaign, giver=giver, receiver=receiver, way=Way.DOWN)
    return _transfer(made, slip, by=by)


@transaction.atomic
def give_back(
    campaign: Campaign, *, giver: Unit, receiver: Unit, slip: Slip, by: Actor
) -> Transfer:
    """Give the unspent back to a unit above, also when the campaign is over."""
    giver, receiver = keeper_of(giver), keeper_of(receiver)
    by.require_for_unit(Permission.FUNDS_MANAGE, giver)
    if earlier := Transfer.objects.filter(op_id=slip.op_id).first():
        return earlier
    rules.check_way(receiver, giver, field="receiver")
    made = Transfer(campaign=campaign, giver=giver, receiver=receiver, way=Way.BACK)
    return _transfer(made, slip, by=by)


@transaction.atomic
def cancel_appropriation(made: Appropriation, *, reason: str, by: Actor) -> None:
    """Take an entry back, as long as what came in is still there."""
    by.require_for_unit(Permission.FUNDS_MANAGE, made.unit)
    _cancel(made, reason, by=by)
    _move(made.campaign, {made.unit: {"received": -made.amount}}, then=_SPENT_ALREADY)
    ledger.reverse(source=(APPROPRIATION, made.pk), on=clock.today())
    log("funds.appropriation_cancelled", made, by=by, amount=made.amount)


@transaction.atomic
def cancel_transfer(made: Transfer, *, reason: str, by: Actor) -> None:
    """Take a transfer back, as long as the other unit still has the money."""
    by.require_for_unit(Permission.FUNDS_MANAGE, made.giver)
    _cancel(made, reason, by=by)
    _move(made.campaign, _sides(made, -made.amount), then=_SPENT_ALREADY)
    ledger.reverse(source=(TRANSFER, made.pk), on=clock.today())
    log("funds.transfer_cancelled", made, by=by, amount=made.amount, way=made.way)


def _transfer(made: Transfer, slip: Slip, *, by: Actor) -> Transfer:
    _check(slip)
    for name, value in _told(slip, by).items():
        setattr(made, name, value)
    _insert(made)
    _move(made.campaign, _sides(made, made.amount), then=_NOT_THERE)
    amounts = {made.giver: -made.amount, made.receiver: made.amount}
    _post(made, (TRANSFER, made.pk), amounts)
    log("funds.transferred", made, by=by, amount=made.amount, way=made.way, document=made.document)
    return made


def _sides(made: Transfer, amount: Decimal) -> dict[Unit, dict[str, Decimal]]:
    """What a transfer is in the two purses; what is given back, the upper one receives again."""
    leaves = "passed_on" if made.way == Way.DOWN else "given_back"
    return {made.giver: {leaves: amount}, made.receiver: {"received": amount}}


def _move(campaign: Campaign, by_unit: Mapping[Unit, Mapping[str, Decimal]], *, then: str) -> None:
    """Open the purses that are not there yet and change them, the older unit's first.

    In one order, so that two who pass money between the same units wait for one another.
    """
    Purse.objects.bulk_create(
        (Purse(campaign=campaign, unit=unit) for unit in by_unit), ignore_conflicts=True
    )
    for unit in sorted(by_unit, key=lambda one: one.pk):
        purses.change(campaign, unit, by_unit[unit], then=then)


def _post(made: Booked, source: tuple[str, int], amounts: Mapping[Unit, Decimal]) -> None:
    entries = [
        Entry(measure=Measure.FUNDS, unit=unit, place=unit.region, on=made.on, fen=fen_of(amount))
        for unit, amount in amounts.items()
    ]
    ledger.append(made.campaign, entries, source=source)


def _require_open(campaign: Campaign) -> None:
    if campaign.state != CampaignState.OPEN:
        raise RuleViolation(f"活动“{campaign.name}”已经结束，不能再登记到账和下拨。")


def _check(slip: Slip) -> None:
    rules.check_voucher(slip.amount, document=slip.document, on=slip.on, today=clock.today())


def _told(slip: Slip, by: Actor) -> dict[str, Any]:
    return {
        "op_id": slip.op_id,
        "amount": slip.amount,
        "document": slip.document.strip(),
        "on": slip.on,
        "note": slip.note.strip(),
        "recorded_at": clock.now(),
        "recorded_by_name": by.name,
    }


def _insert(made: Booked) -> Booked:
    # No savepoint: nothing of the action stands after a clash.
    try:
        made.save(force_insert=True)
    except IntegrityError as clash:
        raise Conflict("这笔刚刚已经登记过，请刷新页面查看。") from clash
    return made


def _cancel(made: Booked, reason: str, *, by: Actor) -> None:
    if not reason.strip():
        raise RuleViolation("请写明撤销原因。", field="reason")
    BOOKING.advance(
        made,
        "cancel",
        cancelled_at=clock.now(),
        cancelled_by_name=by.name,
        cancelled_reason=reason.strip(),
    )
