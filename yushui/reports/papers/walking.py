"""Many rows in the order of a walk, a step at a time."""

from collections.abc import Iterator
from typing import TypeVar

from django.db.models import Model, QuerySet


Row = TypeVar("Row", bound=Model)


def steps(ordered: QuerySet[Row], length: int) -> Iterator[list[Row]]:
    """Yield the rows in their order, so many at once, each time asked for anew.

    Not from one open cursor: on SQLite that would keep others from committing, and whoever reports
    progress in between would wait for them in vain.
    """
    keys = list(ordered.values_list("pk", flat=True))
    for start in range(0, len(keys), length):
        yield list(ordered.filter(pk__in=keys[start : start + length]))
