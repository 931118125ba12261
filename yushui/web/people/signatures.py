"""The two signatures of what both lanes sign: given, or still to be given."""

from dataclasses import dataclass
from datetime import datetime

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.kernel.lifecycle import Lifecycle
from yushui.people import signing
from yushui.people.models import Reply, Yearbook
from yushui.territory.kinds import Lane
from yushui.territory.models import Unit


@dataclass(frozen=True)
class Signature:
    """One lane's: given, or still to be given, and whether by whoever is looking."""

    lane: str
    label: str
    unit_name: str
    by_name: str
    at: datetime | None
    may_sign: bool


def of(record: Yearbook | Reply, lifecycle: Lifecycle, actor: Actor) -> list[Signature]:
    is_open = "sign" in lifecycle.available(record.state)
    units = ((Lane.CIVIL, record.unit), (Lane.MILITARY, signing.command_of(record.unit)))
    return [_signature(record, lane, unit, actor, is_open=is_open) for lane, unit in units]


def _signature(
    record: Yearbook | Reply, lane: Lane, unit: Unit | None, actor: Actor, *, is_open: bool
) -> Signature:
    at = getattr(record, f"{lane}_signed_at")
    may_sign = (
        is_open
        and at is None
        and unit is not None
        and actor.may_for_unit(Permission.YEARBOOK_SIGN, unit)
    )
    return Signature(
        lane=lane.value,
        label=f"{lane.label}签认",
        unit_name=getattr(record, f"{lane}_unit_name") or (unit.name if unit else ""),
        by_name=getattr(record, f"{lane}_signed_by_name"),
        at=at,
        may_sign=may_sign,
    )
