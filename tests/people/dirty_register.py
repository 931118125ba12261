"""A register and the rows of a roster, as the generator of dirty lists makes them.

What the importer would refuse is left out here: numbers, days and places that nobody can read.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import date
from io import StringIO

from benchmarks import dirty
from yushui.kernel import clock
from yushui.people import seals
from yushui.people.importing import mapping
from yushui.people.importing.columns import open_table
from yushui.people.importing.families import Member
from yushui.people.importing.parsing import Line
from yushui.people.matching.standard import Record, record
from yushui.people.models import Household, Person
from yushui.people.searching import keys
from yushui.territory.kinds import Level
from yushui.territory.models import Region


Villages = dict[tuple[str, str], int]  # by the stems of township and village


def build(sample: dirty.Sample) -> tuple[Region, list[Member]]:
    """Enter everybody known; the place they live in, and the rows that arrived."""
    county = Region.objects.create(name="临川县", code="990101000000", level=Level.COUNTY)
    known = list(_lines(sample.known_header, sample.known_rows))
    villages = _villages(county, (read for _, read in known))
    _enter(known, villages)
    numbers = {line.id_number for line, _ in known}
    incoming = _lines(sample.incoming_header, sample.incoming_rows)
    return county, [
        Member(_without_known(line, numbers), villages[read.township, read.village], "")
        for line, read in incoming
        if (read.township, read.village) in villages
    ]


def _without_known(line: Line, numbers: set[str]) -> Line:
    """Whose number is known never comes to the matcher: such a row is made harder to tell."""
    return line._replace(id_number="") if line.id_number in numbers else line


def _lines(header: list[str], rows: Iterable[list[str]]) -> Iterator[tuple[Line, Record]]:
    written = StringIO()
    csv.writer(written).writerows([header, *rows])
    table = open_table("名单.csv", written.getvalue().encode("utf-8-sig"))
    places = {key: at for key, at in mapping.guess(table).items() if at is not None}
    for number, row in table.rows:
        said = {key: row[at] for key, at in places.items()}
        read = record(said)
        yield _line(number, {key: str(value) for key, value in said.items()}, read), read


def _line(number: int, said: dict[str, str], read: Record) -> Line:
    return Line(
        number=number,
        name=said["name"],
        id_number=read.id if read.id_is_true else "",
        sex=read.sex or "0",
        birth_on=date.fromisoformat(read.birth) if read.birth_day is not None else None,
        codes=(),
        phone=read.phone,
        places=("", "", ""),
        region_code="",
        address=said.get("address", ""),
        household_code=said.get("household_code", ""),
        head_name=said.get("head_name", ""),
        relation="",
        note="",
    )


def _villages(county: Region, reads: Iterable[Record]) -> Villages:
    towns: dict[str, Region] = {}
    villages: Villages = {}
    for read in reads:
        if read.township not in towns:
            towns[read.township] = Region.objects.create(
                name=read.township, level=Level.TOWNSHIP, parent=county
            )
        if (key := (read.township, read.village)) not in villages:
            made = Region.objects.create(
                name=read.village, level=Level.VILLAGE, parent=towns[read.township]
            )
            villages[key] = made.pk
    return villages


def _enter(known: list[tuple[Line, Record]], villages: Villages) -> None:
    now = clock.now()
    homes = {
        line.household_code: Household(
            code=line.household_code,
            head_name=line.head_name,
            region_id=villages[read.township, read.village],
            address=line.address,
            updated_at=now,
        )
        for line, read in known
    }
    Household.objects.bulk_create(homes.values(), batch_size=500)
    Person.objects.bulk_create(
        (_person(line, homes[line.household_code]) for line, _ in known), batch_size=500
    )


def _person(line: Line, home: Household) -> Person:
    """Without the keyed hash of the number: the lists name some people twice."""
    one = Person(
        household=home,
        name=line.name,
        reading=keys.reading(line.name),
        sex=line.sex,
        birth_on=line.birth_on,
        updated_at=home.updated_at,
    )
    seals.set_phone(one, line.phone)
    one.id_sealed = seals.sealed_id(one.uid, line.id_number) if line.id_number else None
    return one
