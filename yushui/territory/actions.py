"""Everything that makes regions and units in bulk: the division table, and units by template.

Rows are written with ids chosen beforehand, because a path contains the ids of all ancestors.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from django.db import transaction

from yushui.audit.log import Who, log
from yushui.kernel.errors import RuleViolation
from yushui.territory import paths, templates
from yushui.territory.divisions import Division
from yushui.territory.kinds import Kind, Level, lane_of
from yushui.territory.models import Alias, Region, RegionName, Unit
from yushui.territory.numbering import after_own_ids, next_id, take_turn
from yushui.territory.points import Point


BATCH = 2000
FOUNDED = date(1949, 10, 1)
Progress = Callable[[int], None]


@transaction.atomic
def load_divisions(
    divisions: Iterable[Division], *, by: Who, progress: Progress = lambda done: None
) -> int:
    """Add the places that are not there yet, parents before children; answer how many."""
    take_turn(Region.objects.filter(parent=None))
    known = dict(Region.objects.current().exclude(code="").values_list("code", "path"))
    first = next_id(Region)
    rows: list[Region] = []
    added = 0
    for division in divisions:
        if division.code in known:
            continue
        region = Region(
            id=first + added,
            name=division.name,
            code=division.code,
            level=division.level,
            parent_id=_last(known.get(division.parent or "")),
            path=paths.extend(known.get(division.parent or ""), first + added),
        )
        known[division.code] = region.path
        rows.append(region)
        added += 1
        if len(rows) == BATCH:
            _write_regions(rows)
            rows = []
            progress(added)
    _write_regions(rows)
    after_own_ids(Region)
    if added:
        log("territory.divisions_loaded", Region(id=first), by=by, count=added)
    return added


def _last(path: str | None) -> int | None:
    return paths.ids(path)[-1] if path else None


def _write_regions(rows: list[Region]) -> None:
    Region.objects.bulk_create(rows, batch_size=BATCH)
    RegionName.objects.bulk_create(
        [RegionName(region=row, name=row.name, code=row.code, valid_from=FOUNDED) for row in rows],
        batch_size=BATCH,
    )


@transaction.atomic
def create_units(
    region: Region,
    *,
    by: Who,
    with_garrison: bool = False,
    progress: Progress = lambda done: None,
) -> int:
    """Give the region and every place below it the units of the templates; answer how many.

    Units that exist already (same place, kind and name) are left alone, so it may run again.
    """
    take_turn(Region.objects.filter(parent=None))
    builder = _Builder(region, with_garrison=with_garrison)
    places = list(Region.objects.current().within(region).order_by("level", "path"))
    above = Region.objects.filter(pk__in=paths.ids(region.path)).exclude(pk=region.pk)
    for number, place in enumerate([*above.order_by("level"), *places], start=1):
        builder.furnish(place, only_office=place.level < region.level)
        if number % BATCH == 0:
            progress(number)
    builder.write()
    if builder.units:
        log("territory.units_created", region, by=by, count=len(builder.units))
    return len(builder.units)


@transaction.atomic
def set_points(points: Sequence[Point], *, by: Who) -> int:
    """Say where villages lie: all of them or none. Where troops are stays unsaid."""
    places = {
        one.code: one
        for one in Region.objects.current().filter(code__in=[one.code for one in points])
    }
    if unknown := [one.code for one in points if one.code not in places]:
        raise RuleViolation(f"系统里没有区划代码 {unknown[0]}，请核对。", field="file")
    for place in places.values():
        if place.level != Level.VILLAGE:
            raise RuleViolation(f"“{place.name}”不是村（社区），不登记坐标。", field="file")
    garrisons = Unit.objects.filter(region__in=places.values(), kind=Kind.GARRISON)
    if troops := garrisons.select_related("region").order_by("path").first():
        raise RuleViolation(f"“{troops.region.name}”驻有部队，不登记坐标。", field="file")
    for point in points:
        place = places[point.code]
        place.longitude, place.latitude = point.longitude, point.latitude
    Region.objects.bulk_update(places.values(), ["longitude", "latitude"], batch_size=BATCH)
    log("territory.points_set", next(iter(places.values())), by=by, count=len(points))
    return len(points)


class _Builder:
    """Units being made for a subtree, with the ones already there to report to."""

    def __init__(self, region: Region, *, with_garrison: bool) -> None:
        plan = templates.load()
        self.templates = plan.units + (plan.garrison if with_garrison else ())
        self.to_province = plan.to_province
        self.next_id = next_id(Unit)
        self.units: list[Unit] = []
        self.aliases: list[Alias] = []
        self.at: dict[tuple[int, str], Unit] = {}
        self.existing: set[tuple[int, str, str]] = set()
        ancestors = Unit.objects.active().filter(region__in=paths.ids(region.path))
        for unit in ancestors.union(Unit.objects.active().within(region)):
            self.at.setdefault((unit.region_id, unit.kind), unit)
            self.existing.add((unit.region_id, unit.kind, unit.name))

    def furnish(self, place: Region, *, only_office: bool = False) -> None:
        for template in self.templates:
            if place.level not in template.levels:
                continue
            if only_office and template.kind not in (Kind.OFFICE, Kind.MILITARY_COMMAND):
                continue
            for pattern in template.names:
                self._add(template, templates.spell(pattern, place.name), place)

    def _add(self, template: templates.Template, name: str, place: Region) -> None:
        if (place.pk, template.kind, name) in self.existing:
            return
        superior = self._superior(template, place)
        unit = Unit(
            id=self.next_id + len(self.units),
            name=name,
            short_name=templates.spell(template.short, place.name),
            kind=template.kind,
            lane=lane_of(template.kind),
            region=place,
            superior=superior,
            answers_for=self.at.get((place.pk, Kind.OFFICE))
            if template.answers_for_office
            else None,
        )
        unit.path = paths.extend(superior.path if superior else None, unit.id)
        self.units.append(unit)
        self.at.setdefault((place.pk, template.kind), unit)
        self.aliases += [
            Alias(unit=unit, name=templates.spell(alias, place.name)) for alias in template.aliases
        ]

    def _superior(self, template: templates.Template, place: Region) -> Unit | None:
        if template.superior is None:
            return self.at.get((place.pk, Kind.OFFICE))
        upwards = list(reversed(paths.ids(place.path)))
        if template.kind == Kind.OFFICE:
            upwards = upwards[1:]
            if place.name in self.to_province and place.level == Level.COUNTY:
                upwards = upwards[1:]
        elif template.kind in template.superior:
            upwards = upwards[1:]
        for kind in template.superior:
            for region_id in upwards:
                if found := self.at.get((region_id, kind)):
                    return found
        return None

    def write(self) -> None:
        Unit.objects.bulk_create(self.units, batch_size=BATCH)
        Alias.objects.bulk_create(self.aliases, batch_size=BATCH)
        after_own_ids(Unit)
