"""Ids chosen before rows are written, because a path contains the ids of all ancestors."""

from typing import Any

from django.core.management.color import no_style
from django.db import connection, models
from django.db.models import Max


def take_turn(top: models.QuerySet[Any]) -> None:
    """Of two who choose ids the second waits here until the first has committed.

    `top` are the places above all others: rows that are there from the beginning and of which a
    decree, once a year, is the only writer.
    """
    list(top.select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True))


def next_id(model: type[models.Model]) -> int:
    highest: int | None = model._base_manager.aggregate(top=Max("pk"))["top"]
    return (highest or 0) + 1


def after_own_ids(model: type[models.Model]) -> None:
    """Let the database's own numbering continue after ids that were chosen here."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [model]):
            cursor.execute(statement)
