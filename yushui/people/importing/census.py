"""Everybody known in a region, counted by the database: nobody is opened for it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, Expression, F
from django.db.models.functions import Cast, Substr

from yushui.people.matching import names
from yushui.people.matching.frequencies import Population
from yushui.people.matching.names import Name
from yushui.people.models import Person
from yushui.territory import paths
from yushui.territory.models import Region


Place = Sequence[str]  # keys of village, township and county
Places = Mapping[int, Place]

_OF_NAME = {"name": "text", "shape": "shape", "sound": "sound", "surname": "surname"}
_OF_PLACE = ("village", "township", "county")
_YEAR = Substr(Cast("birth_on", CharField()), 1, 4)


@dataclass(frozen=True)
class Census:
    """The people of a region by what they share, and every name as it is written there."""

    people: Population
    names: Mapping[str, Name]


def place_of(path: str) -> Place:
    """Of a place the last three steps of its path, the narrowest first."""
    return tuple(str(step) for step in reversed(paths.ids(path)))[:3]


def places_of(region: Region) -> Places:
    """Of every place of the region where it is."""
    return {
        pk: place_of(path) for pk, path in Region.objects.within(region).values_list("pk", "path")
    }


def take(region: Region, places: Places, *, without: int = 0) -> Census:
    """Count the region's people; `without` so many of them who are not in question."""
    named = _counted(region, F("name"))
    written = {name: names.read(name) for name in named}
    living = _counted(region, F("household__region_id"))
    counted = {
        key: _summed((getattr(written[name], form), seen) for name, seen in named.items())
        for key, form in _OF_NAME.items()
    }
    for step, key in enumerate(_OF_PLACE):
        steps = ((places.get(pk, ())[step : step + 1], seen) for pk, seen in living.items())
        counted[key] = _summed(("".join(one), seen) for one, seen in steps)
    counted["birth_year"] = _summed(_counted(region, _YEAR).items())
    return Census(Population(max(sum(named.values()) - without, 0), counted), written)


def _counted(region: Region, by: Expression | F) -> dict[Any, int]:
    told = Person.objects.within(region).order_by().annotate(told=by).values_list("told")
    return dict(told.annotate(Count("pk")))


def _summed(counted: Iterable[tuple[str | None, int]]) -> Counter[str]:
    """How many bear each value; what is not said is not counted."""
    sums: Counter[str] = Counter()
    for value, seen in counted:
        if value:
            sums[value] += seen
    return sums
