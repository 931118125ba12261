"""The tables of moves, tried from every state."""

import itertools

import pytest

from yushui.kernel.errors import RuleViolation
from yushui.merits.lifecycle import LIFECYCLE, PLAQUE, PlaqueState, State


POSSIBLE = {
    (LIFECYCLE, "register", State.RECEIVED),
    (LIFECYCLE, "register", State.REGISTERED),
    (LIFECYCLE, "verify", State.REGISTERED),
    (LIFECYCLE, "assign", State.VERIFIED),
    (LIFECYCLE, "assign", State.ASSIGNED),
    (LIFECYCLE, "deliver", State.ASSIGNED),
    (LIFECYCLE, "feed_back", State.DELIVERED),
    (LIFECYCLE, "take_back", State.DELIVERED),
    (LIFECYCLE, "take_back", State.FED_BACK),
    (LIFECYCLE, "send_back", State.RECEIVED),
    (LIFECYCLE, "send_back", State.REGISTERED),
    (LIFECYCLE, "send_back", State.VERIFIED),
    (LIFECYCLE, "send_back", State.ASSIGNED),
    (LIFECYCLE, "resume", State.RETURNED),
    (LIFECYCLE, "withdraw", State.RECEIVED),
    (LIFECYCLE, "withdraw", State.REGISTERED),
    (LIFECYCLE, "withdraw", State.VERIFIED),
    (LIFECYCLE, "withdraw", State.ASSIGNED),
    (LIFECYCLE, "withdraw", State.RETURNED),
    (PLAQUE, "move", PlaqueState.HUNG),
    (PLAQUE, "move", PlaqueState.DAMAGED),
    (PLAQUE, "damage", PlaqueState.HUNG),
    (PLAQUE, "replace", PlaqueState.HUNG),
    (PLAQUE, "replace", PlaqueState.DAMAGED),
    (PLAQUE, "withdraw", PlaqueState.HUNG),
    (PLAQUE, "withdraw", PlaqueState.DAMAGED),
    (PLAQUE, "restore", PlaqueState.WITHDRAWN),
    (PLAQUE, "void", PlaqueState.HUNG),
    (PLAQUE, "void", PlaqueState.DAMAGED),
}
CASES = [
    (table, move, state)
    for table, states in ((LIFECYCLE, State), (PLAQUE, PlaqueState))
    for move, state in itertools.product(table.moves, states)
]


@pytest.mark.parametrize(("table", "move", "state"), CASES)
def test_only_listed_moves_are_possible(table, move, state):
    if (table, move, state) in POSSIBLE:
        assert table.target(move, state)
    else:
        with pytest.raises(RuleViolation):
            table.target(move, state)


def test_every_move_says_what_its_button_does():
    for table in (LIFECYCLE, PLAQUE):
        assert set(table.labels) == set(table.moves)
