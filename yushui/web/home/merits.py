"""Citations on their way to a family, for whoever takes the next step."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Case, F, Q, When

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.merits.lifecycle import State
from yushui.merits.models import Citation
from yushui.web.home.entry import SHOWN, Todo
from yushui.web.navigation import address


P = Permission
_DEEDS = {
    State.RECEIVED: ("pencil", "登记喜报"),
    State.REGISTERED: ("patch-check", "核实喜报"),
    State.VERIFIED: ("signpost-split", "分派喜报"),
    State.ASSIGNED: ("award", "送喜报"),
}
_ON_PAPER = (State.RECEIVED, State.REGISTERED, State.VERIFIED)


def citations_to_bring(actor: Actor) -> Iterable[Todo]:
    """On paper for the unit that received them, to the door for those that are to bring them."""
    on_paper = Q(state__in=_ON_PAPER) & _mine(actor, P.MERIT_MANAGE, "unit")
    bringing = _mine(actor, P.MERIT_DELIVER, "unit", "civil_unit", "military_unit")
    to_the_door = Q(state=State.ASSIGNED) & bringing
    wanted = Citation.objects.filter(on_paper | to_the_door).annotate(
        by=Case(When(state=State.RECEIVED, then=F("register_due_on")), default=F("due_on"))
    )
    found: Iterable[Any] = wanted.for_listing().order_by("by", "pk")[:SHOWN]
    for one in found:
        icon, deed = _DEEDS[State(one.state)]
        yield Todo(
            icon,
            f"{deed}：{one.soldier_name}（{one.merit_label}）",
            f"{one.region.name} · {one.order_number}",
            address("merits:show", one.pk),
            due_on=one.by,
        )


def _mine(actor: Actor, permission: Permission, *units: str) -> Q:
    """In a place where the actor may do it, and the work of a unit as which they act."""
    own = actor.own_scope(permission)
    theirs = reduce(or_, (own.rows_by_unit(unit) for unit in units))
    return actor.scope(permission).rows("region") & theirs
