"""A column for materialised paths."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper


class PathField(models.CharField):  # type: ignore[type-arg]
    """Compared byte by byte everywhere, so that a subtree is one range of the index.

    PostgreSQL's usual collations ignore the slash when they sort; SQLite compares bytes anyway.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 80, "editable": False} | kwargs)

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        collation = "C" if connection.vendor == "postgresql" else None
        return super().db_parameters(connection) | {"collation": collation}
