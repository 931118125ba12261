"""Everything that changes a visit or a target. No other module writes to these tables.

Each action checks the post, checks the rules, writes, posts to the ledger and leaves a trace, in
one transaction. Pages, commands and jobs all come through here, so they cannot disagree.
"""

from yushui.visits.actions import occurrences, pictures
from yushui.visits.actions.outings import call_off_outing, plan_outing
from yushui.visits.actions.recording import (
    cancel,
    cancel_group,
    record,
    record_group,
    record_troop,
    recount,
    restand,
)
from yushui.visits.actions.targets import excuse, freeze_targets, note_try, take_back_try


__all__ = [
    "call_off_outing",
    "cancel",
    "cancel_group",
    "excuse",
    "freeze_targets",
    "note_try",
    "occurrences",
    "pictures",
    "plan_outing",
    "record",
    "record_group",
    "record_troop",
    "recount",
    "restand",
    "take_back_try",
]
