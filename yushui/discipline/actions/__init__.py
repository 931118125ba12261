"""Everything that changes checks, findings and gatherings. No other module writes these tables."""

from yushui.discipline.actions.checks import Look, Reply, cancel, record
from yushui.discipline.actions.findings import answer, close, explain, send_back
from yushui.discipline.actions.gatherings import (
    Plan,
    approve,
    ask,
    call_off,
    draft,
    merge,
    record_group,
    refuse,
    revise,
    take_back,
)
from yushui.discipline.actions.local import (
    Span,
    add_item,
    add_limit,
    switch,
)


__all__ = [
    "Look",
    "Plan",
    "Reply",
    "Span",
    "add_item",
    "add_limit",
    "answer",
    "approve",
    "ask",
    "call_off",
    "cancel",
    "close",
    "draft",
    "explain",
    "merge",
    "record",
    "record_group",
    "refuse",
    "revise",
    "send_back",
    "switch",
    "take_back",
]
