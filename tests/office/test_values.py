"""Cells mean what the office meant: codes keep their digits, days come in many forms."""

from datetime import date, datetime, time

import pytest

from yushui.office.values import column_letters, day_of, has_lost_digits, text_of


DAY = date(2025, 7, 18)


@pytest.mark.parametrize(
    "value",
    [
        DAY, datetime.combine(DAY, time(9, 30)), "2025-07-18", "2025/7/18", "2025.7.18",
        "2025年7月18日", "2025 年 7 月 18 日", "20250718", "２０２５年７月１８日", 45856.0,
        "2025-07-18 00:00:00",
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_form(value):
    assert day_of(value) == DAY


@pytest.mark.parametrize(
    "value", ["", "七月", "2025年2月30日", "2025", 2025.0 / 7, 100.0, None, "13/7/2025"]
)
def test_what_is_not_a_day_is_not_guessed(value):
    assert day_of(value) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3.0, "3"), (3.5, "3.5"), (True, "是"), (None, ""), (" 王小明 ", "王小明"),
        (datetime.combine(DAY, time()), "2025-07-18"), (13800000001.0, "13800000001"),
    ],
)  # fmt: skip
def test_a_cell_is_written_as_a_person_would(value, expected):
    assert text_of(value) == expected


@pytest.mark.parametrize(
    ("value", "lost"),
    [
        (140105194912310029.0, True), ("4.40981E+17", True), ("1.40105E+17", True),
        ("14010519491231002X", False), (13800000001.0, False), ("", False), (True, False),
    ],
)  # fmt: skip
def test_a_code_that_was_kept_as_a_number_is_known(value, lost):
    assert has_lost_digits(value) is lost


@pytest.mark.parametrize(("index", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ")])
def test_columns_are_named_as_in_the_spreadsheet(index, letters):
    assert column_letters(index) == letters
