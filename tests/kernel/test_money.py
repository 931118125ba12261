"""Money comes back as it went in, one row or a thousand."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import F, Max, Sum
from django.test.utils import isolate_apps
from hypothesis import given, settings
from hypothesis import strategies as st

from yushui.kernel import money
from yushui.kernel.errors import RuleViolation
from yushui.kernel.money import MoneyField


@pytest.fixture
def payments(db):
    """A table of one column, so that the field is tested apart from any app."""
    with isolate_apps("yushui"):

        class Payment(models.Model):
            amount = MoneyField(default=0)
            extra = MoneyField(null=True)

            class Meta:
                app_label = "kernel"

            def __str__(self):
                return f"{self.amount}"

    statement, _ = connection.schema_editor().table_sql(Payment)
    with connection.cursor() as cursor:
        cursor.execute(statement)
    return Payment.objects


def test_a_sum_of_money_is_exact(payments):
    payments.bulk_create(payments.model(amount=Decimal("0.10")) for _ in range(3))
    assert payments.aggregate(total=Sum("amount"))["total"] == Decimal("0.30")
    assert payments.filter(amount__gt=Decimal("0.09")).count() == 3
    assert payments.filter(amount__in=[Decimal("0.10"), 5]).count() == 3


def test_money_in_the_database_is_whole_fen(payments):
    payments.create(amount=Decimal("1234.50"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT amount FROM kernel_payment")
        assert cursor.fetchall() == [(123450,)]


def test_the_sum_of_no_rows_may_be_zero_yuan(payments):
    assert payments.aggregate(total=Sum("amount", default=Decimal(0)))["total"] == Decimal(0)


def test_money_is_added_in_the_database_as_yuan(payments):
    row = payments.create(amount=Decimal("0.10"), extra=Decimal("0.25"))
    payments.filter(pk=row.pk).update(amount=F("amount") + F("extra"))
    assert payments.aggregate(most=Max("amount"))["most"] == Decimal("0.35")


def test_absent_money_stays_absent(payments):
    payments.create(extra=None)
    assert payments.get().extra is None


@pytest.mark.parametrize("yuan", [Decimal("0.005"), Decimal("NaN"), Decimal("Infinity")])
def test_half_a_fen_is_refused(yuan):
    with pytest.raises(ValueError, match="whole number of fen"):
        MoneyField().get_prep_value(yuan)


def test_a_float_is_refused_even_when_it_happens_to_be_exact():
    with pytest.raises(TypeError, match="float"):
        money.fen_of(0.5)


@pytest.mark.parametrize("value", ["abc", "0.001", 0.1])
def test_a_field_refuses_what_is_no_amount(value):
    with pytest.raises(ValidationError, match="金额应是数字"):
        MoneyField().to_python(value)


def test_a_form_asks_for_yuan():
    assert MoneyField().formfield().clean("1234.50") == Decimal("1234.50")


@pytest.mark.parametrize(
    ("text", "fen"),
    [
        ("1234.5", 123450),
        ("1,234.50", 123450),
        ("１，２３４．５０", 123450),
        (" 1 234.50 元", 123450),
        ("￥500", 50000),
        ("人民币500元整", 50000),
        ("1.2万", 1200000),
        ("1.2 万元", 1200000),
        ("8.61万元", 8610000),
        ("0.3亿元", 3_000_000_000),
        ("3千元", 300000),
        ("-20", -2000),
        ("负20元", -2000),
        ("0", 0),
        ("0.01", 1),
        ("500.", 50000),
        ("12.3400", 1234),
    ],
)
def test_an_amount_is_read_as_people_type_it(text, fen):
    assert money.fen_from_text(text) == fen


def test_a_column_in_wan_is_read_in_wan_unless_the_cell_says_otherwise():
    assert money.fen_from_text("8.61", unit="万元") == 8610000
    assert money.fen_from_text("500元", unit="万元") == 50000


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "没有填写"),
        ("　", "没有填写"),
        ("五百", "看不懂金额“五百”"),
        ("12,34", "看不懂"),
        ("1.2.3", "看不懂"),
        ("1.5E+3", "看不懂"),
        ("500美元", "看不懂"),
        ("0.005", "精确到分"),
        ("9" * 30, "太大"),
    ],
)
def test_an_amount_nobody_could_book_is_refused_in_words(text, why):
    with pytest.raises(RuleViolation, match=why):
        money.fen_from_text(text)


@settings(deadline=None)
@given(st.integers(-money.LARGEST_FEN, money.LARGEST_FEN))
def test_what_is_printed_is_read_back(fen):
    assert money.fen_from_text(money.yuan_text(fen)) == fen
    assert money.fen_of(money.yuan_of(fen)) == fen


def test_yuan_are_grouped_by_thousands():
    assert money.yuan_text(123450) == "1,234.50"
    assert money.yuan_text(-5) == "-0.05"


def test_wan_is_summed_first_and_rounded_half_up_once():  # C-63, S1-69
    parts = [1234567] * 7
    assert money.wan_text(sum(parts)) == "8.64"
    assert money.wan_text(1230000 * 7) == "8.61"
    assert money.wan_text(5000) == "0.01"  # half of 0.01 万元 goes up
    assert money.wan_text(123_456_789_000, places=4) == "123,456.7890"
