"""What holds of a try and of an excuse, asked without a database."""

from datetime import date

import pytest

from yushui.kernel.errors import RuleViolation
from yushui.visits import rules
from yushui.visits.lifecycle import Excuse


TODAY = date(2026, 7, 25)
ROUND = {"starts_on": date(2026, 7, 10), "ends_on": date(2026, 8, 15)}


@pytest.mark.parametrize("day", [date(2026, 7, 10), date(2026, 7, 24), TODAY])
def test_a_try_was_made_in_the_campaign(day):
    rules.check_tried_on(day, today=TODAY, **ROUND)


@pytest.mark.parametrize(
    ("day", "today", "said"),
    [
        (date(2026, 7, 26), TODAY, "不能晚于今天"),
        (date(2026, 7, 9), TODAY, "2026年7月10日至2026年8月15日"),
        (date(2026, 8, 16), date(2026, 8, 20), "不在活动期间"),
    ],
    ids=["tomorrow", "before the campaign", "after the campaign"],
)
def test_a_try_of_another_day_is_refused(day, today, said):
    with pytest.raises(RuleViolation, match=said) as refusal:
        rules.check_tried_on(day, today=today, **ROUND)
    assert refusal.value.field == "tried_on"


@pytest.mark.parametrize(
    ("day", "said"),
    [(TODAY, "今天已经登记过一次未遇"), (date(2026, 7, 9), "7月9日已经登记过一次未遇")],
)
def test_a_day_that_is_taken_is_named(day, said):
    assert rules.day_taken(day, today=TODAY).message == f"{said}，第二次上门请另选一天。"


@pytest.mark.parametrize("excuse", Excuse.values)
def test_after_a_second_try_there_is_an_excuse(excuse):  # S0-70
    rules.check_excuse(excuse, tries=2)
    rules.check_excuse(excuse, tries=3)


@pytest.mark.parametrize("tries", [0, 1])
@pytest.mark.parametrize("excuse", Excuse.values)
def test_without_a_second_try_there_is_none(excuse, tries):  # S0-70
    with pytest.raises(RuleViolation, match="上门") as refusal:
        rules.check_excuse(excuse, tries=tries)
    assert refusal.value.field == "excuse"


def test_without_a_reason_there_is_none():
    with pytest.raises(RuleViolation, match="原因"):
        rules.check_excuse("", tries=2)
