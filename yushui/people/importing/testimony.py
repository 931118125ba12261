"""What a roster says of each person, kept beside what is shown: nothing is ever overwritten."""

import json
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from yushui.people import seals
from yushui.people.importing import bulk
from yushui.people.importing.families import Member
from yushui.people.importing.parsing import Line
from yushui.people.models import Roster, SourceRecord


_COLUMNS = ("uid", "person_id", "source", "roster_id", "row", "said", "sealed", "at", "by_name")
# What everybody may read who sees the person; numbers are sealed.
_PLAIN = ("name", "relation", "address", "household_code", "head_name", "note", "cause")


def write(
    roster: Roster, members: Collection[tuple[int, Member]], *, at: datetime, by_name: str
) -> None:
    """Keep what the roster says of these persons, given with their keys."""
    seal = seals.record_sealer(max(len(members), 1))

    def rows() -> Iterator[tuple[Any, ...]]:
        for (pk, member), uid in zip(members, bulk.fresh_uids(), strict=False):
            numbers = numbers_in(member.line)
            sealed = seal(uid, json.dumps(numbers)) if numbers else None
            said = json.dumps(said_in(member.line), ensure_ascii=False)
            number = member.line.number
            yield uid, pk, roster.source, roster.pk, number, said, sealed, at, by_name

    bulk.insert(SourceRecord, _COLUMNS, rows())


def said_in(line: Line) -> dict[str, Any]:
    """What a row says, by field; what it is silent about is left out."""
    said: dict[str, Any] = {key: value for key in _PLAIN if (value := getattr(line, key))}
    if line.sex in ("1", "2"):
        said["sex"] = line.sex
    if line.birth_on:
        said["birth_on"] = line.birth_on.isoformat()
    if line.codes:
        said["categories"] = list(line.codes)
    if place := "".join(line.places):
        said["place"] = place
    return said


def numbers_in(line: Line) -> dict[str, str]:
    told = {"id_number": line.id_number, "phone": line.phone}
    return {key: value for key, value in told.items() if value}
