"""Goods that come in, are passed on to those below and signed for, given back, lost, or taken.

Each is a shelf changed, an entry and a trace in one transaction.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.campaigns.models import Campaign
from yushui.funds.models import keeper_of
from yushui.goods import rules
from yushui.goods.actions import shelves
from yushui.goods.lifecycle import BOOKING, Booking
from yushui.goods.models import Item, Lot, Move, Movement, Sort
from yushui.goods.models.entry import Booked
from yushui.goods.writing import recorded
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.territory.models import Unit


@dataclass(frozen=True, kw_only=True)
class Slip:
    """How many, by which document, on which day. `op_id` makes it the same entry for ever."""

    quantity: int
    on: date
    document: str = ""
    note: str = ""
    op_id: uuid.UUID = field(default_factory=uuid.uuid4)


@dataclass(frozen=True, kw_only=True)
class Bought:
    """Where a lot came from, and what one of it cost."""

    origin: str
    price: Decimal
    source: str
    campaign: Campaign | None = None


@transaction.atomic
def name_item(
    unit: Unit,
    *,
    name: str,
    measure: str,
    spec: str = "",
    sort: str = Sort.GOODS,
    per_household: int | None = None,
    by: Actor,
) -> Item:
    """Enter a kind of gift; the same one twice is refused by name."""
    keeper = keeper_of(unit)
    by.require_for_unit(Permission.FUNDS_MANAGE, keeper)
    told = {
        "name": rules.require_text(name, field="name", what="名称"),
        "measure": rules.require_text(measure, field="measure", what="计量单位"),
        "spec": spec.strip(),
    }
    if Item.objects.filter(unit=keeper, **told).exists():
        raise RuleViolation(f"已经有“{told['name']}”这个品种，直接登记入库即可。", field="name")
    made = Item(unit=keeper, sort=sort, per_household=per_household, **told)
    try:
        made.save(force_insert=True)
    except IntegrityError as clash:
        raise Conflict("这个品种刚刚已经登记过，请刷新页面查看。") from clash
    log("goods.item_named", made, by=by)
    return made


@transaction.atomic
def set_standard(item: Item, *, per_household: int | None, by: Actor) -> None:
    """Say how many of it a household gets in one campaign; what is above is a finding."""
    by.require_for_unit(Permission.FUNDS_MANAGE, item.unit)
    if per_household is not None:
        rules.check_quantity(per_household, field="per_household")
    item.per_household = per_household
    item.save(update_fields=["per_household"])
    log("goods.standard_set", item, by=by, count=per_household)


@transaction.atomic
def receive(unit: Unit, item: Item, *, bought: Bought, slip: Slip, by: Actor) -> Lot:
    """Enter goods that were bought, donated, or came from above the system."""
    keeper = keeper_of(unit)
    by.require_for_unit(Permission.FUNDS_MANAGE, keeper)
    if earlier := Lot.objects.filter(op_id=slip.op_id).first():
        return earlier
    _check(slip)
    rules.check_price(bought.price)
    rules.check_document(slip.document, source=bought.source)
    if not Item.objects.usable_by(keeper).filter(pk=item.pk).exists():
        raise RuleViolation("这个品种不是本单位和上级登记的，请重新选择。", field="item")
    lot = _insert(
        Lot(
            unit=keeper,
            item=item,
            origin=bought.origin,
            price=bought.price,
            source=bought.source.strip(),
            campaign=bought.campaign,
            **_told(slip, by),
        )
    )
    shelves.put_up(lot, [keeper])
    shelves.change(lot, keeper, {"received": slip.quantity})
    log("goods.received", lot, by=by, count=slip.quantity, document=slip.document)
    return lot


@transaction.atomic
def pass_on(lot: Lot, *, giver: Unit, receiver: Unit, slip: Slip, by: Actor) -> Movement:
    """Send goods to a unit below; they are its own when it has signed for them."""
    giver, receiver = keeper_of(giver), keeper_of(receiver)
    by.require_for_unit(Permission.FUNDS_MANAGE, giver)
    rules.check_way(giver, receiver, field="receiver")
    return _send(lot, Move.DOWN, giver, receiver, slip=slip, by=by)


@transaction.atomic
def give_back(lot: Lot, *, giver: Unit, receiver: Unit, slip: Slip, by: Actor) -> Movement:
    """Send what was not handed out to a unit above."""
    giver, receiver = keeper_of(giver), keeper_of(receiver)
    by.require_for_unit(Permission.FUNDS_MANAGE, giver)
    rules.check_way(receiver, giver, field="receiver")
    return _send(lot, Move.BACK, giver, receiver, slip=slip, by=by)


@transaction.atomic
def accept(made: Movement, *, on: date | None = None, by: Actor) -> None:
    """Sign for goods that arrived, today unless said otherwise.

    What is missing is entered as lost, with its reason.
    """
    assert made.receiver is not None, "Only what goes to another unit is signed for."
    by.require_for_unit(Permission.FUNDS_MANAGE, made.receiver)
    arrived_on = on or clock.today()
    rules.check_day(arrived_on, today=clock.today())
    rules.check_after(arrived_on, made.on)
    BOOKING.advance(made, "accept", accepted_on=arrived_on, accepted_by_name=by.name)
    shelves.put_up(made.lot, [made.receiver])
    shelves.change(made.lot, made.receiver, {"received": made.quantity})
    log("goods.accepted", made, by=by, count=made.quantity)


@transaction.atomic
def lose(lot: Lot, *, unit: Unit, slip: Slip, by: Actor) -> Movement:
    """Enter what was lost or damaged, and why."""
    return _leave(lot, Move.LOST, unit, slip=slip, by=by)


@transaction.atomic
def take(lot: Lot, *, unit: Unit, taker: str, slip: Slip, by: Actor) -> Movement:
    """Enter goods that somebody took who is on no list: a finding, until an official decides."""
    who = rules.require_text(taker, field="taker", what="领用人")
    return _leave(lot, Move.TAKEN, unit, taker=who, slip=slip, by=by)


@transaction.atomic
def cancel_lot(lot: Lot, *, reason: str, by: Actor) -> None:
    """Take goods that came in back, as long as all of them are still there."""
    by.require_for_unit(Permission.FUNDS_MANAGE, lot.unit)
    _cancel(lot, reason, by=by)
    shelves.change(lot, lot.unit, {"received": -lot.quantity})
    log("goods.lot_cancelled", lot, by=by, count=lot.quantity)


@transaction.atomic
def cancel_movement(made: Movement, *, reason: str, by: Actor) -> None:
    """Take an entry back; goods that arrived, as long as the other unit still has them."""
    by.require_for_unit(Permission.FUNDS_MANAGE, made.unit)
    if made.document == ADJUSTMENT:
        raise RuleViolation("盘点调整不能撤销；请再盘点一次。")
    had_arrived = made.is_between and made.state == Booking.BOOKED
    _cancel(made, reason, by=by)
    changed = {made.unit: {_COLUMN[Move(made.kind)]: -made.quantity}}
    if had_arrived and made.receiver:
        changed[made.receiver] = {"received": -made.quantity}
    for unit in sorted(changed, key=lambda one: one.pk):
        shelves.change(made.lot, unit, changed[unit])
    log("goods.movement_cancelled", made, by=by, count=made.quantity)


ADJUSTMENT = "盘点调整"  # stands for the document: somebody decided it by name
_COLUMN: Mapping[Move, str] = {
    Move.DOWN: "passed_on",
    Move.BACK: "given_back",
    Move.TAKEN: "taken",
    Move.LOST: "lost",
    Move.FOUND: "received",
}


@transaction.atomic(savepoint=False)
def enter(made: Movement, slip: Slip, *, by: Actor) -> Movement:
    """Write an entry and what it does to the shelf it leaves, or is found on."""
    for name, value in _told(slip, by).items():
        setattr(made, name, value)
    _insert(made)
    shelves.change(made.lot, made.unit, {_COLUMN[Move(made.kind)]: slip.quantity})
    return made


def _send(lot: Lot, kind: Move, giver: Unit, receiver: Unit, *, slip: Slip, by: Actor) -> Movement:
    if earlier := Movement.objects.filter(op_id=slip.op_id).first():
        return earlier
    _check(slip, lot)
    rules.check_document(slip.document)
    made = Movement(lot=lot, kind=kind, unit=giver, receiver=receiver, state=Booking.SENT)
    enter(made, slip, by=by)
    log("goods.sent", made, by=by, count=slip.quantity, document=slip.document)
    return made


def _leave(lot: Lot, kind: Move, unit: Unit, *, taker: str = "", slip: Slip, by: Actor) -> Movement:
    keeper = keeper_of(unit)
    by.require_for_unit(Permission.FUNDS_MANAGE, keeper)
    if earlier := Movement.objects.filter(op_id=slip.op_id).first():
        return earlier
    _check(slip, lot)
    rules.require_text(slip.note, field="note", what="原因")
    made = enter(Movement(lot=lot, kind=kind, unit=keeper, taker=taker), slip, by=by)
    log("goods.left_stock", made, by=by, count=slip.quantity, move_kind=kind)
    return made


def _check(slip: Slip, lot: Lot | None = None) -> None:
    rules.check_quantity(slip.quantity)
    rules.check_day(slip.on, today=clock.today())
    if lot:
        rules.check_after(slip.on, lot.on)


def _told(slip: Slip, by: Actor) -> dict[str, Any]:
    return {
        "op_id": slip.op_id,
        "quantity": slip.quantity,
        "document": slip.document.strip(),
        "on": slip.on,
        "note": slip.note.strip(),
        **recorded(by),
    }


def _insert(made: Booked) -> Booked:
    # No savepoint: nothing of the action stands after a clash.
    try:
        made.save(force_insert=True)
    except IntegrityError as clash:
        raise Conflict("这笔刚刚已经登记过，请刷新页面查看。") from clash
    return made


def _cancel(made: Booked, reason: str, *, by: Actor) -> None:
    BOOKING.advance(
        made,
        "cancel",
        cancelled_at=clock.now(),
        cancelled_by_name=by.name,
        cancelled_reason=rules.require_text(reason, field="reason", what="撤销原因"),
    )
