"""The one place that asks what time it is.

A moment is kept in UTC; a business date is the date in Shanghai at that moment. Taking the date
of a UTC moment is a day wrong for everything recorded before eight in the morning.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """This moment; in a demonstration, as far from it as its story is from the day it was made."""
    return timezone.now() + timedelta(seconds=settings.YUSHUI_CLOCK_OFFSET)


def today() -> date:
    return timezone.localdate(now())
