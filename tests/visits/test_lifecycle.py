"""The tables of moves, tried from every state."""

import itertools

import pytest

from yushui.kernel.errors import RuleViolation
from yushui.visits.lifecycle import LIFECYCLE, OCCURRENCE, TARGET, Answer, Reach, State


POSSIBLE = {
    (LIFECYCLE, "cancel", State.RECORDED),
    (TARGET, "reach", Reach.UNVISITED),
    (TARGET, "reach", Reach.EXCUSED),
    (TARGET, "reach", Reach.GONE),
    (TARGET, "excuse", Reach.UNVISITED),
    (TARGET, "reopen", Reach.VISITED),
    (TARGET, "reopen", Reach.EXCUSED),
    (TARGET, "leave", Reach.UNVISITED),
    (TARGET, "come_back", Reach.GONE),
    (OCCURRENCE, "answer", Answer.OPEN),
    (OCCURRENCE, "close", Answer.OPEN),
    (OCCURRENCE, "reopen", Answer.ANSWERED),
    (OCCURRENCE, "reopen", Answer.CLOSED),
}
CASES = [
    (table, move, state)
    for table, states in ((LIFECYCLE, State), (TARGET, Reach), (OCCURRENCE, Answer))
    for move, state in itertools.product(table.moves, states)
]


@pytest.mark.parametrize(("table", "move", "state"), CASES)
def test_only_listed_moves_are_possible(table, move, state):
    if (table, move, state) in POSSIBLE:
        assert table.target(move, state)
    else:
        with pytest.raises(RuleViolation):
            table.target(move, state)
