"""What falls due again and again: RFC 5545 rules and the first day they name.

The first day is worked out here, so that a rule can stand beside its next date on the page
without another program having to expand it.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


LAST_DAY = -1
QUARTER_ENDS = (3, 6, 9, 12)
QUARTER_STARTS = (1, 4, 7, 10)
HALF_YEAR_ENDS = (6, 12)
EVERY_MONTH = tuple(range(1, 13))
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class Yearly:
    """The same day in each of some months of every year; `day` −1 is the last of the month."""

    months: tuple[int, ...]
    day: int

    def rule(self) -> str:
        if self.months == EVERY_MONTH:
            return f"FREQ=MONTHLY;BYMONTHDAY={self.day}"
        months = ",".join(str(month) for month in self.months)
        return f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={self.day}"

    def first_from(self, start: date) -> date:
        return next(day for day in self._days(start.year) if day >= start)

    def _days(self, year: int) -> Iterator[date]:
        while True:
            for month in self.months:
                yield day_of(year, month, self.day)
            year += 1


@dataclass(frozen=True)
class Weekly:
    """The same day of every week, Monday being 0."""

    weekday: int

    def rule(self) -> str:
        return f"FREQ=WEEKLY;BYDAY={_WEEKDAYS[self.weekday]}"

    def first_from(self, start: date) -> date:
        return start + timedelta(days=(self.weekday - start.weekday()) % 7)


@dataclass(frozen=True)
class Daily:
    """Every day."""

    def rule(self) -> str:
        return "FREQ=DAILY"

    def first_from(self, start: date) -> date:
        return start


Recurrence = Yearly | Weekly | Daily


def day_of(year: int, month: int, day: int) -> date:
    """A day of a month; −1, or a day past the month's end, is its last."""
    last = monthrange(year, month)[1]
    return date(year, month, last if day == LAST_DAY else min(day, last))
