"""From what the reader found to the items a person confirms: one per finding, with its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from yushui.notices.models import Item, Role


@dataclass(frozen=True)
class Draft:
    kind: Item.Kind
    content: dict[str, Any]
    start: int | None
    end: int | None
    must_confirm: bool = False


# A day that the reader worked out rather than read is confirmed by a person (S0-58).
WORKED_OUT = frozenset({"inferred_year", "festival"})


def drafts(reading: dict[str, Any]) -> Iterator[Draft]:
    """Items of a document as `docs/notice-schema.json` describes it, in the order of its parts."""
    document = reading["document"]
    yield Draft(Item.Kind.DOCUMENT, _facts(document), None, None)
    campaign = reading["campaign"]
    yield _spanned(Item.Kind.CAMPAIGN, campaign, must_confirm=campaign.get("year") is None)
    for recipient in document["recipients"]:
        yield _spanned(Item.Kind.RECIPIENT, _named(recipient) | {"role": Role.MAIN})
    for copy in document["copies_to"]:
        yield _spanned(Item.Kind.RECIPIENT, _named(copy) | {"role": Role.COPY})
    for deadline in reading["deadlines"]:
        yield _spanned(Item.Kind.DEADLINE, deadline, must_confirm=deadline["basis"] in WORKED_OUT)
    for duty in reading["duties"]:
        yield _spanned(Item.Kind.DUTY, duty)
    for contact in reading["contacts"]:
        yield _spanned(Item.Kind.CONTACT, contact)
    for attachment in reading["attachments"]:
        # A table that is named but absent stops publication until somebody has seen it (S2-38).
        is_missing_table = attachment["kind"] == "table" and not attachment["present"]
        yield _spanned(Item.Kind.ATTACHMENT, attachment, must_confirm=is_missing_table)
    for table in reading["tables"]:
        yield _spanned(Item.Kind.TABLE, table)


def _facts(document: dict[str, Any]) -> dict[str, Any]:
    left_out = {"recipients", "copies_to"}
    return {key: value for key, value in document.items() if key not in left_out}


def _named(value: Any) -> dict[str, Any]:
    return dict(value) if isinstance(value, dict) else {"text": value}


def _spanned(kind: Item.Kind, content: dict[str, Any], *, must_confirm: bool = False) -> Draft:
    span = content.get("span")
    start, end = (span["start"], span["end"]) if isinstance(span, dict) else span or (None, None)
    return Draft(kind, content, start, end, must_confirm)
