"""Arithmetic of what a fold has seen: runs of ids, and the gaps between them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Run(NamedTuple):
    """Ids from `first` to `last`, both included."""

    first: int
    last: int


def without(gap: Run, seen: Iterable[Run]) -> list[Run]:
    """What is left of `gap` when the runs `seen`, sorted and disjoint, are taken out of it."""
    left = []
    start = gap.first
    for run in seen:
        if run.last < start or run.first > gap.last:
            continue
        if run.first > start:
            left.append(Run(start, run.first - 1))
        start = run.last + 1
    if start <= gap.last:
        left.append(Run(start, gap.last))
    return left


def fresh_gaps(upto: int, seen: Sequence[Run]) -> list[Run]:
    """The ids above `upto` that lie below or between the runs seen there."""
    above = [run for run in seen if run.first > upto]
    return without(Run(upto + 1, above[-1].last), above) if above else []
