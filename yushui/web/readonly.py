"""Reading a page changes nothing: while a GET runs, the database refuses to be written (C-18)."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from django.db import connection
from django.http import HttpResponse


View = TypeVar("View", bound=Callable[..., HttpResponse])
_TRAIL = "yushui_leaves_trace"
_WRITES = re.compile(
    r"\s*(?:INSERT|UPDATE|DELETE|REPLACE|MERGE|TRUNCATE|CREATE|DROP|ALTER|COPY|EXECUTE)\b",
    re.IGNORECASE,
)
# A prepared insert is named for its table (kernel.prepared).
_TABLE = re.compile(r"(?:INTO\s|UPDATE\s|FROM\s|EXECUTE\s+into_)\s*\"?(\w+)\"?", re.IGNORECASE)
_SESSIONS = "django_session"  # Django drops a session that is no longer valid while reading it
_TRAIL_TABLES = "audit_"


class WroteWhileReading(RuntimeError):
    """A view wrote on GET. That is a mistake in the program, not of the user."""


def leaves_trace(view: View) -> View:
    """Let this view write to the trail on GET: it hands out a file, and that is recorded."""
    setattr(view, _TRAIL, True)
    return view


def may_leave_trace(view: Callable[..., Any]) -> bool:
    return bool(getattr(view, _TRAIL, False))


@contextmanager
def read_only(may_trace: Callable[[], bool]) -> Iterator[None]:
    """Refuse statements that write, except to sessions and, where allowed, to the trail."""

    def refuse(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if _WRITES.match(sql):
            found = _TABLE.search(sql)
            table = found[1] if found else ""
            if table != _SESSIONS and not (table.startswith(_TRAIL_TABLES) and may_trace()):
                raise WroteWhileReading(f"A page wrote to {table or 'the database'} on GET.")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield
