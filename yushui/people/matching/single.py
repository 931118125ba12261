"""One row held against a few, at once: the same model without starting an engine for it.

While somebody types there are milliseconds, and DuckDB wants tens of them to begin. The conditions
of the ladders are plain SQL, which SQLite reads as well; a test holds both to the same levels. How
often a value occurs is not asked here, so a rare name counts no more than another.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from functools import cache, lru_cache

from yushui.people.matching import deciding, model
from yushui.people.matching.ladders import Ladder
from yushui.people.matching.linking import ANY_SIZE, Pair
from yushui.people.matching.standard import Record


# What a pair must bring to be thought of at all.
_LEAST_BITS = 10.0


def hold(one: Record, known: Sequence[Record]) -> deciding.Answer:
    """Say who of those known the one may be, as if the register had a million people."""
    pairs = (Pair(1, n, _bits(found), found) for n, found in enumerate(levels(one, known), start=1))
    worth = sorted((p for p in pairs if p.bits >= _LEAST_BITS), key=lambda p: (-p.bits, p.known))
    return deciding.answers(worth, known=ANY_SIZE, incoming=1)[0]


def levels(one: Record, known: Sequence[Record]) -> list[tuple[int, ...]]:
    """On which level of every ladder the one stands with each of those known."""
    with closing(sqlite3.connect(":memory:")) as engine:
        engine.create_function("levenshtein", 2, distance, deterministic=True)
        held = (engine.execute(_statement(), _values(other) + _values(one)) for other in known)
        return [tuple(found.fetchone()) for found in held]


def _bits(found: tuple[int, ...]) -> float:
    stood = (ladder.level(gamma) for ladder, gamma in zip(model.LADDERS, found, strict=True))
    return sum(level.bits for level in stood if level is not None)


def _values(record: Record) -> list[str | int | None]:
    return [None if value == "" else value for value in record]


@cache
def _statement() -> str:
    sides = [f"? AS {name}_{side}" for side in "lr" for name in Record._fields]
    cases = ", ".join(map(_case, model.LADDERS))
    return f"SELECT {cases} FROM (SELECT {', '.join(sides)})"  # noqa: S608 -- our own conditions


def _case(ladder: Ladder) -> str:
    """Levels by the numbers that Splink gives them."""
    *upper, _ = ladder.levels
    rungs = [f"WHEN {ladder.unsaid} THEN -1"]
    rungs += [
        f"WHEN {level.condition} THEN {number}"
        for number, level in zip(range(len(upper), 0, -1), upper, strict=True)
    ]
    return f"CASE {' '.join(rungs)} ELSE 0 END"


@lru_cache(maxsize=100_000)
def distance(one: str | None, other: str | None) -> int | None:
    """How many characters have to be added, dropped or replaced."""
    if one is None or other is None:
        return None
    row = list(range(len(other) + 1))
    for above, first in enumerate(one, start=1):
        diagonal, row[0] = row[0], above
        for place, second in enumerate(other, start=1):
            best = min(row[place] + 1, row[place - 1] + 1, diagonal + (first != second))
            diagonal, row[place] = row[place], best
    return row[-1]
