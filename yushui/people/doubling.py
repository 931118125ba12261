"""Looking for persons who stand in the register twice, a county at a time.

What the importer recognises never becomes two entries; these come from before, from lists that
bring no number, and from two counties' hands. Nothing is merged here: a clerk sees every pair.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import NamedTuple

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from yushui.people import seals
from yushui.people.importing import likeness
from yushui.people.matching import deciding, explaining, ladders
from yushui.people.matching.comparing import compare_within
from yushui.people.matching.standard import Record
from yushui.people.models import Person
from yushui.territory import paths
from yushui.territory.kinds import Level
from yushui.territory.models import Region


class Likely(NamedTuple):
    """Two persons who may be one; `first` was registered earlier."""

    first: int
    second: int
    score: float
    reasons: list[str]
    told_index: str


def find(region: Region, *, changed: Callable[[int], bool] = lambda pk: True) -> list[Likely]:
    """Pairs within a region, of which one at least has `changed`; the likeliest first."""
    known = list(likeness.known(region))
    rows = [place for place, (pk, _) in enumerate(known) if changed(pk)]
    records = [record for _, record in known]
    found: dict[tuple[int, int], Likely] = {}
    for row, answer in zip(
        rows, compare_within(records, rows, backend=settings.YUSHUI_MATCHING), strict=True
    ):
        for one in answer.candidates:
            if deciding.objection(one.levels) == ladders.TWO_NUMBERS:
                continue  # of one name, and each known by a number of their own
            first, second = sorted([known[row], known[one.known - 1]])
            pair = first[0], second[0]
            if pair not in found or found[pair].score < one.score:
                reasons = explaining.reasons(one.levels)
                index = _told_index(first[1], second[1])
                found[pair] = Likely(*pair, round(one.score, 4), reasons, index)
    return sorted(found.values(), key=lambda one: (-one.score, one.first, one.second))


def told_index(first: Person, second: Person) -> str:
    """Keyed hash of all that is compared of the two, the earlier first."""
    return _told_index(likeness.of_person(first), likeness.of_person(second))


def _told_index(first: Record, second: Record) -> str:
    return seals.pair_index(json.dumps([first, second], ensure_ascii=False))


def regions_of(persons: "QuerySet[Person]") -> Iterator[Region]:
    """Where to look: the county of each, or what stands in its stead where there are none."""
    homes = set(persons.order_by().values_list("household__region__path", flat=True).distinct())
    steps = {step for path in homes for step in paths.ids(path)}
    upper = Region.objects.filter(pk__in=steps, level__lte=Level.COUNTY)
    levels = {region.pk: region for region in upper}
    wanted = {next(step for step in reversed(paths.ids(path)) if step in levels) for path in homes}
    yield from (levels[pk] for pk in sorted(wanted))


def since_night(night: date) -> datetime:
    """The moment from which changes were not yet looked at, if that night's search was done."""
    return timezone.make_aware(datetime.combine(night, time()))
