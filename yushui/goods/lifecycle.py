"""The lives of entries in the book of gifts and of what is handed out, as tables."""

from django.db import models

from yushui.kernel.lifecycle import Lifecycle


class Booking(models.TextChoices):
    """Where an entry stands. Goods on their way have left one stock and are in no other yet."""

    SENT = "sent", "在途待签收"
    BOOKED = "booked", "已入账"
    CANCELLED = "cancelled", "已撤销"


BOOKING = Lifecycle(
    {
        "accept": ([Booking.SENT], Booking.BOOKED),
        "cancel": ([Booking.SENT, Booking.BOOKED], Booking.CANCELLED),
    },
    labels={"accept": "签收", "cancel": "撤销"},
)


class Hand(models.TextChoices):
    """Where a line of goods for one recipient stands."""

    LISTED = "listed", "待领取"
    GIVEN = "given", "已发放"
    LEFT = "left", "未领取"
    CANCELLED = "cancelled", "已撤销"


# What a household on a list got, or is still to get.
STANDING = (Hand.LISTED, Hand.GIVEN)

HANDOUT = Lifecycle(
    {
        "give": ([Hand.LISTED], Hand.GIVEN),
        "leave": ([Hand.LISTED], Hand.LEFT),
        "relist": ([Hand.GIVEN], Hand.LISTED),
        "cancel": ([Hand.GIVEN], Hand.CANCELLED),
    },
    labels={
        "give": "登记已领",
        "leave": "登记未领",
        "relist": "撤销领取登记",
        "cancel": "撤销",
    },
)
