"""Writing to the trail.

`detail` names what was touched, never what it said: a trail with identity numbers in it would
have to be guarded like the roster itself. Numbers that slip in all the same are struck out.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import Any, Protocol
from uuid import UUID

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import Model

from yushui.audit.marks import CONTENT, mark
from yushui.audit.models import Event
from yushui.kernel import clock
from yushui.kernel.prepared import Insert


# Set by whoever takes in a request; everything logged while it is answered carries it.
request_id: ContextVar[str] = ContextVar("audit_request_id", default="")

_BATCH = 2_000
_COLUMNS = (*CONTENT, "mark")
# Through the ORM an event cost half as much again; one is written with every action.
_ONE = Insert("audit_event", _COLUMNS, ending="RETURNING id")
_HOLES = ", ".join(["%s"] * len(_COLUMNS))
_AT, _DETAIL = CONTENT.index("at"), CONTENT.index("detail")
_STRUCK_OUT = "［已隐去］"
_PERSONAL = re.compile(
    r"(?<![0-9A-Za-z])(?:\d{17}[\dXx]|\d{15}|1[3-9]\d{9}|\d{16}|\d{19})(?![0-9A-Za-z])"
)

Trace = Callable[[CursorWrapper], tuple[str, list[Any]]]  # a statement and its values


class Who(Protocol):
    """An actor; one that acts for a unit may also say so by `unit_id` and `unit_name`."""

    @property
    def id(self) -> str: ...

    @property
    def name(self) -> str: ...


def log(kind: str, subject: Model | str, *, by: Who, **detail: Any) -> Event:
    """Record that `by` did `kind` to `subject`; call it inside the action's transaction.

    `subject` is a record, or a word where there is none: what a failed log-in was about.
    """
    event = _event(kind, subject, by, detail)
    with connection.cursor() as cursor:
        cursor.execute(*_inserting(event, cursor))
        (event.pk,) = cursor.fetchone()
    return event


def trace(kind: str, subject: Model | str, *, by: Who, **detail: Any) -> Trace:
    """What `log` would record, for whoever writes anyway and takes it along; by itself nothing."""
    return partial(_inserting, _event(kind, subject, by, detail))


def log_many(kind: str, entries: Iterable[tuple[Model, Mapping[str, Any]]], *, by: Who) -> int:
    """Record the same deed on many subjects, each with its own detail; say how many."""
    events = (_event(kind, subject, by, detail) for subject, detail in entries)
    count = 0
    while batch := list(islice(events, _BATCH)):
        count += len(Event.objects.bulk_create(batch))
    return count


def _inserting(event: Event, cursor: CursorWrapper) -> tuple[str, list[Any]]:
    values = [getattr(event, column) for column in _COLUMNS]
    values[_AT] = connection.ops.adapt_datetimefield_value(event.at)
    values[_DETAIL] = json.dumps(event.detail)
    return _ONE.sql(cursor, _HOLES), values


def _event(kind: str, subject: Model | str, by: Who, detail: Mapping[str, Any]) -> Event:
    content = (
        clock.now(),
        kind,
        str(by.id),
        by.name,
        _text_or_none(getattr(by, "unit_id", None)),
        _text_or_none(getattr(by, "unit_name", None)),
        *_named(subject),
        _plain(detail),
        request_id.get(),
    )
    return Event(**dict(zip(CONTENT, content, strict=True)), mark=mark(content))


def _named(subject: Model | str) -> tuple[str, str]:
    if isinstance(subject, str):
        return subject, ""
    return subject._meta.label_lower, str(subject.pk)


def _text_or_none(value: Any) -> str | None:
    return None if value is None else str(value)


def _plain(value: Any) -> Any:
    """What JSON can hold and both databases give back unchanged; therefore no float."""
    if value is None or isinstance(value, (bool, int)):
        return value
    if isinstance(value, str):
        return _PERSONAL.sub(_STRUCK_OUT, str(value))
    if isinstance(value, (date, Decimal, UUID)):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(_plain(item) for item in value)
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    raise TypeError(f"The trail cannot keep a {type(value).__name__}.")
