"""Carrying out a plan: nodes end and begin, rows go along, postings are said again.

These are building blocks called inside the transaction of the action, which leaves the trace.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from yushui.campaigns.models import while_under_way
from yushui.funds.actions import purses
from yushui.goods.actions import shelves
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.ledger.models import Posting, PostingQuerySet, restated
from yushui.ledger.moving import Ways, restate
from yushui.people.models import Household
from yushui.successions import rules
from yushui.successions.plans import Passing, Plan
from yushui.territory import paths
from yushui.territory.models import (
    Alias,
    Change,
    Region,
    RegionName,
    RegionSuccession,
    Unit,
    UnitSuccession,
)
from yushui.territory.numbering import after_own_ids
from yushui.territory.references import Reference, references_to
from yushui.visits.models import Occurrence, Target, Visit
from yushui.visits.postings import SOURCE


CHANGED = "您办理期间，这里的区划或单位刚变更过，本次没有保存；请重新预览后再办理。"
_BATCH = 2_000
_UNDER_WAY = while_under_way("campaign__")


class Line(NamedTuple):
    """How many rows of a table go along, and by which of their columns."""

    label: str
    number: int


@dataclass(frozen=True)
class _Going:
    """Rows that follow one reference: to one node, or each to the heir of its own."""

    reference: Reference
    rows: models.QuerySet[Any]
    to: int | None = None


def lines(plan: Plan) -> list[Line]:
    """What would move: the places, the units, and the rows of every table that follow them."""
    counted = {
        "行政区划": sum(passing.is_whole for passing in plan.regions),
        "单位": sum(passing.is_whole for passing in plan.units),
        "按名单划分的家庭": len(plan.homes),
    }
    for going in _going(plan):
        if not going.reference.is_told:
            continue
        label = going.reference.label
        counted[label] = counted.get(label, 0) + going.rows.count()
    return [Line(label, count) for label, count in counted.items() if count]


def carry_out(plan: Plan, change: Change) -> None:
    """Write all of it; the caller's transaction makes it all or nothing."""
    change.moved += [[line.label, line.number] for line in lines(plan)]
    change.save()
    _pass_on_regions(plan, change)
    _pass_on_units(plan, change)
    restate(_postings(plan), _ways(plan))
    for going in _going(plan):
        if not going.reference.is_restated:
            going.rows.update(**{f"{going.reference.field}_id": going.to or _heir(going)})
    for one in plan.units:
        if one.is_whole and not one.is_fresh:
            purses.join(one.old, one.new, on=plan.on)
            shelves.join(one.old, one.new)
    _settle_homes(plan)
    _settle_work(plan)


def rename_lines(region: Region, name: str, code: str) -> list[Line]:
    """What a new name and code would touch."""
    units = region.units.active().values_list("name", flat=True)
    called = sum(rules.renamed(one, old=region.name, new=name) != one for one in units)
    followed = sum(old != new for old, new in _codes_below(region, code).values())
    told = [Line("区划", 1), Line("单位名称", called), Line("下级区划代码", followed)]
    return [line for line in told if line.number]


def _codes_below(region: Region, code: str) -> dict[Region, tuple[str, str]]:
    """The code of every place inside, as it is and as it follows that of the region."""
    inside = Region.objects.current().within(region).exclude(pk=region.pk)
    return {
        place: (
            place.code,
            rules.code_below(place.code, old=region.code, new=code, level=region.level),
        )
        for place in inside
    }


def rename(region: Region, *, name: str, code: str, on: date) -> None:
    """Date the name and the code; the codes of what lies inside follow."""
    codes = {place: new for place, (old, new) in _codes_below(region, code).items() if old != new}
    changed = [region, *codes]
    _name_what_has_none(changed)
    region.name = name
    for place in changed:
        place.code = codes.get(place, code)
    _check_codes(changed, ending=[one.pk for one in changed])
    if RegionName.objects.filter(region__in=changed, valid_from=on).exists():
        raise RuleViolation(
            f"“{name}”原来的名称就是 {on:%Y-%m-%d} 启用的，同一天不能再改；请核对生效日期。",
            field="effective_on",
        )
    _end_names([one.pk for one in changed], on)
    Region.objects.bulk_update(changed, ["name", "code"], batch_size=_BATCH)
    _begin_names(changed, on)


