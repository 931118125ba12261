"""Who entered something, and when: columns of every entry."""

from typing import Any

from yushui.accounts.actor import Actor
from yushui.kernel import clock


def recorded(by: Actor) -> dict[str, Any]:
    return {
        "recorded_at": clock.now(),
        "recorded_by_id": by.id,
        "recorded_by_name": by.name,
    }
