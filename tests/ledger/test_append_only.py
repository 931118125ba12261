"""The database itself refuses to change a posting, whoever asks."""

import pytest
from django.db import IntegrityError, connection, transaction

from yushui.ledger.models import Posting


@pytest.fixture(autouse=True)
def _posting(land):
    land.post(land.entry(count=3))


@pytest.mark.parametrize(
    "statement", ["UPDATE ledger_posting SET visits = 4", "DELETE FROM ledger_posting"]
)
def test_a_posting_can_be_neither_changed_nor_removed(statement):
    with (
        pytest.raises(IntegrityError, match="ledger_posting is append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert Posting.objects.get().visits == 3


def test_the_orm_is_refused_as_well():
    posting = Posting.objects.get()
    for change in (posting.save, posting.delete):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_the_ledger_cannot_be_truncated():
    with (
        pytest.raises(IntegrityError, match="append-only"),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE ledger_posting")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite has INSERT OR REPLACE")
def test_a_posting_cannot_be_replaced():
    with pytest.raises(IntegrityError, match="append-only"), connection.cursor() as cursor:
        cursor.execute("INSERT OR REPLACE INTO ledger_posting SELECT * FROM ledger_posting")
