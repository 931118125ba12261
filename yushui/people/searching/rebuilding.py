"""Computing every search key anew: after an upgrade, or to make sure that none is stale."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.db import models

from yushui.people import seals
from yushui.people.importing import bulk
from yushui.people.searching.keys import Keyer, reading


Tell = Callable[[int], object]
Row = tuple[Any, ...]

OF_PERSON = ("reading", "phone_key", "other_phone_key", "id_tail_key")
OF_HOUSEHOLD = ("phone_key", "other_phone_key")
_AT_ONCE = 5_000


def rebuild(
    persons: type[models.Model],
    households: type[models.Model],
    *,
    is_rehearsed: bool = False,
    tell: Tell = lambda done: None,
) -> int:
    """Write what differs; answers how many rows did. The models may be those of a migration."""
    if not persons._default_manager.exists() and not households._default_manager.exists():
        return 0  # a new installation may not have its keys yet
    keyer = Keyer()
    wrong = _corrected(
        persons,
        ("uid", "name", "id_sealed", "phone_sealed", *OF_PERSON),
        lambda row: of_person(keyer, *row[:4]),
        is_rehearsed,
        tell,
    )
    return wrong + _corrected(
        households,
        ("uid", "phone_sealed", *OF_HOUSEHOLD),
        lambda row: of_household(keyer, *row[:2]),
        is_rehearsed,
        tell,
    )


def of_person(
    keyer: Keyer, uid: UUID, name: str, id_sealed: bytes | None, phone_sealed: bytes | None
) -> Row:
    """What belongs into `OF_PERSON`."""
    phones = keyer.phones(seals.opened_phone(uid, phone_sealed))
    return reading(name), *phones, keyer.tail(uid, seals.opened_id(uid, id_sealed))


def of_household(keyer: Keyer, uid: UUID, phone_sealed: bytes | None) -> Row:
    """What belongs into `OF_HOUSEHOLD`."""
    return tuple(keyer.phones(seals.opened_household_phone(uid, phone_sealed)))


def _corrected(
    model: type[models.Model],
    columns: tuple[str, ...],
    right: Callable[[Row], Row],
    is_rehearsed: bool,
    tell: Tell,
) -> int:
    """Correct the last columns of a model, which are those that `right` computes."""
    wrong = done = 0
    for rows in _in_parts(model, columns):
        due = [(pk, right(tuple(told))) for pk, *told in rows]
        changed = [
            (pk, *keys)
            for (pk, keys), row in zip(due, rows, strict=True)
            if row[-len(keys) :] != keys
        ]
        if changed and not is_rehearsed:
            bulk.update(model, columns[-len(changed[0]) + 1 :], changed)
        wrong, done = wrong + len(changed), done + len(rows)
        tell(done)
    return wrong


def _in_parts(model: type[models.Model], columns: tuple[str, ...]) -> Iterator[list[Row]]:
    """All rows, some thousand at a time; in between they may be written to."""
    last = 0
    while True:
        rest = model._default_manager.filter(pk__gt=last).order_by("pk")
        rows = list(rest.values_list("pk", *columns)[:_AT_ONCE])
        if not rows:
            return
        last = rows[-1][0]
        yield rows
