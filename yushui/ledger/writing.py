"""The two statements that put lines into the ledger: claim the subjects, then post.

This is the writers' path, taken with every visit and by everybody at once. Its values are numbers,
days and words of our own lists, so they are written into the statement: handing some seventy
parameters to a driver takes three times as long as the insert (docs/adr/0004-ledger-folding.md).
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.backends.utils import CursorWrapper

from yushui.ledger.measures import Measure
from yushui.territory.kinds import Lane


Claim = tuple[str, int]  # measure, subject
Source = tuple[str, int]  # kind of record and its id: ("visits.visit", 7)

_AT_ONCE = 1_000
_KIND = re.compile(r"[a-z_]+\.[a-z_]+")

_CLAIM = """
    INSERT INTO ledger_first (campaign_id, measure, subject, source, source_id, claims)
    VALUES {rows}
    ON CONFLICT (campaign_id, measure, subject)
    DO UPDATE SET claims = ledger_first.claims + 1
    RETURNING measure, subject, claims
"""
_POST = """
    INSERT INTO ledger_posting (
        campaign_id, source, source_id, measure, unit_id, place_id, lane, categories_id,
        count, fen, "on", subject
    )
    VALUES {rows}
"""


class _Words(dict[str, str]):
    """Words that may stand in a statement; an enumeration would take ten times as long to ask."""

    def __missing__(self, word: str) -> str:
        raise ValueError(f"{word!r} is none of {', '.join(self)}.")


_MEASURES = _Words((measure.value, measure.value) for measure in Measure)
_LANES = _Words((lane.value, lane.value) for lane in Lane)


class Line(NamedTuple):
    """The values of a new posting but for its campaign and source."""

    measure: str
    unit_id: int
    place_id: int
    lane: str
    categories_id: int
    number: int
    fen: int
    on: date
    subject: int | None


def write(campaign_id: int, lines: Sequence[Line], source: Source) -> None:
    """Post the lines of a record; of those with a subject only the first ever counts."""
    kind, number = _checked(source)
    claims = {(line.measure, line.subject) for line in lines if line.subject is not None}
    with connection.cursor() as cursor:
        if claims:
            lines = _counted(lines, _claim(cursor, campaign_id, sorted(claims), source))
        head = f"{campaign_id:d}, '{kind}', {number:d}"
        for some in _batches(lines):
            rows = ", ".join([f"({head}, {_literals(line)})" for line in some])
            cursor.execute(_POST.format(rows=rows))


def _claim(
    cursor: CursorWrapper, campaign_id: int, claims: Sequence[Claim], source: Source
) -> set[Claim]:
    """Lay claim to the subjects; the answer holds those this source is the first of.

    They come sorted, so that two transactions with the same subjects take them in the same order.
    """
    kind, number = source
    won: set[Claim] = set()
    for some in _batches(claims):
        rows = ", ".join(
            [
                f"({campaign_id:d}, '{_MEASURES[measure]}', {subject:d}, '{kind}', {number:d}, 1)"
                for measure, subject in some
            ]
        )
        cursor.execute(_CLAIM.format(rows=rows))
        won.update((measure, subject) for measure, subject, n in cursor.fetchall() if n == 1)
    return won


def _counted(lines: Sequence[Line], won: set[Claim]) -> list[Line]:
    """The lines as they count: a subject lost, or said twice, stands at nought."""
    free = set(won)
    found = []
    for line in lines:
        if line.subject is not None:
            claim = (line.measure, line.subject)
            if claim in free:
                free.remove(claim)
            else:
                line = line._replace(number=0)
        found.append(line)
    return found


def _literals(line: Line) -> str:
    measure, unit, place, lane, categories, number, fen, on, subject = line
    return (
        f"'{_MEASURES[measure]}', {unit:d}, {place:d}, '{_LANES[lane]}', {categories:d}, "
        f"{number:d}, {fen:d}, '{on.isoformat()}', "
        f"{'NULL' if subject is None else format(subject, 'd')}"
    )


def _checked(source: Source) -> Source:
    """A kind is the label of a model, written in code; anything else is no source."""
    if not _KIND.fullmatch(source[0]):
        raise ValueError(f"{source[0]!r} is not the label of a kind of record.")
    return source


def _batches(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), _AT_ONCE):
        yield rows[start : start + _AT_ONCE]
