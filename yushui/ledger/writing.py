"""The two statements that put a record into the ledger: claim the subjects, then post.

This is the writers' path, taken with every visit and by everybody at once. Its values are numbers,
days and words of our own lists, so they are written into the statement: handing some forty
parameters to a driver takes three times as long as the insert (docs/adr/0004-ledger-folding.md).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.backends.utils import CursorWrapper

from yushui.ledger.columns import COLUMNS
from yushui.ledger.measures import Measure
from yushui.ledger.models import Waiting
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
        campaign_id, source, source_id, unit_id, place_id, lane, categories_id, "on", claims,
        {columns}
    )
    VALUES {rows}
"""


class _Words(dict[str, str]):
    """Words that may stand in a statement; an enumeration would take ten times as long to ask."""

    def __missing__(self, word: str) -> str:
        raise ValueError(f"{word!r} is none of {', '.join(self)}.")


_MEASURES = _Words((measure.value, measure.value) for measure in Measure)
_LANES = _Words((lane.value, lane.value) for lane in Lane)


class Spot(NamedTuple):
    """What all that a posting says has in common."""

    unit_id: int
    place_id: int
    lane: str
    categories_id: int
    on: date


@dataclass(frozen=True)
class Draft:
    """A posting to be, its claims not yet decided."""

    spot: Spot
    amounts: dict[str, int] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)

    def add(self, measure: str, amount: int) -> None:
        self.amounts[_MEASURES[measure]] = self.amounts.get(measure, 0) + amount


def write(campaign_id: int, drafts: Sequence[Draft], source: Source) -> None:
    """Post what a record says; of those who claim a subject only the first ever counts."""
    kind, number = _checked(source)
    claims = {claim for draft in drafts for claim in draft.claims}
    head = f"{campaign_id:d}, '{kind}', {number:d}"
    with connection.cursor() as cursor:
        late = (
            _decide(drafts, claims, _claim(cursor, campaign_id, sorted(claims), source))
            if claims
            else {}
        )
        for some in _batches([draft for at, draft in enumerate(drafts) if at not in late]):
            cursor.execute(
                _POST.format(
                    columns=COLUMNS, rows=", ".join([_literals(head, one) for one in some])
                )
            )
        # One by one: of several rows no database promises to give the ids back in order.
        for at, lost in late.items():
            row = _literals(head, drafts[at])
            cursor.execute(_POST.format(columns=COLUMNS, rows=row) + " RETURNING id")
            _wait(campaign_id, cursor.fetchone()[0], lost)


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


def _decide(drafts: Sequence[Draft], claims: set[Claim], won: set[Claim]) -> dict[int, list[Claim]]:
    """Count the claims won, each once; the answer is the draft each claim lost waits with."""
    open_ = set(claims)
    late: dict[int, list[Claim]] = {}
    for at, draft in enumerate(drafts):
        for claim in draft.claims:
            if claim not in open_:
                continue  # the record names the subject twice
            open_.remove(claim)
            if claim in won:
                draft.add(claim[0], 1)
            else:
                late.setdefault(at, []).append(claim)
    return late


def _wait(campaign_id: int, posting_id: int, claims: Sequence[Claim]) -> None:
    Waiting.objects.bulk_create(
        Waiting(campaign_id=campaign_id, measure=measure, subject=subject, posting_id=posting_id)
        for measure, subject in claims
    )


def _literals(head: str, draft: Draft) -> str:
    unit, place, lane, categories, on = draft.spot
    claims = ", ".join(
        [f'["{_MEASURES[measure]}", {subject:d}]' for measure, subject in draft.claims]
    )
    amounts = ", ".join([format(draft.amounts.get(measure, 0), "d") for measure in _MEASURES])
    return (
        f"({head}, {unit:d}, {place:d}, '{_LANES[lane]}', {categories:d}, '{on.isoformat()}', "
        f"'[{claims}]', {amounts})"
    )


def _checked(source: Source) -> Source:
    """A kind is the label of a model, written in code; anything else is no source."""
    if not _KIND.fullmatch(source[0]):
        raise ValueError(f"{source[0]!r} is not the label of a kind of record.")
    return source


def _batches(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), _AT_ONCE):
        yield rows[start : start + _AT_ONCE]
