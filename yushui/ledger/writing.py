"""Putting a record into the ledger: one statement, unless a subject of it was claimed before.

This is the writers' path, taken with every visit and by everybody at once. A posting is itself the
claim to be the first of its subjects, and a unique index decides. Its values are numbers, days and
words of our own lists, so they are written into the statement: handing some forty parameters to a
driver takes three times as long as the insert (docs/adr/0011-a-column-per-measure.md).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.backends.utils import CursorWrapper

from yushui.audit.log import Trace
from yushui.kernel.prepared import Insert
from yushui.ledger.contests import Claim, Holder, Source, contend, contested, queue, together
from yushui.ledger.measures import CLAIMED, Measure
from yushui.territory.kinds import Lane


_AT_ONCE = 1_000
_KIND = re.compile(r"[a-z_]+\.[a-z_]+")

_POST = """
    INSERT INTO ledger_posting (
        campaign_id, source, source_id, unit_id, place_id, lane, categories_id, "on", {columns}
    )
    VALUES {rows}
"""
_UNLESS_CLAIMED = "ON CONFLICT DO NOTHING"
_HEAD = ("campaign_id", "source", "source_id", "unit_id", "place_id", "lane", "categories_id", "on")
# What a posting says of that which it does not mention.
_SILENCE = {
    **dict.fromkeys((measure.value for measure in Measure), "0"),
    **dict.fromkeys((f"{measure}_of" for measure in CLAIMED), "NULL"),
    "succession": "0",
}
_ONE = Insert("ledger_posting", (*_HEAD, *_SILENCE), ending=_UNLESS_CLAIMED)
# An id is given to a row before its claims are looked at. The ids of rows refused are given to the
# rows that take their place: an id that nobody ever uses is a gap, and folds look for it all day.
_LAST = {
    "postgresql": "currval(pg_get_serial_sequence('ledger_posting', 'id'))",
    # Nobody promises that SQLite counts on for a row refused; if not, the next id is ours as well.
    "sqlite": """(
        SELECT seq + EXISTS (SELECT 1 FROM ledger_posting WHERE id = seq)
        FROM sqlite_sequence WHERE name = 'ledger_posting'
    )""",
}
_FRESH = {
    "postgresql": """
        SELECT nextval(pg_get_serial_sequence('ledger_posting', 'id'))
        FROM generate_series(1, {count})
    """,
    "sqlite": """
        WITH RECURSIVE fresh(id, n) AS (
            SELECT COALESCE(MAX(seq), 0) + 1, 1 FROM sqlite_sequence WHERE name = 'ledger_posting'
            UNION ALL SELECT id + 1, n + 1 FROM fresh WHERE n < {count}
        )
        SELECT id FROM fresh
    """,
}


class _Words(dict[str, str]):
    """Words that may stand in a statement; an enumeration would take ten times as long to ask."""

    def __missing__(self, word: str) -> str:
        raise ValueError(f"{word!r} is none of {', '.join(self)}.")


class _Kinds(dict[str, str]):
    """Labels of models, written in code; each is looked at once."""

    def __missing__(self, kind: str) -> str:
        if not _KIND.fullmatch(kind):
            raise ValueError(f"{kind!r} is not the label of a kind of record.")
        return self.setdefault(kind, kind)


_KINDS = _Kinds()
_MEASURES = _Words((measure.value, measure.value) for measure in Measure)
_CLAIMED = _Words((measure.value, measure.value) for measure in CLAIMED)
_LANES = _Words((lane.value, lane.value) for lane in Lane)


class Spot(NamedTuple):
    """What all that a posting says has in common."""

    unit_id: int
    place_id: int
    lane: str
    categories_id: int
    on: date


@dataclass
class Draft:
    """A posting to be: what it says, and of whom it would be the first."""

    spot: Spot
    source: Source
    amounts: dict[str, int] = field(default_factory=dict)
    claims: dict[str, int] = field(default_factory=dict)  # measure → subject
    number: int | None = None  # the id it must have
    succession: int = 0

    def add(self, measure: str, amount: int) -> None:
        self.amounts[_MEASURES[measure]] = self.amounts.get(measure, 0) + amount

    def claim(self, measure: str, subject: int) -> None:
        self.claims[_CLAIMED[measure]] = subject

    def columns(self) -> dict[str, int]:
        """What it says by column; the others are nought."""
        said = self.amounts.copy()
        for measure, subject in self.claims.items():
            said[measure] = 1
            said[f"{measure}_of"] = subject
        if self.succession:
            said["succession"] = self.succession
        if self.number is not None:
            said["id"] = self.number
        return said


def write(campaign_id: int, drafts: Sequence[Draft], trace: Trace | None = None) -> None:
    """Post what records say; of those who claim a subject only the first ever counts.

    By their claims, so that two transactions with the same subjects take them in the same order.
    """
    record = _Writer(campaign_id, trace)
    with connection.cursor() as cursor:
        for some in _batches(sorted(drafts, key=lambda draft: sorted(draft.claims.items()))):
            refused = record.post(cursor, some)
            if len(refused) > 1:  # all at once, or two records would take turns in two orders
                claims = {claim for at in refused for claim in some[at].claims.items()}
                contend(cursor, campaign_id, claims)
            for at, number in refused.items():
                record.contest(cursor, some[at], number)
        record.finish(cursor)


class _Writer:
    """What every posting begins with, and the ways to put one in."""

    def __init__(self, campaign_id: int, trace: Trace | None) -> None:
        self.campaign_id = campaign_id
        self.trace = trace

    def head(self, draft: Draft) -> str:
        kind, number = draft.source
        return f"{self.campaign_id:d}, '{_KINDS[kind]}', {number:d}"

    def post(self, cursor: CursorWrapper, drafts: Sequence[Draft]) -> dict[int, str]:
        """Insert the drafts; the answer is which were refused, and the id each leaves unused."""
        if not any(draft.claims for draft in drafts):
            self._send(
                cursor, self._sql(drafts)
            )  # nothing may refuse these, and whatever does is told
            return {}
        if len(drafts) == 1:
            return {} if self._insert(cursor, drafts[0]) else {0: _LAST[connection.vendor]}
        self._send(cursor, _FRESH[connection.vendor].format(count=len(drafts)))
        for draft, (number,) in zip(drafts, cursor.fetchall(), strict=True):
            draft.number = number
        cursor.execute(f"{self._sql(drafts)} {_UNLESS_CLAIMED} RETURNING id")
        kept = {row[0] for row in cursor.fetchall()}
        return {at: f"{d.number}" for at, d in enumerate(drafts) if d.number not in kept}

    def finish(self, cursor: CursorWrapper) -> None:
        if self.trace:
            self._send(cursor)  # the record says nothing at all

    def contest(self, cursor: CursorWrapper, draft: Draft, spare: str) -> None:
        """Post a draft one of whose subjects was claimed before, each claim by its own merit."""
        asked = sorted(draft.claims.items())
        found = contested(cursor, self.campaign_id, asked, spare=spare)
        lost = []
        for claim in asked:
            last = found.holders.get(claim)
            # A posting of its own for a subject nobody holds, unless another is faster this moment.
            if (last and last.is_standing) or not self._insert(cursor, _own(draft, claim, last)):
                lost.append(claim)
        rest = self._sql([Draft(draft.spot, draft.source, draft.amounts, number=found.spare)])
        together(cursor, [rest, *queue(self.campaign_id, lost, found.spare)])

    def _insert(self, cursor: CursorWrapper, draft: Draft) -> int:
        """Unless it is refused; a draft that has no number yet."""
        said = {column: f"{number:d}" for column, number in draft.columns().items()}
        values = (self.head(draft), _spelt(draft.spot), *(_SILENCE | said).values())
        self._send(cursor, _ONE.sql(cursor, ", ".join(values)))
        return int(cursor.rowcount)

    def _send(self, cursor: CursorWrapper, *statements: str) -> None:
        """The first time with the trace ahead; what we write ourselves holds no per cent sign."""
        values = None
        if self.trace:
            ahead, values = self.trace(cursor)
            statements = (ahead, *statements)
            self.trace = None
        together(cursor, statements, values)

    def _sql(self, drafts: Sequence[Draft]) -> str:
        said = [draft.columns() for draft in drafts]
        columns = list(dict.fromkeys(column for some in said for column in some))
        rows = [
            f"({self.head(draft)}, {_spelt(draft.spot)}, {_listed(some, columns)})"
            for draft, some in zip(drafts, said, strict=True)
        ]
        return _POST.format(columns=", ".join(columns), rows=", ".join(rows))


def _own(draft: Draft, claim: Claim, last: Holder | None) -> Draft:
    succession = last.succession + 1 if last else 0
    return Draft(draft.spot, draft.source, claims=dict([claim]), succession=succession)


def _spelt(spot: Spot) -> str:
    unit, place, lane, categories, on = spot
    return f"{unit:d}, {place:d}, '{_LANES[lane]}', {categories:d}, '{on.isoformat()}'"


def _listed(said: Mapping[str, int], columns: Iterable[str]) -> str:
    return ", ".join([format(said[one], "d") if one in said else _SILENCE[one] for one in columns])


def _batches(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(rows), _AT_ONCE):
        yield rows[start : start + _AT_ONCE]
