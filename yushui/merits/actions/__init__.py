"""Everything that changes citations and plaques. No other module writes these tables."""

from yushui.merits.actions.citations import (
    Destination,
    Received,
    assign,
    receive,
    register,
    resume,
    send_back,
    verify,
    withdraw,
)
from yushui.merits.actions.deliveries import (
    Brought,
    Companion,
    deliver,
    feed_back,
    hand_out,
    take_back,
)
from yushui.merits.actions.local_rules import RuleFacts, add_rule


__all__ = [
    "Brought",
    "Companion",
    "Destination",
    "Received",
    "RuleFacts",
    "add_rule",
    "assign",
    "deliver",
    "feed_back",
    "hand_out",
    "receive",
    "register",
    "resume",
    "send_back",
    "take_back",
    "verify",
    "withdraw",
]
