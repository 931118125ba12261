"""From the duties of a notice to assignments: who owes each, and by when.

Who receives a notice and who owes something by it are not the same (S4-42): a duty names its own
actors. Only where it names nobody in particular does it fall to all main recipients of its lane,
and garrison units owe what is asked of troops alone. A copy or a reference owes nothing (S3-35).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from yushui.notices import resolving
from yushui.notices.models import Notice, Role
from yushui.notices.reading.text import fold
from yushui.territory.kinds import Kind, Lane
from yushui.territory.models import Unit


# What troops do for the people; asked of garrison units, not of offices (S2-21, S1-27).
TROOP_KINDS = frozenset({"community_service", "practical_deed"})
_GENERIC = re.compile(
    r"^(?:军地|全[省市县区]|地方|各)?(?:各级|各地|各有关方面|军地双方|各级各部门.*)"
)


@dataclass(frozen=True)
class Parties:
    """The units a notice went to, split by what can be asked of them."""

    issuer: Unit
    offices: tuple[Unit, ...]  # everybody who works and reports
    garrison: tuple[Unit, ...]

    @classmethod
    def of(cls, notice: Notice) -> "Parties":
        receipts = notice.receipts.filter(role=Role.MAIN).select_related("unit__region")
        units = [receipt.unit for receipt in receipts.order_by("unit__path")]
        return cls(
            issuer=notice.unit,
            offices=tuple(unit for unit in units if unit.kind != Kind.GARRISON),
            garrison=tuple(unit for unit in units if unit.kind == Kind.GARRISON),
        )


def owing(actors: Sequence[str], *, kind: str, parties: Parties) -> list[Unit]:
    """Units on which a duty of `kind` with these `actors` falls."""
    received = {unit.pk: unit for unit in (*parties.offices, *parties.garrison)}
    named: dict[int, Unit] = {}
    for resolved in resolving.resolve(_specific(actors), issuer=parties.issuer):
        for unit in resolved.units:
            # Somebody who was not sent the notice is bound only when it is the issuer's own side.
            if unit.pk in received or unit.region_id == parties.issuer.region_id:
                named[unit.pk] = unit
    if named:
        return _of_the_right_side(named.values(), kind)
    if kind in TROOP_KINDS:
        return list(parties.garrison)
    return [unit for unit in parties.offices if unit.lane == Lane.CIVIL] or list(parties.offices)


def _specific(actors: Iterable[str]) -> list[str]:
    return [actor for actor in actors if not _GENERIC.match(fold(actor))]


def _of_the_right_side(units: Iterable[Unit], kind: str) -> list[Unit]:
    if kind in TROOP_KINDS:
        return list(units)
    return [unit for unit in units if unit.kind != Kind.GARRISON]
