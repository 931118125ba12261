"""Columns that are compared byte by byte: materialised paths, and what is searched by its start."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class BytewiseField(models.CharField):  # type: ignore[type-arg]
    """Compared byte by byte everywhere, so that all that begins alike is one range of the index.

    PostgreSQL's usual collations ignore some characters when they sort; SQLite compares bytes
    anyway.
    """

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        collation = "C" if connection.vendor == "postgresql" else None
        return super().db_parameters(connection) | {"collation": collation}


class PathField(BytewiseField):
    """A materialised path: a subtree is one range of the index."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 80, "editable": False} | kwargs)
