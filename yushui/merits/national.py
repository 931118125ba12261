"""The national rule on who brings citations, as dated tables, and the pace where none is set."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from yushui.merits.rules import Route


@dataclass(frozen=True)
class Edition:
    """The rule as it stands from a day on."""

    name: str
    since: date
    routes: Mapping[str, Route]  # by class of merit


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("national.toml").read_text(encoding="utf-8"))


@cache
def editions() -> tuple[Edition, ...]:
    """The latest first."""
    found = [
        Edition(
            told["name"],
            told["since"],
            {
                merit: Route(row["level"], row["civil"], row["military"])
                for row in told["route"]
                for merit in row["merits"]
            },
        )
        for told in _table()["edition"]
    ]
    return tuple(sorted(found, key=lambda one: one.since, reverse=True))


def in_force(on: date) -> Edition:
    """The edition of a day; of a day before the first one, the first."""
    return next((one for one in editions() if one.since <= on), editions()[-1])


def register_workdays() -> int:
    return int(_table()["pace"]["register_workdays"])


def deliver_days() -> int:
    return int(_table()["pace"]["deliver_days"])
