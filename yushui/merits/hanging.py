"""Which families are to have a plaque (光荣牌), which have none, and how far each place is.

A family has one when somebody of it who lives is of those the rule names: survivors (三属), the
family of one who serves, a veteran (国办发〔2018〕72号).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from yushui.kernel import clock, festivals
from yushui.kernel.shares import percent
from yushui.merits.lifecycle import PlaqueState
from yushui.merits.models import Plaque
from yushui.people import categories
from yushui.people.models import Belonging, Household, HouseholdQuerySet, Person
from yushui.territory import paths
from yushui.territory.models import Region


ENTITLING = ("three_survivors", "serving_family", "veteran")
ROUNDS = ("春节", "八一")


def entitled(households: HouseholdQuerySet) -> HouseholdQuerySet:
    """Those of which somebody entitles it to a plaque today."""
    today = clock.today()
    # By the person, not joined: SQLite would go through every veteran there is for each family.
    entitling = Belonging.objects.filter(
        Q(since=None) | Q(since__lte=today),
        Q(until=None) | Q(until__gte=today),
        person=OuterRef("pk"),
        category__in=categories.expand(ENTITLING),
    )
    alive = Person.objects.alive().filter(Exists(entitling), household=OuterRef("pk"))
    return households.filter(Exists(alive))


def is_entitled(household: Household) -> bool:
    return entitled(Household.objects.filter(pk=household.pk)).exists()


def without(households: HouseholdQuerySet) -> HouseholdQuerySet:
    """Entitled and without any plaque; one that was taken away is not missing."""
    standing = Plaque.objects.standing().filter(household=OuterRef("pk"))
    return entitled(households).filter(~Exists(standing))


@dataclass(frozen=True)
class Hung:
    """Families of a place that are to have a plaque, and those that have one."""

    pk: int
    name: str
    total: int
    hung: int
    damaged: int

    @property
    def left(self) -> int:
        return self.total - self.hung

    @property
    def percent(self) -> int:
        return percent(self.hung, self.total)


def counts(households: HouseholdQuerySet) -> dict[str, tuple[int, int, int]]:
    """By the path of their place: entitled, of these with a plaque on the door, to be replaced."""
    of_it = Plaque.objects.filter(household=OuterRef("pk"))
    on_the_door = Q(state__in=[PlaqueState.HUNG, PlaqueState.DAMAGED])
    rows: QuerySet[Household, tuple[str, int, int, int]] = (
        entitled(households)
        .annotate(
            has=Exists(of_it.filter(on_the_door)),
            worn=Exists(of_it.filter(state=PlaqueState.DAMAGED)),
        )
        .values("region__path")
        .annotate(
            total=Count("pk"),
            hung=Count("pk", filter=Q(has=True)),
            damaged=Count("pk", filter=Q(worn=True)),
        )
        .order_by("region__path")
        .values_list("region__path", "total", "hung", "damaged")
    )
    return {path: (total, hung, damaged) for path, total, hung, damaged in rows}


def by_place(households: HouseholdQuerySet, above: Region) -> list[Hung]:
    """One row per place directly below `above`, in the order of the paths."""
    level = len(paths.ids(above.path))
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0])
    for path, found in counts(households).items():
        ids = paths.ids(path)
        row = sums[ids[level] if len(ids) > level else ids[-1]]
        for index, count in enumerate(found):
            row[index] += count
    names = dict(Region.objects.filter(pk__in=sums).values_list("pk", "name"))
    return [Hung(pk, names[pk], *row) for pk, row in sums.items()]


def together(rows: Iterable[Hung]) -> Hung:
    found = list(rows)
    return Hung(
        0,
        "合计",
        sum(one.total for one in found),
        sum(one.hung for one in found),
        sum(one.damaged for one in found),
    )


@dataclass(frozen=True)
class Round:
    """The next time that plaques are hung and replaced everywhere: before a festival."""

    festival: str
    on: date

    def days_left(self, today: date) -> int:
        return (self.on - today).days


def next_round(today: date) -> Round:
    days = [
        Round(name, festivals.festival(name, year))
        for name in ROUNDS
        for year in (today.year, today.year + 1)
    ]
    return min((one for one in days if one.on >= today), key=lambda one: one.on)
