"""Days of a campaign: its window, internal days, and what a day may be moved to."""

from datetime import date

import pytest

from yushui.campaigns import rules
from yushui.kernel.errors import RuleViolation


def day(text):
    return date.fromisoformat(f"2026-{text}")


BACKWARDS = {
    "one level": ("08-10", 1, "07-25", "08-05"),
    "two levels": ("08-10", 2, "07-25", "07-31"),
    "no level": ("08-10", 0, "07-25", "08-10"),
    "not in the past while there is time": ("07-28", 1, "07-25", "07-25"),
    "in the past where all is past": ("07-20", 1, "07-25", "07-15"),
    "not before the campaign began": ("07-13", 1, "07-25", "07-10"),
}


@pytest.mark.parametrize(("owed", "levels", "today", "expected"), BACKWARDS.values(), ids=BACKWARDS)
def test_counting_back(owed, levels, today, expected):
    found = rules.backwards(day(owed), levels=levels, today=day(today), starts_on=day("07-10"))
    assert found == day(expected)


WINDOWS = {
    "to two weeks after the festival": (day("08-01"), None, day("08-16")),
    "to the last day due, if later (S0-59)": (day("08-01"), day("09-20"), day("09-20")),
    "a month without a festival": (None, None, day("08-09")),
    "never before it began": (day("05-01"), None, day("07-10")),
}


@pytest.mark.parametrize(("festival", "due", "ends"), WINDOWS.values(), ids=WINDOWS)
def test_the_window_of_a_campaign(festival, due, ends):
    found = rules.window(announced_on=day("07-10"), festival_on=festival, last_due_on=due)
    assert found == (day("07-10"), ends)


CHECKS = {
    "none": (None, None),
    "inside": ("08-01", None),
    "the last day": ("08-10", None),
    "before the campaign": ("07-09", "不能早于"),
    "after the notice's own": ("08-11", "不能晚于"),
}


@pytest.mark.parametrize(("due", "said"), CHECKS.values(), ids=CHECKS)
def test_where_an_internal_day_may_lie(due, said):
    def check():
        rules.check_due(due and day(due), starts_on=day("07-10"), owed_above_on=day("08-10"))

    if said:
        with pytest.raises(RuleViolation, match=said):
            check()
    else:
        check()
