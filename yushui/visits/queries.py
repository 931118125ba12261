"""Readings over visits and targets: who is left, and how far each place has come."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, Sum
from django.utils import timezone

from yushui.accounts.actor import Actor
from yushui.campaigns.models import Campaign, CampaignQuerySet
from yushui.kernel.errors import RuleViolation
from yushui.kernel.shares import percent
from yushui.people.models import HouseholdQuerySet, Person, SourceRecord, Status
from yushui.territory import paths
from yushui.territory.kinds import Kind, Level
from yushui.territory.models import Region, Unit
from yushui.visits.lifecycle import Answer, Excuse, Reach
from yushui.visits.models import (
    Occurrence,
    Target,
    TargetQuerySet,
    Visit,
)


@dataclass(frozen=True)
class Coverage:
    """Households on the list below one place or unit, by where they stand."""

    pk: int
    name: str
    total: int
    visited: int
    excused: int
    persons: int
    gone: int = 0  # owed no visit, and in none of the others
    general: int = 0  # of the total in each tier; who is in both is in each, and once in the total
    general_visited: int = 0
    general_excused: int = 0
    key: int = 0
    key_visited: int = 0
    key_excused: int = 0

    @property
    def left(self) -> int:
        return self.total - self.visited - self.excused

    def of_tier(self, *, is_key: bool) -> "Coverage":
        """The row as it is for one tier alone; where there is no second one it is the whole."""
        if is_key:
            told = (self.key, self.key_visited, self.key_excused)
        elif self.key:
            told = (self.general, self.general_visited, self.general_excused)
        else:
            return self
        return Coverage(self.pk, self.name, *told, persons=0)

    @property
    def percent(self) -> int:
        """Whole percent visited: 100 only when everybody was, whoever is excused."""
        return percent(self.visited, self.total)


def rounds_of(actor: Actor) -> CampaignQuerySet:
    """Campaigns in which the actor has a duty, or a family to look after.

    A station works for its township: nothing is laid on it, yet the list is of its own families.
    """
    listed = Target.objects.visible_to(actor).filter(campaign=OuterRef("pk"))
    seen = Campaign.objects.visible_to(actor).values("pk")
    return Campaign.objects.rounds().filter(Q(pk__in=seen) | Exists(listed))


_COUNTED = tuple(one.name for one in fields(Coverage) if one.name not in ("pk", "name"))
_Rows = Iterable[tuple[Any, ...]]


def _standing(targets: TargetQuerySet, *group: str) -> _Rows:
    """How many stand where in which tiers, by group: columns of one index, folded in Python.

    Eleven sums with conditions cost the database and the ORM several times as much.
    """
    by = (*group, "state", "is_general", "is_key")
    rows = targets.values(*by).annotate(homes=Count("pk"), people=Sum("persons_count"))
    told: _Rows = rows.order_by(*group).values_list(*by, "homes", "people")
    return told


def _sums(state: str, is_general: bool, is_key: bool, homes: int, people: int) -> dict[str, int]:
    """What so many households of one standing add to the counts."""
    if state == Reach.GONE:
        return {"gone": homes}
    tiers = [name for name, is_in in (("general", is_general), ("key", is_key)) if is_in]
    found = {"total": homes, "persons": people} | dict.fromkeys(tiers, homes)
    if state in (Reach.VISITED, Reach.EXCUSED):
        found |= {state: homes} | {f"{tier}_{state}": homes for tier in tiers}
    return found


def _row(pk: int, name: str, sums: Mapping[str, int]) -> Coverage:
    return Coverage(pk, name, **{one: sums.get(one, 0) for one in _COUNTED})


def overall(targets: TargetQuerySet, *, pk: int = 0, name: str = "合计") -> Coverage:
    sums: Counter[str] = Counter()
    for standing in _standing(targets):
        sums.update(_sums(*standing))
    return _row(pk, name, sums)


def together(rows: Iterable[Coverage]) -> Coverage:
    """The sum of several rows."""
    found = list(rows)
    return _row(0, "合计", {one: sum(getattr(row, one) for row in found) for one in _COUNTED})


@dataclass(frozen=True)
class Village:
    """A place on the list and how many of its households stand where, in which tiers."""

    pk: int
    path: str
    standings: list[tuple[str, bool, bool, int, int]]  # state, tiers, households, persons

    def homes(self, state: str) -> int:
        return sum(one[3] for one in self.standings if one[0] == state)


def by_village(targets: TargetQuerySet) -> list[Village]:
    """The places that have targets, in the order of their paths."""
    # Grouped as the index lies; a path among the groups has the database sort every target.
    rows = _standing(targets.annotate(path=Min("region__path")), "region", "path")
    found: dict[tuple[str, int], list[Any]] = {}
    for pk, path, *standing in rows:
        found.setdefault((path, pk), []).append(tuple(standing))
    return [Village(pk, path, found[path, pk]) for path, pk in sorted(found)]


def by_place(villages: Iterable[Village], above: Region) -> list[Coverage]:
    """One row per place directly below `above` that has targets, in the order of the paths.

    `villages` are those the reader may see. In a place without lower ones the row is the place.
    """
    level = len(paths.ids(above.path))
    sums: dict[int, Counter[str]] = {}
    for village in villages:
        ids = paths.ids(village.path)
        node = ids[level] if len(ids) > level else ids[-1]
        counted = sums.setdefault(node, Counter())
        for standing in village.standings:
            counted.update(_sums(*standing))
    names = dict(Region.objects.filter(pk__in=sums).values_list("pk", "name"))
    return [_row(node, names[node], found) for node, found in sums.items()]


def common_place(villages: Sequence[Village]) -> Region | None:
    """The smallest place that holds all of them; None when there are none."""
    if not villages:
        return None
    shared = paths.shared(villages[0].path, villages[-1].path)
    return Region.objects.select_related("parent").filter(pk=shared[-1]).first() if shared else None


class InOrder(Sequence[Target]):
    """Households of one standing, place after place, of which a page reads its own places only.

    A county has ten thousand on its list, and to put them in order all of them would be read.
    """

    def __init__(self, listed: TargetQuerySet, villages: Iterable[Village], state: str) -> None:
        self.listed = listed.filter(state=state).at_the_door().with_tries()
        self.places = [(one.pk, homes) for one in villages if (homes := one.homes(state))]

    def __len__(self) -> int:
        return sum(homes for _, homes in self.places)

    def __getitem__(self, part: Any) -> Any:
        within, passed, before = [], 0, 0
        for pk, homes in self.places:
            if passed + homes <= part.start:
                before += homes
            elif passed < part.stop:
                within.append(pk)
            passed += homes
        return self.listed.filter(region__in=within)[part.start - before : part.stop - before]


def targets_below(campaign: Campaign, unit: Unit) -> TargetQuerySet:
    """Targets that the unit and those below it are responsible for."""
    return Target.objects.filter(
        campaign=campaign,
        unit__path__gte=unit.path,
        unit__path__lt=paths.after(unit.path),
    )


def by_unit(campaign: Campaign, units: list[Unit]) -> dict[int, Coverage]:
    """Coverage of the places each of `units` is responsible for, itself and below."""
    held: dict[str, Counter[str]] = {}
    for path, *standing in _standing(Target.objects.filter(campaign=campaign), "unit__path"):
        held.setdefault(path, Counter()).update(_sums(*standing))
    answer = {}
    for unit in units:
        sums: Counter[str] = Counter()
        for path, found in held.items():
            if path.startswith(unit.path):
                sums.update(found)
        answer[unit.pk] = _row(unit.pk, unit.name, sums)
    return answer


def unheard_of(households: HouseholdQuerySet, *, since: date) -> HouseholdQuerySet:
    """Families with somebody alive of whom no source and no visit has told since that day.

    A family that was corrected or moved by hand since then was heard of as well (S0-20).
    """
    moment = timezone.make_aware(datetime.combine(since, time()))
    theirs = Person.objects.filter(household=OuterRef("pk"))
    claims = SourceRecord.objects.filter(person__household=OuterRef("pk"), at__gte=moment)
    visits = Visit.objects.standing().filter(household=OuterRef("pk"), made_on__gte=since)
    return households.filter(
        Exists(theirs.filter(status=Status.ALIVE)),
        ~Exists(claims),
        ~Exists(visits),
        updated_at__lt=moment,
    )


@dataclass(frozen=True)
class Heard:
    """When a family was last told of, by a source and by a visit."""

    claimed_at: datetime | None
    visited_on: date | None


def last_heard(households: Collection[int]) -> dict[int, Heard]:
    claimed = dict(
        SourceRecord.objects.filter(person__household__in=households)
        .order_by()
        .values_list("person__household")
        .annotate(last=Max("at"))
    )
    visited = dict(
        Visit.objects.standing()
        .filter(household__in=households)
        .order_by()
        .values_list("household")
        .annotate(last=Max("made_on"))
    )
    return {pk: Heard(claimed.get(pk), visited.get(pk)) for pk in households}


_ABSENT = (Excuse.NOT_FOUND, Excuse.MOVED)


def not_found(households: Collection[int]) -> dict[int, str]:
    """Families whom nobody could find any more in the last round they were on, and in which."""
    listed = Target.objects.filter(household__in=households).select_related("campaign")
    last = {one.household_id: one for one in listed.order_by("campaign__starts_on", "pk")}
    return {
        household: f"{one.campaign.name}走访，{one.get_excuse_display()}"
        for household, one in last.items()
        if one.state == Reach.EXCUSED and one.excuse in _ABSENT
    }


@dataclass(frozen=True)
class Owing:
    """Who is to go when something happens to a family: its township and the office (S0-46)."""

    township: Unit | None
    office: Unit


def answerable(region: Region) -> Owing:
    """The units nearest above a place; the office is the county's, or the nearest above it."""
    kinds = (Kind.TOWNSHIP, Kind.OFFICE)
    above = Unit.objects.active().filter(region__in=paths.ids(region.path), kind__in=kinds)
    nearest = list(above.order_by("-region__level", "pk").select_related("region"))
    townships = [unit for unit in nearest if unit.kind == Kind.TOWNSHIP]
    offices = [
        unit for unit in nearest if unit.kind == Kind.OFFICE and unit.region.level <= Level.COUNTY
    ]
    if not offices:
        raise RuleViolation(
            f"“{region.name}”还没有登记双拥办，没有人能办这件事；请先在“单位”里登记。"
        )
    return Owing(townships[0] if townships else None, offices[0])