def rename_units(region: Region, name: str) -> int:
    """Rename the units that are called after their place; answer how many."""
    named = {
        unit: rules.renamed(unit.name, old=region.name, new=name)
        for unit in region.units.active().order_by("path")
    }
    changed = {unit: told for unit, told in named.items() if told != unit.name}
    for unit, told in changed.items():
        unit.short_name = rules.renamed(unit.short_name, old=region.name, new=name)
        rename_unit(unit, told)
    return len(changed)


def rename_unit(unit: Unit, name: str) -> None:
    Alias.objects.get_or_create(unit=unit, name=unit.name)
    if Unit.objects.active().filter(region=unit.region_id, kind=unit.kind, name=name).exists():
        raise RuleViolation(f"那里已经有一个“{name}”，请换一个名称。", field="name")
    unit.name = name
    unit.save(update_fields=["name", "short_name"])


def _going(plan: Plan) -> Iterator[_Going]:
    """Rows that follow to new nodes, all at once; and to nodes that were there, one by one."""
    sides: tuple[tuple[type[models.Model], Sequence[Passing[Any]]], ...] = (
        (Region, plan.regions),
        (Unit, plan.units),
    )
    for node, passings in sides:
        fresh = [one.old.pk for one in passings if one.is_fresh and one.is_whole]
        joined = [one for one in passings if not one.is_fresh]
        for reference in references_to(node):
            if fresh:
                yield _Going(reference, reference.going(fresh, plan.on))
            for number, one in enumerate(joined):
                taken = [one.new.pk, *(other.old.pk for other in joined[:number])]
                rows = reference.going([one.old.pk], plan.on)
                yield _Going(reference, reference.without_twins(rows, taken), one.new.pk)


def _heir(going: _Going) -> Subquery:
    by_tree = RegionSuccession if going.reference.node is Region else UnitSuccession
    own = by_tree.objects.filter(is_whole=True, old=OuterRef(f"{going.reference.field}_id"))
    return Subquery(own.values("new")[:1])


def _pass_on_regions(plan: Plan, change: Change) -> None:
    ending = [one.old.pk for one in plan.regions if one.is_whole]
    if plan.closes:
        ending.append(plan.closes.pk)
    _end(Region.objects.filter(pk__in=ending, valid_to=None), len(ending), valid_to=plan.on)
    _end_names(ending, plan.on)
    fresh = [one.new for one in plan.regions if one.is_fresh]
    _check_codes(fresh, ending=ending)
    Region.objects.bulk_create(fresh, batch_size=_BATCH)
    after_own_ids(Region)
    _begin_names(fresh, plan.on)
    _remember(plan.regions, Region)
    RegionSuccession.objects.bulk_create(
        [
            RegionSuccession(change=change, old=one.old, new=one.new, is_whole=one.is_whole)
            for one in plan.regions
        ],
        batch_size=_BATCH,
    )


def _pass_on_units(plan: Plan, change: Change) -> None:
    ending = {one.old.pk for one in plan.units if one.is_whole}
    if plan.closes:  # what was copied for the parts has ended with the place
        ending |= {one.old.pk for one in plan.units if one.old.region_id == plan.closes.pk}
    _end(Unit.objects.active().filter(pk__in=ending), len(ending), is_active=False)
    fresh = [one.new for one in plan.units if one.is_fresh]
    Unit.objects.bulk_create(fresh, batch_size=_BATCH)
    after_own_ids(Unit)
    _remember(plan.units, Unit)
    Alias.objects.bulk_create(
        (Alias(unit=one.new, name=one.old.name) for one in plan.units if not one.is_fresh),
        ignore_conflicts=True,
    )
    UnitSuccession.objects.bulk_create(
        [
            UnitSuccession(change=change, old=one.old, new=one.new, is_whole=one.is_whole)
            for one in plan.units
        ],
        batch_size=_BATCH,
    )


def _end(rows: models.QuerySet[Any], expected: int, **ending: Any) -> None:
    """Compare and set: of two changes of one node the second is told."""
    if rows.update(**ending) != expected:
        raise Conflict(CHANGED)


