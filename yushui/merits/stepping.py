"""Moving a citation along: the move, the line in its history, and what to say of a second one.

These are building blocks called inside the transaction of the action, which leaves the trace.
"""

from datetime import date
from typing import Any

from django.db import IntegrityError

from yushui.accounts.actor import Actor
from yushui.kernel import clock
from yushui.kernel.errors import Conflict
from yushui.merits.classes import label
from yushui.merits.lifecycle import LIFECYCLE
from yushui.merits.models import Citation, Step


def twice(soldier_name: str, merit: str, order_number: str) -> Conflict:
    """One soldier, one class, one order: one citation, however it came in."""
    return Conflict(
        f"{soldier_name}的{label(merit)}喜报（{order_number}）已经登记过，不能重复登记；"
        "请在喜报列表里查找原来的那一份。"
    )


def note(citation: Citation, move: str, *, on: date, by: Actor, told: str = "") -> None:
    Step.objects.create(
        citation=citation,
        move=move,
        on=on,
        note=told[:200],
        made_at=clock.now(),
        made_by_name=by.name,
    )


def advance(
    citation: Citation, move: str, *, on: date, by: Actor, told: str = "", **changes: Any
) -> None:
    """Make a move and note it; a clash with another citation is told as what it is."""
    # No savepoint: nothing of the action stands after a clash.
    try:
        LIFECYCLE.advance(citation, move, **changes)
    except IntegrityError as clash:
        raise twice(citation.soldier_name, citation.merit, citation.order_number) from clash
    note(citation, move, on=on, by=by, told=told)
