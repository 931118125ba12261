"""What a change would do, worked out before anything is written: the preview and the deed are one.

A place that comes to lie elsewhere, and everything below it, becomes a new node; so does a unit
that comes to report elsewhere. The old nodes end and keep what was said at them. A plan names the
pairs, with ids chosen beforehand because a path contains them. See docs/adr/0014.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, TypeVar

from django.db import models

from yushui.accounts.actor import TERRITORIAL
from yushui.kernel.errors import RuleViolation
from yushui.successions import rules
from yushui.territory import paths
from yushui.territory.kinds import Kind, Lane
from yushui.territory.models import Region, Unit
from yushui.territory.numbering import next_id


Node = TypeVar("Node", Region, Unit)
# Who else stands in for a superior of a kind that the new place has not.
_STAND_INS = {
    Lane.CIVIL: (Kind.OFFICE,),
    Lane.MILITARY: (Kind.ARMED_FORCES_DEPARTMENT, Kind.MILITARY_COMMAND),
}


@dataclass(frozen=True)
class Passing(Generic[Node]):
    """`old` passes on to `new`: a node made for it, or one that was there before."""

    old: Node
    new: Node
    is_fresh: bool
    is_whole: bool = True


@dataclass
class Plan:
    """Every pair of a change, places and superiors before what is below them.

    `homes` are households of a divided place, each with the part it lives in from now on.
    """

    on: date
    regions: list[Passing[Region]] = field(default_factory=list)
    units: list[Passing[Unit]] = field(default_factory=list)
    homes: dict[int, Region] = field(default_factory=dict)
    closes: Region | None = None  # divided, and no longer there itself
    # The units of each part, by the unit of the divided place each is a copy of.
    copies: dict[int, dict[int, Unit]] = field(default_factory=dict)


class Planner:
    """Makes a plan step by step; what was passed on in one step is known in the next."""

    def __init__(self, on: date) -> None:
        self.plan = Plan(on)
        self.place: dict[int, Region] = {}
        self.unit: dict[int, Unit] = {}
        self.next_region = next_id(Region)
        self.next_unit = next_id(Unit)

    def transplant(self, region: Region, parent: Region, *, code: str = "") -> None:
        """Let the region and all below it lie in `parent`, with the units of these places."""
        for place in Region.objects.current().within(region).order_by("path"):
            above = parent if place == region else self.place[place.parent_id or 0]
            moved = rules.code_below(place.code, old=region.code, new=code, level=region.level)
            made = self._new_region(
                place, above, name=place.name, code=code if code and place == region else moved
            )
            self.place[place.pk] = made
            self.plan.regions.append(Passing(place, made, is_fresh=True))
        self.move_units(Unit.objects.active().within(region), at=parent)

    def join(self, region: Region, into: Region) -> None:
        """Let `into`, which is there already, carry on the region, its units and what is below."""
        self.place[region.pk] = into
        self.plan.regions.append(Passing(region, into, is_fresh=False))
        others = list(into.units.active().order_by("pk"))
        for unit in region.units.active().order_by("path"):
            if heir := _like(unit, others, region, into):
                self._join_unit(unit, heir)
        self.move_units(region.units.active(), at=into)
        for child in region.children.current().order_by("path"):
            self.transplant(child, into)

    def carve(self, region: Region, *, name: str, code: str) -> Region:
        """A part beside the region, with its own copies of the units named after the region."""
        part = self._new_region(region, region.parent, name=name, code=code)
        self.plan.regions.append(Passing(region, part, is_fresh=True, is_whole=False))
        copies = self.plan.copies[part.pk] = {}
        for unit in region.units.active().order_by("path").select_related("superior"):
            called = rules.renamed(unit.name, old=region.name, new=name)
            if called != unit.name:
                superior = copies.get(unit.superior_id or 0, unit.superior)
                copies[unit.pk] = self._new_unit(unit, part, superior, units=copies, name=called)
                self.plan.units.append(Passing(unit, copies[unit.pk], True, is_whole=False))
        return part

    def give(self, child: Region, part: Region) -> None:
        """Let a place of a divided region lie in one of the parts, and report to its units."""
        copies = self.plan.copies[part.pk]
        self.unit |= copies
        self.transplant(child, part)
        for pk in copies:  # the next child may go to another part
            del self.unit[pk]

    def move_units(self, units: models.QuerySet[Unit], *, at: Region) -> None:
        """New nodes for units whose place or superior has passed on, and for all below them."""
        for unit in _with_all_below(units):
            if unit.pk not in self.unit:
                self.move_unit(unit, self._superior(unit, at))

    def move_unit(self, unit: Unit, superior: Unit | None) -> None:
        place = self.place.get(unit.region_id, unit.region)
        made = self._new_unit(unit, place, superior, units=self.unit)
        self.unit[unit.pk] = made
        self.plan.units.append(Passing(unit, made, is_fresh=True))

    def join_unit(self, unit: Unit, into: Unit) -> None:
        """Let `into` carry on the unit; whoever reported to the one reports to the other."""
        self._join_unit(unit, into)
        self.move_units(unit.subordinates.active(), at=into.region)

    def _join_unit(self, unit: Unit, into: Unit) -> None:
        self.unit[unit.pk] = into
        self.plan.units.append(Passing(unit, into, is_fresh=False))

    def _new_region(self, like: Region, parent: Region | None, *, name: str, code: str) -> Region:
        made = Region(
            id=self.next_region,
            name=name,
            code=code,
            level=like.level,
            parent=parent,
            path=paths.extend(parent.path if parent else None, self.next_region),
            valid_from=self.plan.on,
            past=[like.path, *like.past],
            longitude=like.longitude,
            latitude=like.latitude,
        )
        self.next_region += 1
        return made

    def _new_unit(
        self,
        like: Unit,
        place: Region,
        superior: Unit | None,
        *,
        units: Mapping[int, Unit],
        name: str = "",
    ) -> Unit:
        answers_for = units.get(like.answers_for_id or 0)
        made = Unit(
            id=self.next_unit,
            name=name or like.name,
            short_name="" if name else like.short_name,
            kind=like.kind,
            lane=like.lane,
            region=place,
            superior=superior,
            answers_for_id=answers_for.pk if answers_for else like.answers_for_id,
            path=paths.extend(superior.path if superior else None, self.next_unit),
            past=[like.path, *like.past],
        )
        self.next_unit += 1
        return made

    def _superior(self, unit: Unit, at: Region) -> Unit | None:
        """To whom the unit reports now: its superior's heir, or whoever does that work above."""
        superior = unit.superior
        if superior is None:
            return None
        if superior.pk in self.unit:
            return self.unit[superior.pk]
        if at.path.startswith(superior.region.path):
            return superior
        kinds = list(dict.fromkeys((superior.kind, *_STAND_INS[Lane(superior.lane)])))
        above = Unit.objects.active().filter(region__in=paths.ids(at.path), kind__in=kinds)
        found = sorted(
            above.select_related("region"),
            key=lambda one: (-len(one.region.path), kinds.index(one.kind), one.pk),
        )
        if not found:
            raise RuleViolation(
                f"“{at.name}”和它的上级都没有能接替“{superior.name}”的单位，"
                f"“{unit.name}”不知道该向谁报送；请先登记那里的单位，再办理。",
                field="target",
            )
        return found[0]


def _with_all_below(units: models.QuerySet[Unit]) -> Iterable[Unit]:
    """Superiors first, and whoever reports to one of them from anywhere."""
    layer = list(units.select_related("region", "superior__region"))
    found = {unit.pk: unit for unit in layer}
    while layer:
        below = Unit.objects.active().filter(superior__in=[unit.pk for unit in layer])
        layer = [
            one for one in below.select_related("region", "superior__region") if one.pk not in found
        ]
        found |= {unit.pk: unit for unit in layer}
    return sorted(found.values(), key=lambda unit: (unit.path.count("/"), unit.path))


def _like(unit: Unit, others: Iterable[Unit], region: Region, into: Region) -> Unit | None:
    """The unit that does the same work in the other place."""
    called = rules.renamed(unit.name, old=region.name, new=into.name)
    for other in others:
        if other.kind == unit.kind and (unit.kind in TERRITORIAL or other.name == called):
            return other
    return None
