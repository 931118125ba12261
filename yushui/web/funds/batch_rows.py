"""What the page of a payment batch shows, and which buttons."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.funds import doubts, totals
from yushui.funds.doubts import Check
from yushui.funds.lifecycle import (
    APPROVED_ON,
    AT_THE_BANK,
    BATCH,
    BEFORE_APPROVAL,
    OPEN_TO_PREPARER,
    BatchState,
    PaymentState,
)
from yushui.funds.models import Batch, Payment, Standard
from yushui.funds.totals import Total, Town
from yushui.people import categories
from yushui.web.funds.payment_forms import ChooseLayout, Redo


P = Permission


@dataclass(frozen=True)
class Hand:
    """One of the three: what for, who, when."""

    deed: str
    name: str
    at: datetime | None


@dataclass(frozen=True)
class Found:
    """What a check found, and what to do about it."""

    check: Check
    count: int


def page_of(batch: Batch, actor: Actor) -> dict[str, Any]:
    towns = totals.by_town(batch)
    total = totals.summed(towns)
    count, fen = total.meant
    return {
        "batch": batch,
        "is_approved": batch.state in APPROVED_ON,
        "labels": meant_by(batch.standard),
        "hands": hands(batch),
        "towns": [(one.name, *one.total.meant) for one in towns],
        "total": total,
        "count": count,
        "fen": fen,
        "figures": figures(total),
        "drawing": drawing(towns),
        "found": found(batch),
        "answers": list(batch.answers.order_by("-at", "-pk")),
        **buttons(batch, actor),
    }


def meant_by(standard: Standard) -> list[str]:
    return [categories.label(code) for code in categories.narrowest(standard.categories)]


def hands(batch: Batch) -> list[Hand]:
    return [
        Hand("编制", batch.prepared_by_name, batch.prepared_at),
        Hand("审批", batch.approved_by_name, batch.approved_at),
        Hand("付款", batch.paid_by_name, batch.paid_at),
    ]


_TONES = {PaymentState.HELD: "wait", PaymentState.PAID: "ok", PaymentState.FAILED: "bad"}


def figures(total: Total) -> list[tuple[PaymentState, int, int, str]]:
    """Persons and money by state, those that occur."""
    return [
        (state, total.persons[state], total.fen[state], _TONES.get(state, ""))
        for state in PaymentState
        if total.persons[state]
    ]


def found(batch: Batch) -> list[Found]:
    counts = totals.doubts_of(batch)
    return [Found(one, counts[one.code]) for one in doubts.CHECKS if one.code in counts]


def drawing(towns: list[Town]) -> dict[str, Any]:
    """Yuan by township."""
    return {
        "xAxis": {"type": "value"},
        "yAxis": {"type": "category", "inverse": True, "data": [one.name for one in towns]},
        "tooltip": {"trigger": "axis"},
        "series": [
            {
                "type": "bar",
                "name": "金额（元）",
                "barMaxWidth": 18,
                "yuSeries": 4,
                "data": [one.total.meant[1] / 100 for one in towns],
            }
        ],
    }


def buttons(batch: Batch, actor: Actor) -> dict[str, Any]:
    """What the actor may do now; each action asks for itself again."""
    manages = actor.may_for_unit(P.FUNDS_MANAGE, batch.unit)
    approves = actor.may_for_unit(P.FUNDS_APPROVE, batch.unit)
    pays = actor.may_for_unit(P.FUNDS_PAY, batch.unit)
    moves = BATCH.available(batch.state)
    is_other = actor.id != batch.prepared_by_id
    is_third = is_other and actor.id != batch.approved_by_id
    is_to_redo = manages and Batch.objects.filter(to_redo(), pk=batch.pk).exists()
    return {
        "may_recheck": manages and batch.state in BEFORE_APPROVAL,
        "may_add": manages and batch.state in OPEN_TO_PREPARER,
        "may_submit": manages and "submit" in moves,
        "may_approve": approves and is_other and "approve" in moves,
        "may_return": approves and "return" in moves,
        "may_withdraw": (manages or approves) and "withdraw" in moves,
        "may_leave_out": (manages or approves) and batch.state in BEFORE_APPROVAL,
        "layouts": ChooseLayout() if pays and is_third and "send" in moves else None,
        "may_fetch": pays and batch.state in AT_THE_BANK,
        "may_answer": pays and "hear" in moves,
        "may_carry_on": may_carry_on(batch, actor),
        "redo": Redo() if is_to_redo else None,
    }


def may_carry_on(batch: Batch, actor: Actor) -> bool:
    """Whether the actor may set a job going again: its own step, by the same right."""
    if batch.state == BatchState.APPROVING:
        approves = actor.may_for_unit(P.FUNDS_APPROVE, batch.unit)
        return approves and actor.id != batch.prepared_by_id
    is_at_it = batch.state in (BatchState.SENDING, BatchState.ANSWERING)
    return is_at_it and actor.may_for_unit(P.FUNDS_PAY, batch.unit)


def to_redo() -> Q:
    """Somebody was not reached whom no later list has taken up, nor one being made."""
    failed = Payment.objects.filter(batch=OuterRef("pk")).to_pay_anew().order_by()
    in_the_making = Batch.objects.filter(redo_of=OuterRef("pk"), state=BatchState.PREPARING)
    return Q(Exists(failed), ~Exists(in_the_making), state__in=AT_THE_BANK)