@dataclass(frozen=True)
class Answered:
    """One occurrence as a duty asks about it: when it was known, and when it was answered."""

    learned_on: date
    visited_on: date | None
    is_closed: bool

    def days(self, today: date) -> int:
        return ((self.visited_on or today) - self.learned_on).days


def occurrences_by_unit(campaign: Campaign, units: list[Unit]) -> dict[int, list[Answered]]:
    """What was learned of while the campaign ran, of the families that each of `units` and those
    below it answer for."""
    known = Occurrence.objects.filter(
        learned_on__gte=campaign.starts_on, learned_on__lte=campaign.ends_on
    )
    rows = known.order_by("learned_on", "pk").values_list(
        "township__path", "office__path", "learned_on", "visit__made_on", "state"
    )
    found: dict[int, list[Answered]] = {unit.pk: [] for unit in units}
    for township, office, learned_on, visited_on, state in rows:
        one = Answered(learned_on, visited_on, state == Answer.CLOSED)
        for unit in units:
            if office.startswith(unit.path) or (township or "").startswith(unit.path):
                found[unit.pk].append(one)
    return found


def wants_pictures(campaign: Campaign) -> bool:
    """Whether a notice of the campaign asks for photographs of its visits (S4-40)."""
    duties = campaign.duties.filter(kind="visit_coverage").values_list("deliverables", flat=True)
    return any("photos" in deliverables for deliverables in duties)


def without_pictures(campaign: Campaign, units: list[Unit]) -> dict[int, int]:
    """Households reached by a visit without a photograph, of each of `units` and below."""
    bare = Target.objects.filter(campaign=campaign, state=Reach.VISITED, visit__pictures=None)
    rows = list(bare.values_list("unit__path").annotate(Count("pk")).order_by())
    return {
        unit.pk: sum(count for path, count in rows if path.startswith(unit.path)) for unit in units
    }
