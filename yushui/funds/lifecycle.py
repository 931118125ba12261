"""The life of what is entered about money, as tables."""

from django.db import models

from yushui.kernel.lifecycle import Lifecycle


class Booking(models.TextChoices):
    """Where an appropriation or a transfer stands."""

    BOOKED = "booked", "已入账"
    CANCELLED = "cancelled", "已撤销"


BOOKING = Lifecycle({"cancel": ([Booking.BOOKED], Booking.CANCELLED)}, {"cancel": "撤销"})
