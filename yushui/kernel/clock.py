"""The one place that asks what time it is.

A moment is kept in UTC; a business date is the date in Shanghai at that moment. Taking the date
of a UTC moment is a day wrong for everything recorded before eight in the morning.
"""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    return timezone.now()


def today() -> date:
    return timezone.localdate()
