"""The two statements that put lines into the ledger: claim the subjects, then post.

This is the writers' path, taken with every visit and by everybody at once. Its values are numbers,
days and words of our own lists, so they are written into the statement: handing some seventy
parameters to a driver takes three times as long as the insert (docs/adr/0004-ledger-folding.md).
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from django.db import connection

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


@dataclass(frozen=True)
class Line:
    """The values of a new posting but for its campaign and source."""

    measure: str
    unit_id: int
    place_id: int
    lane: str
    categories_id: int
    count: int
    fen: int
    on: date
    subject: int | None


def claim(campaign_id: int, claims: Collection[Claim], source: Source) -> set[Claim]:
    """Lay claim to the subjects; the answer holds those this source is the first of.

    Sorted, so that two transactions with the same subjects take them in the same order.
    """
    kind, number = _checked(source)
    won: set[Claim] = set()
    for some in _batches(sorted(claims)):
        rows = ", ".join(
            f"({campaign_id:d}, '{Measure(measure).value}', {subject:d}, '{kind}', {number:d}, 1)"
            for measure, subject in some
        )
        with connection.cursor() as cursor:
            cursor.execute(_CLAIM.format(rows=rows))
            won.update((measure, subject) for measure, subject, n in cursor.fetchall() if n == 1)
    return won


def post(campaign_id: int, lines: Sequence[Line], source: Source) -> None:
    kind, number = _checked(source)
    head = f"{campaign_id:d}, '{kind}', {number:d}"
    for some in _batches(lines):
        rows = ", ".join(f"({head}, {_literals(line)})" for line in some)
        with connection.cursor() as cursor:
            cursor.execute(_POST.format(rows=rows))


def _literals(line: Line) -> str:
    subject = "NULL" if line.subject is None else f"{line.subject:d}"
    return (
        f"'{Measure(line.measure).value}', {line.unit_id:d}, {line.place_id:d}, "
        f"'{Lane(line.lane).value}', {line.categories_id:d}, {line.count:d}, {line.fen:d}, "
        f"'{line.on:%Y-%m-%d}', {subject}"
    )


def _checked(source: Source) -> Source:
    """A kind is the label of a model, written in code; anything else is no source."""
    if not _KIND.fullmatch(source[0]):
        raise ValueError(f"{source[0]!r} is not the label of a kind of record.")
    return source


def _batches(rows: Collection[Any]) -> Iterator[list[Any]]:
    rest = iter(rows)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
