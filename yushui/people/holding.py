"""Rows of the register held until we commit: whoever needs them too waits, and reads what is then.

Always in one order, households before persons and each by its key, so that no two wait in a ring.
Held also means that nothing new can come to refer to them: a reference waits at its commit. On
SQLite a transaction holds the whole database anyway.
"""

from collections.abc import Iterable, Iterator

from yushui.people.importing import bulk
from yushui.people.importing.planning import Plan
from yushui.people.models import Household, Person


def hold(*, households: Iterable[int] = (), persons: Iterable[int] = ()) -> bool:
    """Hold these rows; whether all of them are still there."""
    homes, people = sorted({*households}), sorted({*persons})
    return [*_held(Household, homes)] == homes and [*_held(Person, people)] == people


def hold_changed(plan: Plan) -> None:
    """Hold everybody whom a plan would write over."""
    hold(
        households=(home.known.pk for home in plan.homes if home.known and home.changes),
        persons=(one.known.pk for one in plan.changed if one.known),
    )


def _held(model: type[Household | Person], keys: list[int]) -> Iterator[int]:
    rows = model._default_manager.select_for_update().order_by("pk").values_list("pk", flat=True)
    yield from bulk.in_parts(keys, lambda part: rows.filter(pk__in=part))
