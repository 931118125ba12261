"""What every entry about money has: how much, on which day, by which document, who entered it."""

import uuid
from typing import Self, TypeVar

from django.db import models
from django.db.models import Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.funds.lifecycle import Booking
from yushui.kernel.lifecycle import Living
from yushui.kernel.money import MoneyField


Entry = TypeVar("Entry", bound="Voucher")


class VoucherQuerySet(models.QuerySet[Entry]):
    def standing(self) -> Self:
        return self.filter(state=Booking.BOOKED)


class Voucher(Living):
    # Made by the form: the same one twice is the same entry.
    op_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    amount = MoneyField("金额")
    document = models.CharField("文号或凭证号", max_length=80)
    on = models.DateField("日期")
    note = models.CharField("说明", max_length=200, blank=True)
    state = models.CharField("状态", max_length=20, choices=Booking, default=Booking.BOOKED)
    recorded_at = models.DateTimeField("登记时间")
    recorded_by_name = models.CharField("登记人", max_length=40)
    cancelled_at = models.DateTimeField("撤销时间", null=True)
    cancelled_by_name = models.CharField("撤销人", max_length=40, blank=True)
    cancelled_reason = models.CharField("撤销原因", max_length=200, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="funds_%(class)s_is_of_something"
            ),
            models.CheckConstraint(
                condition=~Q(document=""), name="funds_%(class)s_cites_a_document"
            ),
            models.CheckConstraint(
                condition=Q(state=Booking.CANCELLED, cancelled_at__isnull=False)
                & ~Q(cancelled_reason="")
                | Q(state=Booking.BOOKED, cancelled_at__isnull=True),
                name="funds_%(class)s_is_cancelled_with_a_reason",
            ),
        ]


def seen_by(actor: Actor, *fields: str) -> Q:
    """Entries that name a unit in sight in one of these columns."""
    scope = actor.scope(Permission.FUNDS_VIEW)
    found = Q(pk__in=[])
    for field in fields:
        found |= scope.rows_by_unit(field)
    return found
