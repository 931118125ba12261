"""Runs of ids and the gaps between them."""

from hypothesis import given
from hypothesis import strategies as st

from yushui.ledger.rules import Run, fresh_gaps, without


def runs_of(ids):
    """The runs of a set of ids, as the database gives them."""
    runs = []
    for number in sorted(ids):
        if runs and runs[-1].last == number - 1:
            runs[-1] = Run(runs[-1].first, number)
        else:
            runs.append(Run(number, number))
    return runs


def ids_of(runs):
    return {number for run in runs for number in range(run.first, run.last + 1)}


@given(st.integers(1, 20), st.integers(0, 20), st.sets(st.integers(1, 50)))
def test_what_is_left_of_a_gap_is_what_was_not_seen(first, length, seen):
    gap = Run(first, first + length)
    left = without(gap, runs_of(seen))
    assert ids_of(left) == ids_of([gap]) - seen
    assert left == runs_of(ids_of(left))


@given(st.integers(0, 30), st.sets(st.integers(1, 50)))
def test_fresh_gaps_are_the_ids_between_the_mark_and_the_last_seen(upto, seen):
    top = max(seen, default=0)
    assert ids_of(fresh_gaps(upto, runs_of(seen - set(range(upto + 1))))) == {
        number for number in range(upto + 1, top) if number not in seen
    }
