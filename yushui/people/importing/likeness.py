"""Rows that nothing certain identifies, held against everybody in the region whom they may mean.

The importer recognises by number, or by name together with household, birth date or telephone. What
that leaves over may still be somebody known whose name was typed by ear. The matcher says who is
the same, who is nobody, and about whom a clerk has to be asked. Nobody is opened whom it could not
take for one of the rows (`candidates`).
"""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from yushui.office.values import Value
from yushui.people import seals
from yushui.people.importing import bulk, candidates, census
from yushui.people.importing.census import Place, Places
from yushui.people.importing.families import Member
from yushui.people.importing.parsing import Line
from yushui.people.matching import explaining
from yushui.people.matching.comparing import compare
from yushui.people.matching.deciding import Answer, Band
from yushui.people.matching.standard import Record, record
from yushui.people.models import Person
from yushui.territory.models import Region


Candidates = list[list[int | float | list[str]]]  # [person, score, reasons], the likeliest first


@dataclass(frozen=True)
class Likeness:
    """What the matcher says of a row."""

    band: Band
    persons: tuple[int, ...]  # candidates, the likeliest first
    candidates: Candidates


def find(members: Sequence[Member], region: Region, *, taken: Set[int]) -> dict[int, Likeness]:
    """By row number; rows that are new to the region are left out.

    `taken` are persons whom other rows of the same roster are already.
    """
    if not members:
        return {}
    places = census.places_of(region)
    counted = census.take(region, places, without=len(taken))
    if not counted.people.size:
        return {}
    chosen = candidates.choose(members, region, counted, places) - taken
    opened = list(_opened(chosen, places))
    if not opened:
        return {}
    answers = compare(
        [one for _, one in opened],
        [_of_line(member.line, places.get(member.region_id, ())) for member in members],
        people=counted.people,
        backend=settings.YUSHUI_MATCHING,
    )
    persons = [pk for pk, _ in opened]
    return {
        member.line.number: _likeness(answer, persons)
        for member, answer in zip(members, answers, strict=True)
        if answer.band is not Band.NEW
    }


def _likeness(answer: Answer, persons: Sequence[int]) -> Likeness:
    found = tuple(persons[one.known - 1] for one in answer.candidates)
    told: Candidates = [
        [pk, round(one.score, 4), explaining.reasons(one.levels)]
        for pk, one in zip(found, answer.candidates, strict=True)
    ]
    return Likeness(answer.band, found, told)


_FIELDS = (
    "pk", "uid", "id_sealed", "phone_sealed", "household__region_id",
    "name", "sex", "birth_on", "household__address", "household__code", "household__head_name",
)  # fmt: skip


def known(region: Region) -> Iterator[tuple[int, Record]]:
    """Everybody in a region, by key, as the matcher compares them."""
    rows = Person.objects.within(region).order_by("pk").values_list(*_FIELDS)
    yield from _records(rows.iterator(chunk_size=5000), census.places_of(region))


def _opened(chosen: Set[int], places: Places) -> Iterator[tuple[int, Record]]:
    """These people as they are compared, in the order they were entered in."""
    persons = bulk.in_parts(
        sorted(chosen),
        lambda part: Person.objects.filter(pk__in=part).order_by("pk").values_list(*_FIELDS),
    )
    yield from _records(persons, places)


def _records(rows: Iterable[tuple[Any, ...]], places: Places) -> Iterator[tuple[int, Record]]:
    for pk, uid, id_sealed, phone_sealed, region_id, *plain in rows:
        numbers = seals.opened_id(uid, id_sealed), seals.opened_phone(uid, phone_sealed)
        yield pk, _record(places.get(region_id, ()), *numbers, *plain)


def of_person(person: Person) -> Record:
    """One person as `known` gives everybody."""
    home = person.household
    place = census.place_of(home.region.path)
    plain = (person.name, person.sex, person.birth_on, home.address, home.code, home.head_name)
    return _record(place, seals.id_card(person), seals.phone(person), *plain)


def _of_line(line: Line, place: Place) -> Record:
    return _record(place, line.id_number, line.phone, *(getattr(line, key) for key in _SAID))


_SAID = ("name", "sex", "birth_on", "address", "household_code", "head_name")


def _record(place: Place, id_number: str, phone: str, *plain: Value | None) -> Record:
    """What is compared, `plain` in the order of `_SAID`.

    The place is as the register knows it, in the stead of what an address may be read as.
    """
    said = {key: value or "" for key, value in zip(_SAID, plain, strict=True)}
    one = record(said | {"id_number": id_number, "phone": phone})
    village, township, county = (*place, "", "", "")[:3]
    return one._replace(village=village, township=township, county=county)
