"""A movement as one side sees it, and what that side may do about it."""

from typing import NamedTuple

from yushui.accounts.actor import Scope
from yushui.goods.lifecycle import BOOKING
from yushui.goods.models import Move, Movement
from yushui.territory.models import Unit


class Moved(NamedTuple):
    entry: Movement
    told: str  # what happened, from this side
    is_in: bool
    may_accept: bool
    may_cancel: bool


def standing(one: Movement, scope: Scope, unit: Unit) -> Moved:
    moves = BOOKING.available(one.state)
    return Moved(
        one,
        _told(one, unit),
        one.kind == Move.FOUND or one.receiver_id == unit.pk,
        "accept" in moves and one.receiver is not None and scope.covers_unit(one.receiver),
        "cancel" in moves and one.kind != Move.FOUND and scope.covers_unit(one.unit),
    )


def _told(one: Movement, unit: Unit) -> str:
    if one.receiver is None:
        return f"{one.get_kind_display()}{f'：{one.taker}' if one.taker else ''}"
    if one.receiver_id == unit.pk:
        return f"{one.unit.name}{one.get_kind_display()}来"
    return f"{one.get_kind_display()}给{one.receiver.name}"
