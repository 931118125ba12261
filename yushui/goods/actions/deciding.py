"""Counting the stock, and deciding by name about what was found."""

import uuid
from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.goods import rules
from yushui.goods.actions.moving import ADJUSTMENT, Slip, enter
from yushui.goods.lifecycle import Booking
from yushui.goods.models import Handout, Move, Movement, Ruling, Shelf, StockTake
from yushui.goods.writing import recorded
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, RuleViolation


@dataclass(frozen=True, kw_only=True)
class Count:
    """How many somebody counted, and on which day."""

    counted: int
    on: date
    note: str = ""
    op_id: uuid.UUID = field(default_factory=uuid.uuid4)


@transaction.atomic
def take_stock(shelf: Shelf, *, count: Count, by: Actor) -> StockTake:
    """Enter a stock-take; a difference is a finding, and changes nothing by itself."""
    by.require_for_unit(Permission.FUNDS_MANAGE, shelf.unit)
    if earlier := StockTake.objects.filter(op_id=count.op_id).first():
        return earlier
    if not 0 <= count.counted <= rules.MOST:
        raise RuleViolation("实点数量应是 0 到 1,000,000 的数。", field="counted")
    rules.check_day(count.on, today=clock.today())
    # The book as it is now: whoever hands something out meanwhile waits, or is counted already.
    now = Shelf.objects.select_for_update().get(pk=shelf.pk)
    made = StockTake(
        op_id=count.op_id,
        lot=shelf.lot,
        unit=shelf.unit,
        counted=count.counted,
        booked=now.left,
        on=count.on,
        note=count.note.strip(),
        **recorded(by),
    )
    try:
        made.save(force_insert=True)
    except IntegrityError as clash:
        raise Conflict("这次盘点刚刚已经登记过，请刷新页面查看。") from clash
    log("goods.counted", made, by=by, differences=made.difference)
    return made


@transaction.atomic
def decide(
    subject: Handout | Movement | StockTake,
    *,
    code: str,
    decision: str,
    adjusts: bool = False,
    by: Actor,
) -> Ruling:
    """Say by name what is to be thought of a finding. Nobody decides about their own entry.

    A difference of a stock-take can be put into the book with it.
    """
    by.require_for_unit(Permission.FUNDS_APPROVE, subject.unit)
    if by.id == subject.recorded_by_id:
        raise RuleViolation("这条是您自己登记的，请由另一位负责人认定。")
    if code not in _CODES[type(subject)]:
        raise RuleViolation("这条记录没有这种问题，请从“发现问题”里打开再认定。")
    told = rules.require_text(decision, field="decision", what="认定意见")
    made = Ruling(
        code=code,
        decision=told,
        decided_at=clock.now(),
        decided_by_id=by.id,
        decided_by_name=by.name,
    )
    setattr(made, _SUBJECTS[type(subject)], subject)
    try:
        made.save(force_insert=True)
    except IntegrityError as clash:
        raise Conflict("这个问题刚刚已经认定过，请刷新页面查看。") from clash
    if adjusts and isinstance(subject, StockTake):
        _adjust(subject, told, by=by)
    log("goods.decided", subject, by=by, finding=code, reason=told)
    return made


_SUBJECTS: dict[type[Handout | Movement | StockTake], str] = {
    Handout: "handout",
    Movement: "movement",
    StockTake: "stocktake",
}


# What a record can be found to be (`goods.findings`).
_CODES: dict[type[Handout | Movement | StockTake], frozenset[str]] = {
    Handout: frozenset({"no_roster", "above", "twice", "unsigned"}),
    Movement: frozenset({"nobody"}),
    StockTake: frozenset({"count"}),
}


def _adjust(count: StockTake, told: str, *, by: Actor) -> None:
    # Who counts meanwhile waits for the shelf, and is then held against the adjusted book.
    Shelf.objects.select_for_update().get(lot=count.lot, unit=count.unit)
    if StockTake.objects.filter(lot=count.lot, unit=count.unit, pk__gt=count.pk).exists():
        raise RuleViolation(
            "这次盘点以后又盘点过，账面只按最近一次调整；这一次请不勾选调整账面。", field="adjusts"
        )
    difference = count.difference
    kind = Move.FOUND if difference > 0 else Move.LOST
    made = Movement(lot=count.lot, unit=count.unit, kind=kind, state=Booking.BOOKED)
    slip = Slip(
        quantity=abs(difference), on=clock.today(), document=ADJUSTMENT, note=told[: rules.LONGEST]
    )
    enter(made, slip, by=by)
