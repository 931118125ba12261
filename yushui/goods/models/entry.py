"""What every entry in the book of gifts has: how many, when, by which document, who entered it."""

import uuid
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

from yushui.goods.lifecycle import Booking
from yushui.kernel.lifecycle import Living


Booked = TypeVar("Booked", bound="Entry")


class EntryQuerySet(models.QuerySet[Booked]):
    def standing(self) -> Self:
        return self.exclude(state=Booking.CANCELLED)


class Entry(Living):
    # Made by the form: the same one twice is the same entry.
    op_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    quantity = models.PositiveIntegerField("数量")
    document = models.CharField("单据号", max_length=80, blank=True)
    on = models.DateField("日期")
    note = models.CharField("说明", max_length=200, blank=True)
    state = models.CharField("状态", max_length=20, choices=Booking, default=Booking.BOOKED)
    recorded_at = models.DateTimeField("登记时间")
    recorded_by_id = models.CharField(max_length=36)
    recorded_by_name = models.CharField("登记人", max_length=40)
    cancelled_at = models.DateTimeField("撤销时间", null=True)
    cancelled_by_name = models.CharField("撤销人", max_length=40, blank=True)
    cancelled_reason = models.CharField("撤销原因", max_length=200, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity__gte=1), name="goods_%(class)s_is_of_something"
            ),
            models.CheckConstraint(
                condition=Q(state=Booking.CANCELLED, cancelled_at__isnull=False)
                & ~Q(cancelled_reason="")
                | ~Q(state=Booking.CANCELLED) & Q(cancelled_at__isnull=True),
                name="goods_%(class)s_is_cancelled_with_a_reason",
            ),
        ]
