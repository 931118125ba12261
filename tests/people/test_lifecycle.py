"""The lives of a roster and of a person's status: every move from every state."""

import pytest

from yushui.kernel.errors import RuleViolation
from yushui.people.lifecycle import ROSTER, STATUS, UNDER_WAY, RosterState, Status


ALLOWED = {
    ("ask_check", "staged"): "checking",
    ("ask_check", "checked"): "checking",
    ("check", "staged"): "checked",
    ("check", "checked"): "checked",
    ("check", "checking"): "checked",
    ("stop_check", "checking"): "staged",
    ("ask_load", "checked"): "loading",
    ("load", "checked"): "imported",
    ("load", "loading"): "imported",
    ("stop_load", "loading"): "checked",
    ("refuse", "staged"): "refused",
    ("refuse", "checked"): "refused",
    ("undo", "imported"): "undone",
}


@pytest.mark.parametrize("state", RosterState.values)
@pytest.mark.parametrize("move", ROSTER.moves)
def test_every_move_from_every_state(move, state):
    if (move, state) in ALLOWED:
        assert ROSTER.target(move, state) == ALLOWED[move, state]
    else:
        with pytest.raises(RuleViolation, match="当前状态不能"):
            ROSTER.target(move, state)


def test_what_a_job_is_at_can_only_be_ended_or_taken_back():
    moves = {move for state in UNDER_WAY for move in ROSTER.available(state)}
    assert moves == {"check", "stop_check", "load", "stop_load"}


CHANGES = {
    ("die", "alive"): "dead",
    ("die", "suspended"): "dead",
    ("die", "cancelled"): "dead",
    ("die", "moved"): "dead",
    ("suspend", "alive"): "suspended",
    ("suspend", "moved"): "suspended",
    ("cancel", "alive"): "cancelled",
    ("cancel", "suspended"): "cancelled",
    ("cancel", "moved"): "cancelled",
    ("move_out", "alive"): "moved",
    ("restore", "suspended"): "alive",
    ("restore", "moved"): "alive",
}


@pytest.mark.parametrize("state", Status.values)
@pytest.mark.parametrize("move", STATUS.moves)
def test_every_change_from_every_status(move, state):
    if (move, state) in CHANGES:
        assert STATUS.target(move, state) == CHANGES[move, state]
    else:
        with pytest.raises(RuleViolation, match="当前状态不能"):
            STATUS.target(move, state)
