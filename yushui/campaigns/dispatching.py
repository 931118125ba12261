"""From the duties of a notice to assignments: who owes each, and by when.

Who receives a notice and who owes something by it are not the same (S4-42): a duty names its own
actors. Only where it names nobody in particular does it fall to all main recipients of its lane,
and garrison units owe what is asked of troops alone. A copy or a reference owes nothing (S3-35).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from yushui.notices import resolving
from yushui.notices.models import Notice, Role
from yushui.notices.reading.text import fold
from yushui.territory import paths
from yushui.territory.kinds import Kind, Lane
from yushui.territory.models import Unit


# What troops do for the people; asked of garrison units, not of offices (S2-21, S1-27).
TROOP_KINDS = frozenset({"community_service", "practical_deed"})
# What an office that is asked does itself, and does not ask of its townships in turn (S0-13).
OFFICE_KINDS = frozenset({"plan", "meeting", "inspection", "assessment"})
_ANSWER_FOR_A_PLACE = frozenset({Kind.OFFICE, Kind.BUREAU, Kind.TOWNSHIP, Kind.VILLAGE})
# 各级各部门, 各地各部队, 各单位: everybody the notice goes to.
_EVERYBODY = re.compile(
    r"(?:军地|地方|全[省市州盟县区旗镇乡])?(?:各级|各地|各有关方面|双方)"
    r"(?:各部门|各单位|各部队|党委|政府|[、和及])*|各(?:有关)?单位"
)


@dataclass(frozen=True)
class Parties:
    """The units a notice went to as main recipients, and who among them answers for whom."""

    issuer: Unit
    received: tuple[Unit, ...]
    not_asked: frozenset[int] = frozenset()  # on the list for a copy or as a reference
    is_passed_on: bool = False
    # Expressions and their units: those settled by hand first, the others as they are asked for.
    _named: dict[str, tuple[Unit, ...]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, notice: Notice) -> "Parties":
        receipts = notice.receipts.select_related("unit__region").order_by("unit__path")
        here = notice.unit.region.path
        # A superior or a neighbour that a notice is addressed to has nothing to do by it.
        asked = [
            receipt.unit
            for receipt in receipts
            if receipt.role == Role.MAIN and receipt.unit.region.path.startswith(here)
        ]
        not_asked = {receipt.unit_id for receipt in receipts} - {unit.pk for unit in asked}
        by_hand = notice.addressees.filter(is_by_hand=True).prefetch_related("units__region")
        return cls(
            issuer=notice.unit,
            received=tuple(asked),
            not_asked=frozenset(not_asked),
            is_passed_on=notice.based_on_id is not None,
            _named={one.text: tuple(one.units.all()) for one in by_hand},
        )

    def owing(self, actors: Sequence[str], *, kind: str, is_ours: bool = False) -> list[Unit]:
        """Units on which a duty of `kind` with these `actors` falls.

        `is_ours`: a notice above laid it on the issuer, who now asks it of those below.
        """
        bound: dict[int, Unit] = {}
        is_others = False
        for actor in actors:
            if _EVERYBODY.fullmatch(fold(actor)):
                bound |= _keyed(self._everybody(kind))
                continue
            named = self._resolved(actor)
            bound |= _keyed(self._with_peers(list(self._bound(named))))
            is_others = is_others or bool(named) or self._is_somebody_else(actor)
        if bound:
            return sorted(bound.values(), key=lambda unit: unit.path)
        if is_ours and is_others:
            return self._backbone(kind)
        # Somebody is meant, but nobody to whom this notice went: it is theirs, not everybody's.
        return [] if is_others else self._everybody(kind)

    def _backbone(self, kind: str) -> list[Unit]:
        """Those who answer for a place below: to them goes what the office was asked itself."""
        if kind in OFFICE_KINDS:
            return []
        everybody = self._everybody(kind)
        return [unit for unit in everybody if unit.kind in _ANSWER_FOR_A_PLACE] or everybody

    def _everybody(self, kind: str) -> list[Unit]:
        if kind in TROOP_KINDS:
            return [unit for unit in self.received if unit.kind == Kind.GARRISON]
        offices = [unit for unit in self.received if unit.kind != Kind.GARRISON]
        return [unit for unit in offices if unit.lane == Lane.CIVIL] or offices

    def _resolved(self, actor: str) -> tuple[Unit, ...]:
        if actor not in self._named:
            (found,) = resolving.resolve([actor], issuer=self.issuer)
            self._named[actor] = found.units
        return self._named[actor]

    def _bound(self, named: Iterable[Unit]) -> Iterator[Unit]:
        """Each named unit itself, or the recipient of its lane that answers for it."""
        for unit in named:
            if recipient := self._recipient_of(unit):
                yield recipient
            elif self._is_own_side(unit):
                yield unit

    def _is_own_side(self, unit: Unit) -> bool:
        """The issuer's side is bound without being sent its own notice.

        Not by a notice passed on: what the superior asks of it, the superior's notice laid on it.
        """
        is_beside = unit.region_id == self.issuer.region_id and not self.is_passed_on
        return is_beside and unit.pk not in self.not_asked

    def _with_peers(self, bound: list[Unit]) -> list[Unit]:
        """Add the cities of county level that report beside the leagues (S0-05)."""
        direct = [unit for unit in bound if self._is_direct(unit)]
        if not direct:
            return bound
        kinds = {unit.kind for unit in direct}
        level = max(unit.region.level for unit in direct)
        return bound + [
            unit
            for unit in self.received
            if unit.kind in kinds and unit.region.level > level and self._is_direct(unit)
        ]

    def _is_direct(self, unit: Unit) -> bool:
        """Whether the unit's node reports straight to the issuer's."""
        return [self.issuer.node_id, unit.node_id] in (
            [*pair] for pair in pairwise(paths.ids(unit.path))
        )

    def _recipient_of(self, unit: Unit) -> Unit | None:
        """The recipient that is `unit`, its other hat, or the nearest above it in its lane."""
        for pk in (unit.pk, unit.node_id, *reversed(paths.ids(unit.path))):
            if found := self._by_node.get((pk, unit.lane)):
                return found
        return None

    @cached_property
    def _by_node(self) -> dict[tuple[int, str], Unit]:
        nodes = {(unit.node_id, unit.lane): unit for unit in self.received}
        return nodes | {(unit.pk, unit.lane): unit for unit in self.received}

    def _is_somebody_else(self, actor: str) -> bool:
        """Whether the words name an unregistered body, or a level that was not sent this notice."""
        if resolving.names_a_body(actor):
            return True
        level = resolving.level_named(actor)
        lowest = self.issuer.region.level + (0 if self.is_passed_on else -1)
        return level is not None and level <= lowest


def _keyed(units: Iterable[Unit]) -> dict[int, Unit]:
    return {unit.pk: unit for unit in units}
