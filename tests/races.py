"""Two at once: the first stops at a place in the code, and the second does all of its work there.

Where the first holds what the second needs, the second waits; then the first goes on after a
moment, as it would have without us. On SQLite that is always so: a transaction holds everything.
"""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connection

from tests.ledger.test_concurrency import in_threads
from yushui.kernel.errors import RuleViolation
from yushui.web.http import without_hindrance


PATIENCE = 0.6  # seconds


def meet(
    monkeypatch: Any,
    place: tuple[Any, str],
    first: Callable[[], Any],
    second: Callable[[], Any],
    *,
    before: bool = False,
) -> list[str]:
    """What each of the two was told, "" if nothing; any other error fails the test.

    The second begins when the first comes back from `place`, or comes to it (`before`).
    """
    arrived, done = threading.Event(), threading.Event()
    own = getattr(*place)
    told = ["", ""]

    def stop() -> None:
        if threading.current_thread().name == "first" and not arrived.is_set():
            arrived.set()
            done.wait(PATIENCE)

    def slowly(*args: Any, **kwargs: Any) -> Any:
        if before:
            stop()
        found = own(*args, **kwargs)
        stop()
        return found

    monkeypatch.setattr(*place, slowly)

    def lead() -> None:
        threading.current_thread().name = "first"
        try:
            told[0] = _told(first)
        finally:
            arrived.set()

    def follow() -> None:
        arrived.wait(10)
        try:
            told[1] = _told(second)
        finally:
            done.set()

    connection.close()
    in_threads(lead, follow)
    return told


def _told(act: Callable[[], Any]) -> str:
    """As a page would tell it."""
    try:
        with without_hindrance():
            act()
    except RuleViolation as violation:
        return violation.message
    return ""
