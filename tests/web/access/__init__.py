"""The access table, one file per subject of the pages.

Each module may define
  ACCESS      view name → Row: the path and the status each of the cast gets
  LISTS       view name → Listing: a list whose number of queries must not depend on its length
  FRAGMENTS   view names that answer HTMX with a part of their own page
  things      function(world) → dict of what the paths name in braces
"""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any
from unittest import mock

import pytest

from tests.web.world import World
from yushui.people.importing import likeness


@dataclass(frozen=True)
class Row:
    """Statuses by visitor. Unless told otherwise the working posts see it, the 三员 do not."""

    path: str
    clerk: int = 200
    neighbour: int = 200
    superior: int = 200
    town: int = 200
    worker: int = 200
    leader: int = 200
    command: int = 200
    system: int = 403
    security: int = 403
    audit: int = 403
    stranger: int = 302
    method: str = "get"
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def first_let_in(self) -> str | None:
        """Who of the cast sees the page; the stranger last, who sees only what is public."""
        order = (
            "clerk", "superior", "town", "worker", "leader", "command",
            "system", "security", "audit", "stranger",
        )  # fmt: skip
        return next((who for who in order if getattr(self, who) == 200), None)


@dataclass(frozen=True)
class Listing:
    """A list page, and how to put `n` more rows into it."""

    path: str
    fill: Callable[[World, int], object]
    who: str = "clerk"


def modules() -> list[ModuleType]:
    return [
        importlib.import_module(f"{__name__}.{found.name}")
        for found in pkgutil.iter_modules(__path__)
    ]


def gather(name: str) -> dict[str, Any]:
    merged: dict[str, Any] = {}
    for module in modules():
        for key, row in getattr(module, name, {}).items():
            assert key not in merged, f"{key} is in two access files"
            merged[key] = row
    return merged


def of_each_subject(name: str) -> pytest.MarkDecorator:
    """Run a test once a subject, with its `rows`: furnishing the world costs more than looking."""
    tables = {module.__name__.rpartition(".")[2]: getattr(module, name, {}) for module in modules()}
    named = {subject: rows for subject, rows in tables.items() if rows}
    return pytest.mark.parametrize("rows", named.values(), ids=named)


def furnish(world: World) -> World:
    """Make what the addresses of every subject name.

    Nobody asks the matcher about its rosters meanwhile: to begin costs it half a second each time.
    """
    with mock.patch.object(likeness, "find", return_value={}):
        for module in modules():
            if hasattr(module, "things"):
                made = module.things(world)
                twice = sorted(made.keys() & world.things.keys())
                assert not twice, f"{module.__name__} names what another has named: {twice}"
                world.things |= made
    return world
