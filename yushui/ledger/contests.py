"""Who is the first of a subject, where more than one claim it or the first was taken back."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection
from django.db.backends.utils import CursorWrapper

from yushui.ledger.measures import Measure


Claim = tuple[str, int]  # measure, subject
Source = tuple[str, int]  # kind of record and its id: ("visits.visit", 7)

_AT_ONCE = 500

_CONTEND = """
    INSERT INTO ledger_contest (campaign_id, measure, subject, times)
    VALUES {rows}
    ON CONFLICT (campaign_id, measure, subject)
    DO UPDATE SET times = ledger_contest.times + 1
"""
_HOLDERS = """
    SELECT '{measure}', {measure}_of, succession, source, source_id,
           NOT EXISTS (SELECT 1 FROM ledger_posting AS r WHERE r.reverses_id = p.id)
    FROM ledger_posting AS p
    WHERE campaign_id = {campaign_id} AND {measure}_of IN ({subjects})
"""
_SPARE = "SELECT 'spare', {spare}, 0, '', 0, TRUE"
_QUEUE = "INSERT INTO ledger_waiting (campaign_id, measure, subject, posting_id) VALUES {rows}"


class Holder(NamedTuple):
    """The last posting that was the first of a subject."""

    succession: int
    source: Source
    is_standing: bool


class Contested(NamedTuple):
    """Who holds or last held each subject; nobody ever did those that are not there."""

    holders: dict[Claim, Holder]
    spare: int


def contend(cursor: CursorWrapper, campaign_id: int, claims: Iterable[Claim]) -> None:
    """Make everybody else who contends for these subjects wait until we have committed."""
    together(cursor, _contending(campaign_id, claims))


def contested(
    cursor: CursorWrapper, campaign_id: int, claims: Iterable[Claim], *, spare: str = "0"
) -> Contested:
    """Contend for the subjects, then see who holds them; and what the SQL of `spare` comes to."""
    holders = [
        _HOLDERS.format(
            measure=Measure(measure).value,
            campaign_id=format(campaign_id, "d"),
            subjects=", ".join(f"{subject:d}" for subject in subjects),
        )
        for measure, subjects in by_measure(claims).items()
    ]
    ask = " UNION ALL ".join([_SPARE.format(spare=spare), *holders])
    together(cursor, [*_contending(campaign_id, claims), ask])
    found: dict[Claim, Holder] = {}
    number = 0
    for measure, subject, succession, kind, record, is_standing in cursor.fetchall():
        claim = (measure, subject)
        if measure == "spare":
            number = subject
        elif claim not in found or found[claim].succession < succession:
            found[claim] = Holder(succession, (kind, record), bool(is_standing))
    return Contested(found, number)


def queue(campaign_id: int, claims: Iterable[Claim], posting_id: int) -> list[str]:
    """The statement, if any, that lets a posting wait for the subjects."""
    rows = [
        f"({campaign_id:d}, '{Measure(measure).value}', {subject:d}, {posting_id:d})"
        for measure, subject in claims
    ]
    return [_QUEUE.format(rows=", ".join(rows))] if rows else []


def together(
    cursor: CursorWrapper, statements: Sequence[str], values: Sequence[Any] | None = None
) -> None:
    """Execute statements, values being those of the first; the rows of the last are there to fetch.

    PostgreSQL takes them all in one message. SQLite takes one at a time, and no message either.
    """
    if connection.vendor == "postgresql":
        cursor.execute("; ".join(statements), values)
        while cursor.nextset():
            pass
        return
    for statement in statements:
        cursor.execute(statement, values)
        values = None


def by_measure(claims: Iterable[Claim]) -> dict[str, list[int]]:
    subjects: dict[str, list[int]] = {}
    for measure, subject in claims:
        subjects.setdefault(measure, []).append(subject)
    return subjects


def batches(claims: Iterable[Claim]) -> Iterator[list[Claim]]:
    rest = iter(claims)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def _contending(campaign_id: int, claims: Iterable[Claim]) -> list[str]:
    """Sorted, so that nobody waits in a ring."""
    return [
        _CONTEND.format(
            rows=", ".join(
                [
                    f"({campaign_id:d}, '{Measure(measure).value}', {subject:d}, 1)"
                    for measure, subject in some
                ]
            )
        )
        for some in batches(sorted(claims))
    ]
