"""Writing tens of thousands of rows: the one module that knows how each database likes it.

PostgreSQL takes them through COPY, SQLite through one prepared statement. Both run inside the
caller's transaction, so either all rows are there or none. Model instances would cost several
times as much as everything else an import does.
"""

import gc
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import chain, count, islice
from operator import attrgetter
from struct import iter_unpack
from typing import Any
from uuid import UUID

from django.db import connection, models

from yushui.kernel import clock


Rows = Iterable[Sequence[Any]]

_ADDED_AT_ONCE = 400  # rows of one statement
_FETCHED_AT_ONCE = 5000  # parameters of one query; SQLite takes 32,766


def make_room() -> None:
    """Let SQLite hold the pages being written in memory, for as long as the connection lives.

    With its usual two megabytes it would spill them before the commit, and lock readers out.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA cache_size = -65536")


def tell_planner(*tables: type[models.Model]) -> None:
    """Let PostgreSQL count again after many rows came in.

    Until it does so by itself, a minute later, it takes the tables for empty and joins them row by
    row: the next roster of the same county would take minutes for one query.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(_quoted(one._meta.db_table) for one in tables)}")


def insert(model: type[models.Model], columns: Sequence[str], rows: Rows) -> None:
    """Add rows given in the order of `columns`, attribute names of the model."""
    table, names = _quoted(model._meta.db_table), ", ".join(_names(model, columns))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _copy(cursor, f"{table} ({names})", _adapted(model, columns, rows))
            return
        _insert_many(cursor, f"{table} ({names})", len(columns), _adapted(model, columns, rows))


def update(model: type[models.Model], columns: Sequence[str], rows: Rows) -> None:
    """Change rows by key: each row is the key and then the columns; None leaves one as it is."""
    table, key, names = _quoted(model._meta.db_table), _key(model), _names(model, columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            news = _adapted(model, [model._meta.pk.attname, *columns], rows)
            _update_from(cursor, table, [key, *names], news)
            return
        sets = ", ".join(f"{name} = COALESCE(%s, {name})" for name in names)
        statement = f"UPDATE {table} SET {sets} WHERE {key} = %s"  # noqa: S608
        turned = ((*row[1:], row[0]) for row in rows)
        cursor.executemany(statement, _adapted(model, columns, turned))


def _insert_many(cursor: Any, target: str, width: int, rows: Iterator[list[Any]]) -> None:
    """Hundreds of rows to a statement: beginning one costs as much as adding a short row."""
    marks = f"({', '.join(['%s'] * width)})"
    while part := list(islice(rows, _ADDED_AT_ONCE)):
        statement = f"INSERT INTO {target} VALUES {', '.join([marks] * len(part))}"  # noqa: S608
        cursor.execute(statement, list(chain.from_iterable(part)))


def _copy(cursor: Any, target: str, rows: Rows) -> None:
    # The copy is the driver's own: what a constraint refuses is told as of any other statement.
    with connection.wrap_database_errors, cursor.copy(f"COPY {target} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _update_from(cursor: Any, table: str, names: list[str], rows: Rows) -> None:
    """Copy the news beside the table, then join: PostgreSQL has no faster way."""
    key, *others = names
    listed = ", ".join(names)
    cursor.execute(
        f"CREATE TEMPORARY TABLE news ON COMMIT DROP AS SELECT {listed} FROM {table} LIMIT 0"  # noqa: S608
    )
    _copy(cursor, f"news ({listed})", rows)
    sets = ", ".join(f"{name} = COALESCE(news.{name}, told.{name})" for name in others)
    where = f"told.{key} = news.{key}"
    cursor.execute(f"UPDATE {table} told SET {sets} FROM news WHERE {where}")  # noqa: S608
    cursor.execute("DROP TABLE news")


def fresh_uids() -> Iterator[UUID]:
    """Ids without end that sort as they were made: version 7 of RFC 9562, with a counter.

    Ids in random order would touch a different page of their index for every row.
    """
    moment = int(clock.now().timestamp() * 1000) << 80 | 7 << 76 | 2 << 62
    for number in count():
        low = number & 0x3FFF
        if not low & 0x3FF:  # a thousand random parts for one question to the system
            drawn = iter_unpack(">Q", os.urandom(8 * 0x400))
        (chance,) = next(drawn)
        yield UUID(int=moment | (number >> 14 & 0xFFF) << 64 | low << 48 | chance >> 16)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Keep Python from looking for cycles among a million live objects, again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def take_ids(model: type[models.Model], count: int) -> range | list[int]:
    """Ids for `count` new rows, reserved for this transaction."""
    if not count:
        return []
    table, key = model._meta.db_table, _key(model).strip('"')
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table, key])
            (sequence,) = cursor.fetchone()
            # The name of the sequence once and one row: as many rows as ids take five times longer.
            cursor.execute(
                "SELECT array_agg(nextval(%s::regclass)) FROM generate_series(1, %s)",
                [sequence, count],
            )
            return list(cursor.fetchone()[0])
        # The transaction holds the write lock, and AUTOINCREMENT continues after the highest id.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        row = cursor.fetchone()
    first = 1 + (row[0] if row else 0)
    return range(first, first + count)


def in_parts(
    values: Iterable[Any], find: Callable[[list[Any]], models.QuerySet[Any, Any]]
) -> Iterator[Any]:
    """Yield what `find` finds for the values, asked for in parts that a query can hold."""
    rest = iter(values)
    while part := list(islice(rest, _FETCHED_AT_ONCE)):
        yield from find(part)


def _names(model: type[models.Model], columns: Sequence[str]) -> list[str]:
    by_attribute = {field.attname: field.column for field in model._meta.concrete_fields}
    return [_quoted(by_attribute[column] or "") for column in columns]


def _key(model: type[models.Model]) -> str:
    column = model._meta.pk.column
    assert column is not None, "Every model of ours has a key of one column."
    return _quoted(column)


def _quoted(name: str) -> str:
    return str(connection.ops.quote_name(name))


def _adapted(model: type[models.Model], columns: Sequence[str], rows: Rows) -> Any:
    """Values as SQLite keeps them and COPY takes them: ids as hex digits, moments written out.

    One moment stands in every row of an import; psycopg would write it anew for each.
    """
    kinds = {field.attname: type(field) for field in model._meta.concrete_fields}
    wanted = [
        (place, _ADAPTERS[kinds[column]])
        for place, column in enumerate(columns)
        if kinds[column] in _ADAPTERS
    ]
    for row in rows:
        cells = list(row)
        for place, adapt in wanted:
            if cells[place] is not None:
                cells[place] = adapt(cells[place])
        yield cells


@lru_cache(maxsize=4)  # one moment stands in every row
def _moment(value: datetime) -> str:
    """In UTC; SQLite keeps no zone."""
    written = value.astimezone(UTC)
    is_bare = connection.vendor == "sqlite"
    return (written.replace(tzinfo=None) if is_bare else written).isoformat(" ")


_ADAPTERS: dict[type, Callable[[Any], str]] = {
    models.UUIDField: attrgetter("hex"),
    models.DateField: date.isoformat,
    models.DateTimeField: _moment,
}
