"""The database itself refuses to change the trail, whoever asks."""

import pytest
from django.db import IntegrityError, connection, transaction

from tests.audit import make
from tests.trail import sweep, unguarded
from yushui.audit.models import Event, Seal
from yushui.audit.sealing import seal_pending


@pytest.fixture(autouse=True)
def _trail():
    make.events(2)
    seal_pending()


@pytest.mark.parametrize("table", ["audit_event", "audit_seal"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET at = at", "DELETE FROM {}"])
def test_a_row_can_be_neither_changed_nor_removed(table, statement):
    with (
        pytest.raises(IntegrityError, match=f"{table} is append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(table))
    assert (Event.objects.count(), Seal.objects.count()) == (2, 1)


@pytest.mark.postgres_only
@pytest.mark.parametrize("table", ["audit_event", "audit_seal"])
def test_a_table_cannot_be_truncated(table):
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"TRUNCATE {table}")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has INSERT OR REPLACE")
def test_a_row_cannot_be_replaced():
    with pytest.raises(IntegrityError, match="append-only"), connection.cursor() as cursor:
        cursor.execute("INSERT OR REPLACE INTO audit_event SELECT * FROM audit_event")


def test_the_orm_is_refused_as_well():
    event = Event.objects.first()
    for change in (event.save, event.delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_the_guard_is_back_after_a_sweep():
    sweep()
    assert not Event.objects.exists()
    make.events(1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.all().delete()


def test_only_lifting_the_guard_lets_a_row_go():
    with unguarded():
        Event.objects.first().delete()
    assert Event.objects.count() == 1
