"""Rules about campaigns and their days that need no database."""

from collections.abc import Iterable
from datetime import date, timedelta

from yushui.kernel import workdays
from yushui.kernel.errors import RuleViolation


# A superior needs its subordinates' figures before its own day (requirements, catalogue A).
DAYS_PER_LEVEL = 3
# How long before its first day a notice without a date is taken to have gone out.
LEAD = timedelta(days=21)
# How long a campaign runs on after its festival when the notice says nothing.
AFTER_FESTIVAL = timedelta(days=15)
WITHOUT_FESTIVAL = timedelta(days=30)


def backwards(owed_on: date, *, levels: int, today: date, starts_on: date) -> date:
    """`owed_on` moved back three working days for each level.

    Nobody is late from the first minute: while the day owed is still ahead the result is not in
    the past, and it is never before the campaign began.
    """
    day = max(workdays.before(owed_on, DAYS_PER_LEVEL * levels), min(starts_on, owed_on))
    return max(day, today) if today <= owed_on else day


def announced(signed_on: date | None, *, today: date, days: Iterable[date | None]) -> date:
    """The day work begins: that of the notice, or for one without a day (S2-39) today.

    A notice taken in after its day began three weeks before the first day it names.
    """
    named = [day for day in days if day is not None]
    return signed_on or min([today, *(day - LEAD for day in named)])


def window(
    *, announced_on: date, festival_on: date | None, last_due_on: date | None
) -> tuple[date, date]:
    """First and last day of a campaign: from the notice to after the festival and the last day due.

    A report may be due before the festival is over; what is done later still belongs to the
    campaign and goes into a supplement (S0-59).
    """
    ends = [announced_on + WITHOUT_FESTIVAL] if festival_on is None else []
    if festival_on is not None:
        ends.append(festival_on + AFTER_FESTIVAL)
    if last_due_on is not None:
        ends.append(last_due_on)
    return announced_on, max([announced_on, *ends])


def check_due(due_on: date | None, *, starts_on: date, owed_above_on: date | None) -> None:
    if due_on is None:
        return
    if due_on < starts_on:
        raise RuleViolation("内部期限不能早于活动开始日期。", field="due_on")
    if owed_above_on is not None and due_on > owed_above_on:
        raise RuleViolation(
            f"内部期限不能晚于上级要求的 {owed_above_on:%Y年%-m月%-d日}。", field="due_on"
        )
