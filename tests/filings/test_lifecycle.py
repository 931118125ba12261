"""The tables of moves, tried from every state."""

import itertools

import pytest

from yushui.filings.lifecycle import (
    EDITION,
    LIFECYCLE,
    REPORT,
    EditionState,
    ReportState,
    State,
)
from yushui.kernel.errors import RuleViolation


POSSIBLE = {
    (EDITION, "open", EditionState.DRAFT): EditionState.OPEN,
    (EDITION, "close", EditionState.OPEN): EditionState.CLOSED,
    (EDITION, "reopen", EditionState.CLOSED): EditionState.OPEN,
    (LIFECYCLE, "submit", State.OPEN): State.SUBMITTED,
    (LIFECYCLE, "submit", State.RETURNED): State.SUBMITTED,
    (LIFECYCLE, "withdraw", State.SUBMITTED): State.OPEN,
    (LIFECYCLE, "send_back", State.SUBMITTED): State.RETURNED,
    (LIFECYCLE, "send_back", State.ACCEPTED): State.RETURNED,
    (LIFECYCLE, "accept", State.SUBMITTED): State.ACCEPTED,
    (REPORT, "submit", ReportState.DRAFT): ReportState.SUBMITTED,
    (REPORT, "submit", ReportState.RETURNED): ReportState.SUBMITTED,
    (REPORT, "send_back", ReportState.SUBMITTED): ReportState.RETURNED,
    (REPORT, "accept", ReportState.SUBMITTED): ReportState.ACCEPTED,
}
CASES = [
    (table, move, state)
    for table, states in ((EDITION, EditionState), (LIFECYCLE, State), (REPORT, ReportState))
    for move, state in itertools.product(table.moves, states)
]


@pytest.mark.parametrize(("table", "move", "state"), CASES)
def test_only_listed_moves_are_possible(table, move, state):
    if target := POSSIBLE.get((table, move, state)):
        assert table.target(move, state) == target
    else:
        with pytest.raises(RuleViolation):
            table.target(move, state)
