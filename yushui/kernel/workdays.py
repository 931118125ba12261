"""Working days: the weekdays, less the statutory holidays, plus the weekends worked in for them.

The State Council's yearly arrangement is dated data of `lunar_python`; of a year it does not know
yet only the weekends are taken out.
"""

from datetime import date, timedelta

from lunar_python.util import HolidayUtil


def is_working(day: date) -> bool:
    arranged = HolidayUtil.getHoliday(day.year, day.month, day.day)
    return bool(arranged.isWork()) if arranged else day.weekday() < 5


def before(day: date, count: int) -> date:
    """The working day that lies `count` working days before `day`."""
    while count:
        day -= timedelta(days=1)
        count -= is_working(day)
    return day
