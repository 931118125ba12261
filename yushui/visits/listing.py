"""Who is to be visited in a campaign, and by whom: the frozen list before it is written."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.db.models import Prefetch

from yushui.campaigns.models import Campaign
from yushui.people.categories import AGED_80, held, narrowest
from yushui.people.models import Belonging, Household, Person
from yushui.people.models.person import PersonQuerySet
from yushui.territory.kinds import Kind
from yushui.territory.models import Unit
from yushui.visits.departing import day_of
from yushui.visits.models import Target
from yushui.visits.tiers import wanted


def missing_targets(campaign: Campaign) -> Iterator[Target]:
    """Targets for the households with a wanted person that are not on the list yet."""
    asked = wanted(campaign)
    if not asked.every:
        return
    responsible = _Responsible(campaign)
    people = _people(campaign).exclude(household__targets__campaign=campaign)
    for household, reasons in _reasons(people, asked.every, day_of(campaign)).items():
        codes = frozenset().union(*reasons)
        yield Target(
            campaign=campaign,
            household=household,
            region_id=household.region_id,
            unit_id=responsible.for_place(household.region.path),
            reasons=narrowest(codes),
            persons_count=len(reasons),
            **asked.columns(codes),
        )


def changed_tiers(campaign: Campaign) -> Iterator[Target]:
    """Targets that a later duty puts into a tier they were not in, each with its columns set."""
    asked = wanted(campaign)
    if not asked.key:
        return  # then all of them are in the general one
    people = _people(campaign).filter(household__targets__campaign=campaign)
    listed = {one.household_id: one for one in campaign.targets.all()}
    for household, reasons in _reasons(people, asked.every, day_of(campaign)).items():
        target = listed[household.pk]
        columns = asked.columns(frozenset().union(*reasons))
        if any(getattr(target, name) != value for name, value in columns.items()):
            for name, value in columns.items():
                setattr(target, name, value)
            yield target


def _people(campaign: Campaign) -> PersonQuerySet:
    """The living of the organiser's region."""
    return Person.objects.alive().within(campaign.unit.region)


def _reasons(
    people: PersonQuerySet, categories: frozenset[str], on: date
) -> dict[Household, list[frozenset[str]]]:
    """Households with, for each wanted person of `people`, why."""
    people = (
        people.select_related("household__region")
        .prefetch_related(Prefetch("belongings", Belonging.objects.filter(until__isnull=True)))
        .order_by("household", "pk")
    )
    if AGED_80 not in categories:
        people = people.filter(belongings__category__in=categories).distinct()
    found: dict[Household, list[frozenset[str]]] = defaultdict(list)
    for person in people.iterator(chunk_size=2000):
        why = held(person, on) & categories
        if why:
            found[person.household].append(why)
    return found


class _Responsible:
    """The unit nearest above a place that visits there: township before county office."""

    def __init__(self, campaign: Campaign) -> None:
        self.fallback = campaign.unit_id
        ranked: dict[str, int] = {Kind.TOWNSHIP: 0, Kind.OFFICE: 1}
        units = (
            Unit.objects.active()
            .within(campaign.unit.region)
            .filter(kind__in=ranked)
            .values_list("region__path", "pk", "kind")
        )
        self.by_place: dict[str, int] = {}
        for path, pk, _kind in sorted(units, key=lambda row: ranked[row[2]], reverse=True):
            self.by_place[path] = pk

    def for_place(self, path: str) -> int:
        while len(path) > 1:
            if path in self.by_place:
                return self.by_place[path]
            path = path[: path.rstrip("/").rfind("/") + 1]
        return self.fallback
