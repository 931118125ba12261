"""The JSON form of a reading, as `docs/notice-schema.json` fixes it for other programs.

The shapes follow the dataclasses field by field; what differs is said here: the original text is
not repeated, dates are ISO strings, a span is `[start, end]` in characters of the original text,
and the spans of the head stand together under `spans` so that its values keep plain shapes.
"""

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import cast

from yushui.notices.reading.structure import Head, Named, Notice, Number
from yushui.notices.reading.text import Span


Json = dict[str, object]

_NAME_LISTS = ("issuers", "recipients", "copies_to")


def as_json(notice: Notice) -> Json:
    """The document that `yushui read_notice --json` prints."""
    plain = {
        field.name: _plain(getattr(notice, field.name))
        for field in fields(notice)
        if field.name not in ("text", "document")
    }
    return {"document": _head(notice.document), **plain}


def _head(head: Head) -> Json:
    shown = cast(Json, _plain(head))
    del shown["title_span"], shown["published_on"]
    for name in _NAME_LISTS:
        shown[name] = [named.text for named in cast(list[Named], getattr(head, name))]
    shown["number"] = _number(head.number) if head.number else None
    shown["spans"] = _spans(head)
    return shown


def _number(number: Number) -> Json:
    return {
        "text": number.text,
        "organ": number.organ,
        "year": number.year,
        "serial": number.serial,
    }


def _spans(head: Head) -> Json:
    """Where the parts of the head stand in the original; only those that are there."""
    spans: Json = {name: _plain(span) for name, span in head.spans.items()}
    for name in _NAME_LISTS:
        named = cast(list[Named], getattr(head, name))
        if named:
            spans[name] = [_plain(one.span) for one in named]
    if head.title_span:
        spans["title"] = _plain(head.title_span)
    if head.number:
        spans["number"] = _plain(head.number.span)
    return spans


def _plain(value: object) -> object:
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return value
