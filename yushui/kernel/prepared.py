"""An INSERT of one row that PostgreSQL parses and plans once for each connection.

The values stand in the statement as text all the same: sent apart from it, as the driver prepares
statements, they cost the client more than the server saves. SQLite gets the plain statement.
"""

from collections.abc import Sequence
from weakref import WeakSet

from django.db import connection
from django.db.backends.utils import CursorWrapper


_INSERT = "INSERT INTO {table} ({columns}) VALUES ({values}) {ending}"


class Insert:
    def __init__(self, table: str, columns: Sequence[str], *, ending: str = "") -> None:
        self._name = f"into_{table}"
        self._into = {
            "table": table,
            "columns": ", ".join(f'"{column}"' for column in columns),
            "ending": ending,
        }
        self._holes = ", ".join(f"${at}" for at in range(1, len(columns) + 1))
        self._prepared: WeakSet[object] = WeakSet()  # by these connections

    def sql(self, cursor: CursorWrapper, values: str) -> str:
        """The statement for these values, which stand in the order of the columns."""
        if connection.vendor != "postgresql":
            return _INSERT.format(values=values, **self._into)
        # A rollback undoes neither this nor what we remember of it.
        if (driver := connection.connection) not in self._prepared:
            prepared = _INSERT.format(values=self._holes, **self._into)
            cursor.execute(f"PREPARE {self._name} AS {prepared}")
            self._prepared.add(driver)
        return f"EXECUTE {self._name} ({values})"
