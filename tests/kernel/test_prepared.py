"""A prepared INSERT says the same as a plain one, whatever became of its first transaction."""

import pytest
from django.db import connection, transaction

from yushui.kernel.prepared import Insert
from yushui.ledger.models import CategorySet


pytestmark = pytest.mark.django_db

INTO = Insert("ledger_categoryset", ("codes",), ending="ON CONFLICT DO NOTHING RETURNING id")


def _insert(codes):
    with connection.cursor() as cursor:
        cursor.execute(INTO.sql(cursor, "%s"), [codes])
        return [row[0] for row in cursor.fetchall()]


def test_the_row_is_there_with_its_id():
    (number,) = _insert("veteran,'; --")
    assert CategorySet.objects.get(pk=number).codes == "veteran,'; --"
    assert _insert("veteran,'; --") == []


def test_a_rollback_does_not_make_it_forget():
    with transaction.atomic():
        _insert("aged_80")
        transaction.set_rollback(True)
    assert _insert("aged_80")
    assert CategorySet.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_every_connection_prepares_its_own():
    _insert("poor")
    connection.close()
    assert _insert("martyr")


@pytest.mark.postgres_only
def test_it_is_prepared_once():
    for codes in ("a", "b", "c"):
        _insert(codes)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT COUNT(*) FROM pg_prepared_statements WHERE name LIKE 'into_led%cat%'"
        )
        assert cursor.fetchone() == (1,)
