"""Personal numbers lie sealed in the database, and open only in their own row (C-23, C-24)."""

from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from tests import make
from tests.people.sheets import id_number, row
from yushui.kernel.secrets import Tampered
from yushui.people import seals
from yushui.people.models import Belonging, Household, Look, Person, Roster


def everything_stored() -> bytes:
    """Every value of every table, as the database would give it to a thief."""
    held = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            held += [repr([bytes(v) if isinstance(v, memoryview) else v for v in line])
                     for line in cursor.fetchall()]  # fmt: skip
    return "\n".join(held).encode()


def test_no_number_stands_in_the_database(county):
    roster = county.check([row(1), row(2, 性别="女")])
    assert roster.problems
    county.take_in([row(n, 联系电话=f"1390000{n:04}") for n in range(1, 6)])
    held = everything_stored()
    assert "王建国".encode() in held
    for n in range(1, 6):
        assert id_number(n).encode() not in held
        assert f"1390000{n:04}".encode() not in held


@pytest.mark.django_db(transaction=True)
def test_no_number_stands_in_the_file_either(county):
    if connection.vendor != "sqlite":
        pytest.skip("only SQLite keeps the data in a file of ours")
    county.take_in([row(n) for n in range(1, 40)])
    path = Path(connection.settings_dict["NAME"])
    held = path.read_bytes()
    assert "王建国".encode() in held
    assert not [n for n in range(1, 40) if id_number(n).encode() in held]


def test_no_number_stands_in_the_files_kept(county, settings):
    county.check([row(1), row(2, 性别="女")])
    kept = [path.read_bytes() for path in settings.YUSHUI_FILES.rglob("*") if path.is_file()]
    assert len(kept) == 2  # the roster, and the copy of its wrong rows
    # A workbook is deflated, so the number would not show in it either: what shows is its form.
    assert not [content for content in kept if content[:2] == b"PK"]


def test_a_sealed_number_does_not_open_in_another_row(county):
    county.take_in([row(1), row(2)])
    one, other = Person.objects.order_by("pk")
    one.id_sealed = other.id_sealed
    with pytest.raises(Tampered):
        seals.id_card(one)


def test_the_index_is_keyed_and_not_a_plain_digest(county):
    county.take_in([row()])
    assert Person.objects.get().id_index == seals.id_index(id_number())
    assert len(Person.objects.get().id_index) == 64


@pytest.mark.parametrize(
    "break_it",
    [
        lambda: make.person(id_index="x") and make.person(id_index="x"),
        lambda: Belonging.objects.create(person=make.person(), category="veteran"),
        lambda: Look.objects.create(
            person=make.person(), field="phone", reason="", at="2026-07-25T00:00Z",
            by_id="1", by_name="李文",
        ),
    ],
    ids=["one person per number", "in a category once", "a look has a reason"],
)  # fmt: skip
def test_the_database_itself_refuses(break_it):
    with pytest.raises(IntegrityError), transaction.atomic():
        break_it()


def test_an_imported_roster_has_a_moment(county):
    roster = county.stage([row()])
    with pytest.raises(IntegrityError), transaction.atomic():
        Roster.objects.filter(pk=roster.pk).update(state="imported")


def test_two_households_with_one_code_cannot_be_stored():
    one = make.household()
    other = make.household(one.region)
    with pytest.raises(IntegrityError), transaction.atomic():
        Household.objects.filter(pk=other.pk).update(code=one.code)
