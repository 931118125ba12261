"""The tables of moves, tried from every state."""

import itertools

import pytest

from yushui.discipline.lifecycle import (
    CHECK,
    FINDING,
    GATHERING,
    CheckState,
    FindingState,
    GatheringState,
)
from yushui.kernel.errors import RuleViolation


G = GatheringState
POSSIBLE = {
    (CHECK, "cancel", CheckState.RECORDED),
    (FINDING, "answer", FindingState.OPEN),
    (FINDING, "send_back", FindingState.ANSWERED),
    (FINDING, "close", FindingState.ANSWERED),
    (FINDING, "withdraw", FindingState.OPEN),
    (FINDING, "withdraw", FindingState.ANSWERED),
    (GATHERING, "revise", G.DRAFTED),
    (GATHERING, "ask", G.DRAFTED),
    (GATHERING, "take_back", G.ASKED),
    (GATHERING, "approve", G.ASKED),
    (GATHERING, "refuse", G.ASKED),
    *((GATHERING, move, one) for move in ("merge", "call_off") for one in (G.DRAFTED, G.ASKED)),
    (GATHERING, "merge", G.APPROVED),
    (GATHERING, "call_off", G.APPROVED),
}
CASES = [
    (table, move, state)
    for table, states in ((CHECK, CheckState), (FINDING, FindingState), (GATHERING, G))
    for move, state in itertools.product(table.moves, states)
]


@pytest.mark.parametrize(("table", "move", "state"), CASES)
def test_only_listed_moves_are_possible(table, move, state):
    if (table, move, state) in POSSIBLE:
        assert table.target(move, state)
    else:
        with pytest.raises(RuleViolation):
            table.target(move, state)


def test_every_move_with_a_button_says_what_it_does():
    for table in (FINDING, GATHERING):
        assert set(table.labels) == set(table.moves)
