"""Working days: weekends are out, holidays too, and weekends worked in for them are in."""

from datetime import date

import pytest

from yushui.kernel import workdays


DAYS = {
    "an ordinary Friday": (date(2026, 7, 24), True),
    "an ordinary Saturday": (date(2026, 7, 25), False),
    "the eve of 春节, a Monday": (date(2026, 2, 16), False),
    "a Saturday worked in for 春节": (date(2026, 2, 14), True),
    "国庆, a Thursday": (date(2026, 10, 1), False),
    "a Tuesday of a year nobody has arranged": (date(2044, 2, 2), True),
}


@pytest.mark.parametrize(("day", "is_working"), DAYS.values(), ids=DAYS)
def test_which_days_are_worked(day, is_working):
    assert workdays.is_working(day) is is_working


BACK = {
    "over a weekend": (date(2026, 8, 10), 3, date(2026, 8, 5)),
    "over the whole of 春节": (date(2026, 2, 25), 3, date(2026, 2, 13)),
    "not at all": (date(2026, 8, 9), 0, date(2026, 8, 9)),
}


@pytest.mark.parametrize(("day", "count", "expected"), BACK.values(), ids=BACK)
def test_counting_back(day, count, expected):
    assert workdays.before(day, count) == expected
