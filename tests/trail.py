"""What only somebody with the run of the database could do to the trail."""

from contextlib import contextmanager

from django.db import connection

from yushui.audit.models import Event, Seal


TABLES = ("audit_event", "audit_seal")


@contextmanager
def unguarded():
    """Take the triggers off the audit tables, and put them back."""
    off, on = _postgresql() if connection.vendor == "postgresql" else _sqlite()
    _execute(off)
    try:
        yield
    finally:
        _execute(on)


def sweep():
    """Empty the trail, as a test must that could not run inside one transaction."""
    with unguarded():
        Event.objects.all().delete()
        Seal.objects.all().delete()


def execute(statement, *values):
    """Run SQL behind the application's back; returns how many rows it touched."""
    with unguarded(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def _postgresql():
    return (
        [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in TABLES],
        [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in TABLES],
    )


def _sqlite():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN (%s, %s)",
            TABLES,
        )
        triggers = cursor.fetchall()
    return [f"DROP TRIGGER {name}" for name, _ in triggers], [sql for _, sql in triggers]


def _execute(statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
