"""From what the reader found to the items a person confirms: one per finding, with its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from yushui.notices import references
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


def drafts(reading: dict[str, Any], text: str) -> Iterator[Draft]:
    """Items of a document as `docs/notice-schema.json` describes it, in the order of its parts."""
    document = reading["document"]
    yield Draft(Item.Kind.DOCUMENT, _facts(document), None, None)
    campaign = reading["campaign"]
    is_work = bool(reading["deadlines"] or reading["duties"])
    yield _spanned(
        Item.Kind.CAMPAIGN, campaign, must_confirm=is_work and campaign.get("year") is None
    )
    yield from _recipients(document, text)
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
    left_out = {"recipients", "copies_to", "spans"}
    return {key: value for key, value in document.items() if key not in left_out}


def _recipients(document: dict[str, Any], text: str) -> Iterator[Draft]:
    spans = document.get("spans", {})
    for field, role in (("recipients", Role.MAIN), ("copies_to", Role.COPY)):
        # A span more than there are names would belong to nobody.
        named = document[field]
        places: Sequence[Sequence[int]] = spans.get(field, ())[: len(named)]
        for name, place in zip_longest(named, places):
            yield _named(name, role, place)
    for reference in references.read(text):
        yield _named(reference.text, Role.REFERENCE, reference.span)


def _named(name: str, role: Role, place: Sequence[int] | None) -> Draft:
    start, end = place or (None, None)
    return Draft(Item.Kind.RECIPIENT, {"text": name, "role": role}, start, end)


def _spanned(kind: Item.Kind, content: dict[str, Any], *, must_confirm: bool = False) -> Draft:
    start, end = content.get("span") or (None, None)
    return Draft(kind, content, start, end, must_confirm)
