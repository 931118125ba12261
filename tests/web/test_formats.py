"""Days, numbers and money in the offices' habits."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from yushui.web import formats
from yushui.web.templatetags.yushui import fen_wan


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2025, 7, 18), "2025年7月18日"),
        (datetime(2025, 7, 17, 16, 30, tzinfo=UTC), "2025年7月18日"),  # past midnight in Shanghai
        (None, ""),
    ],
)
def test_a_day(value, text):
    assert formats.day(value) == text


def test_a_day_of_this_year_needs_no_year():
    assert formats.short_day(date(2026, 8, 1), year=2026) == "8月1日"
    assert formats.short_day(date(2025, 8, 1), year=2026) == "2025年8月1日"


def test_a_moment_is_told_in_shanghai():
    assert formats.moment(datetime(2025, 7, 18, 1, 5, tzinfo=UTC)) == "2025年7月18日 09:05"


@pytest.mark.parametrize(("value", "text"), [(12345, "12,345"), (0, "0"), (None, "—")])
def test_a_count(value, text):
    assert formats.count(value) == text


@pytest.mark.parametrize(
    ("value", "yuan", "wan"),
    [
        (Decimal("1234.5"), "1,234.50 元", "0.12 万元"),
        (Decimal("86050"), "86,050.00 元", "8.61 万元"),
        (0, "0.00 元", "0.00 万元"),
        (None, "—", "—"),
    ],
)
def test_money(value, yuan, wan):
    assert formats.yuan(value) == yuan
    assert formats.wan(value) == wan


@pytest.mark.parametrize(
    ("due", "text"),
    [
        (date(2026, 7, 23), "逾期 2 天"),
        (date(2026, 7, 25), "今天截止"),
        (date(2026, 7, 26), "还有 1 天"),
        (None, ""),
    ],
)
def test_days_left(due, text):
    assert formats.days_left(due, today=date(2026, 7, 25)) == text


@pytest.mark.parametrize(
    ("fen", "told"), [(145_000, "1,450.00 元"), (999_999, "9,999.99 元"), (1_000_000, "1.00 万元")]
)
def test_little_money_is_told_to_the_fen(fen, told):
    assert fen_wan(fen) == told