def _remember(passings: Sequence[Passing[Any]], node: type[models.Model]) -> None:
    """What was there before also carries on the past of what joins it."""
    for one in passings:
        if not one.is_fresh:
            one.new.past = [*one.new.past, one.old.path, *one.old.past]
            node._base_manager.filter(pk=one.new.pk).update(past=one.new.past)


def _check_codes(regions: Sequence[Region], *, ending: Sequence[int]) -> None:
    codes = [region.code for region in regions if region.code]
    held = Region.objects.current().filter(code__in=codes).exclude(pk__in=ending).first()
    if held or len(set(codes)) < len(codes):
        told = f"“{held.name}”正在使用" if held else "这次有两处相同"
        raise RuleViolation(
            f"区划代码{held.code if held else ''}{told}，请核对新代码。", field="code"
        )


def _end_names(regions: Sequence[int], on: date) -> None:
    names = RegionName.objects.filter(region__in=regions, valid_to=None)
    if late := names.filter(valid_from__gt=on).first():
        raise RuleViolation(
            f"“{late.name}”这个名称 {late.valid_from:%Y-%m-%d} 才启用，生效日期不能更早。",
            field="effective_on",
        )
    names.update(valid_to=on)


def _name_what_has_none(regions: Sequence[Region]) -> None:
    """A place that was entered without its first name is not to lose it."""
    named = RegionName.objects.filter(region__in=regions, valid_to=None).values_list("region")
    known = {pk for (pk,) in named}
    RegionName.objects.bulk_create(
        RegionName(region=one, name=one.name, code=one.code, valid_from=one.valid_from)
        for one in regions
        if one.pk not in known
    )


def _begin_names(regions: Sequence[Region], on: date) -> None:
    RegionName.objects.bulk_create(
        [
            RegionName(region=region, name=region.name, code=region.code, valid_from=on)
            for region in regions
        ],
        batch_size=_BATCH,
    )


def _postings(plan: Plan) -> PostingQuerySet:
    """Those of campaigns under way at a place or by a unit that passes on."""
    ways = _ways(plan)
    at = Q(place__in=list(ways.places)) | Q(unit__in=list(ways.units))
    return Posting.objects.filter(restated.which(plan.on), at)


def _ways(plan: Plan) -> Ways:
    return Ways(
        places={one.old.pk: one.new.pk for one in plan.regions if one.is_whole},
        units={one.old.pk: one.new.pk for one in plan.units if one.is_whole},
        # A unit that joins another one was visited by itself, and still counts.
        hosts={one.old.pk: one.new.pk for one in plan.units if one.is_whole and one.is_fresh},
    )


def _settle_homes(plan: Plan) -> None:
    """Give households their part, and what hangs on them in campaigns under way."""
    by_part: dict[Region, list[int]] = defaultdict(list)
    for household, part in plan.homes.items():
        by_part[part].append(household)
    for part, households in by_part.items():
        homes = Household.objects.filter(pk__in=households)
        (before,) = set(homes.values_list("region", flat=True))
        of_them = Q(_UNDER_WAY.which(plan.on), household__in=households, region=before)
        visits = list(Visit.objects.filter(of_them).values_list("pk", flat=True))
        told = Posting.objects.filter(restated.which(plan.on), source=SOURCE, source_id__in=visits)
        restate(told, Ways(places={before: part.pk}))
        Target.objects.filter(of_them).update(region=part)
        Occurrence.objects.open().filter(household__in=households).update(region=part)
        Visit.objects.filter(pk__in=visits).update(region=part)
        homes.update(region=part)


def _settle_work(plan: Plan) -> None:
    """In each part the work of the divided place's units is that of their copies."""
    for part, copies in plan.copies.items():
        (path,) = Region.objects.filter(pk=part).values_list("path", flat=True)
        here = {"gte": path, "lt": paths.after(path)}
        inside = Q(*((f"region__path__{name}", value) for name, value in here.items()))
        for old, copy in copies.items():
            theirs = Q(_UNDER_WAY.which(plan.on), inside, unit=old)
            Target.objects.filter(theirs).update(unit=copy)
            Visit.objects.filter(theirs).update(unit=copy)
        told = Posting.objects.filter(
            restated.which(plan.on),
            *((f"place__path__{name}", value) for name, value in here.items()),
            unit__in=copies,
        )
        restate(told, Ways(units={old: copy.pk for old, copy in copies.items()}))
