"""What the law calls a person on a day, and until when it goes on paying after a death.

The editions of the law are dated tables (`legal.toml`); nothing here is stored (ADR 0016).
"""

import tomllib
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from yushui.people import categories
from yushui.people.models import Person, Status, StatusChange


@dataclass(frozen=True)
class Category:
    """A kind of person, or of allowance, as an article names it."""

    code: str
    label: str
    article: str
    labels: frozenset[str]
    least_age: int = 0


@dataclass(frozen=True)
class Tail:
    """For how many months after a death the law goes on paying, to whom."""

    article: str
    months: int
    labels: frozenset[str]
    death_cause: str = ""


@dataclass(frozen=True)
class Edition:
    """The law as it stood during a stretch of time."""

    name: str
    since: date
    until: date | None
    categories: tuple[Category, ...]
    tails: tuple[Tail, ...]
    without: Mapping[str, str]  # label → what is missing

    def is_in_force(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Ending:
    """The last day for which may be paid, and on what ground."""

    on: date
    ground: str


@cache
def editions() -> tuple[Edition, ...]:
    table = tomllib.loads(Path(__file__).with_name("legal.toml").read_text(encoding="utf-8"))
    return tuple(map(_edition, table["edition"]))


def _edition(told: dict[str, Any]) -> Edition:
    without = {label: row["why"] for row in told["without"] for label in row["labels"]}
    return Edition(
        name=told["name"],
        since=told["since"],
        until=told.get("until"),
        categories=tuple(Category(**_frozen(row)) for row in told["category"]),
        tails=tuple(Tail(**_frozen(row)) for row in told["tail"]),
        without=without,
    )


def _frozen(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"labels": frozenset(row["labels"])}


def in_force(on: date) -> Edition | None:
    """The edition of a day; none before the first that is written down."""
    return next((one for one in editions() if one.is_in_force(on)), None)


def held(person: Person, on: date) -> list[Category]:
    """What the law calls a person on a day, in the order of its articles."""
    edition = in_force(on)
    if edition is None:
        return []
    stored = frozenset(categories.stored(person, on))
    age = person.age(on)
    return [
        one
        for one in edition.categories
        if one.labels & stored and (age is None or age >= one.least_age)
    ]


def unclear(person: Person, on: date) -> list[tuple[str, str]]:
    """Labels of a person that make no legal category by themselves, and why."""
    edition = in_force(on)
    without = edition.without if edition else {}
    return [(code, without[code]) for code in categories.stored(person, on) if code in without]


def payable_until(person: Person, on: date) -> Ending | None:
    """The last day for which a person may be paid, as things stood on a day; None: without end.

    A death is paid to the end of its month and then for the months of the law (audits find the
    dead on pay lists: beyond this day they may not be).
    """
    change = _last_change(person, on)
    if change is None or change.status == Status.ALIVE:
        return None
    if change.status != Status.DEAD:
        return Ending(change.on, f"{change.get_status_display()} {change.decision}".strip())
    tail = _longest_tail(person, change)
    if tail is None:
        return Ending(_end_of_month(change.on), "没有法定的续发月数，发到去世当月")
    return Ending(
        _end_of_month(change.on, later=tail.months), f"{tail.article}，去世后续发{tail.months}个月"
    )


def _last_change(person: Person, on: date) -> StatusChange | None:
    standing = [one for one in person.changes.all() if one.taken_back_at is None and one.on <= on]
    return max(standing, key=lambda one: (one.on, one.pk), default=None)


def _longest_tail(person: Person, death: StatusChange) -> Tail | None:
    edition = in_force(death.on)
    held_then = categories.held(person, death.on)
    fitting = [
        tail
        for tail in (edition.tails if edition else ())
        if tail.labels & held_then and tail.death_cause in ("", death.death_cause)
    ]
    return max(fitting, key=lambda tail: tail.months, default=None)


def _end_of_month(day: date, *, later: int = 0) -> date:
    years, month = divmod(day.month - 1 + later, 12)
    year = day.year + years
    return date(year, month + 1, monthrange(year, month + 1)[1])
