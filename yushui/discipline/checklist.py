"""The checklist of conduct as the nation has it: editions, sections, what is switched on when."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Section:
    key: str
    label: str
    may_be_off: bool = False


@dataclass(frozen=True)
class Item:
    """One question of the list, what it rests on, and at which occasions it is asked."""

    key: str
    section: str
    text: str
    source: str
    of: frozenset[str]


@dataclass(frozen=True)
class Edition:
    """The list as it stands from a day on."""

    name: str
    since: date
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Turn:
    """A section, or one item of it, switched on or off for a time by a document."""

    section: str
    is_on: bool
    since: date
    document: str
    until: date | None = None
    item: str = ""
    place: str = "全国"

    def covers(self, item: Item) -> bool:
        return self.section == item.section and self.item in ("", item.key)

    def holds(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("checklist.toml").read_text(encoding="utf-8"))


@cache
def sections() -> Mapping[str, Section]:
    return {row["key"]: Section(**row) for row in _table()["section"]}


@cache
def editions() -> tuple[Edition, ...]:
    """The latest first."""
    found = [
        Edition(
            told["name"],
            told["since"],
            tuple(Item(**row | {"of": frozenset(row["of"])}) for row in told["item"]),
        )
        for told in _table()["edition"]
    ]
    return tuple(sorted(found, key=lambda one: one.since, reverse=True))


def in_force(on: date) -> Edition:
    """The edition of a day; of a day before the first one, the first."""
    return next((one for one in editions() if one.since <= on), editions()[-1])


@cache
def national_turns() -> tuple[Turn, ...]:
    return tuple(Turn(**row) for row in _table()["switch"])


def principle() -> str:
    """What holds of gatherings everywhere, in a sentence, and where it is said."""
    told = _table()["gathering"]
    return f"{told['principle']}（{told['source']}）"
