"""Money that goes from one unit to another below or above it (资金下拨、结余交回)."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from yushui.accounts.actor import Actor
from yushui.campaigns.models import Campaign, while_under_way
from yushui.funds.models.voucher import Voucher, VoucherQuerySet, seen_by
from yushui.territory.models import Unit


class Way(models.TextChoices):
    DOWN = "down", "下拨"
    BACK = "back", "交回结余"


class TransferQuerySet(VoucherQuerySet["Transfer"]):
    def visible_to(self, actor: Actor) -> Self:
        """Both sides see it."""
        return self.filter(seen_by(actor, "giver", "receiver"))

    def for_listing(self) -> Self:
        return self.select_related("giver", "receiver").order_by("-on", "-pk")


class Transfer(Voucher):
    """Passed on by one unit, received by the other, in one step: none of it is ever under way."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="transfers")
    way = models.CharField("种类", max_length=10, choices=Way)
    giver = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="拨出单位")
    on_change_of_giver = while_under_way("campaign__")
    receiver = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="收款单位")
    on_change_of_receiver = while_under_way("campaign__")

    objects = TransferQuerySet.as_manager()

    class Meta(Voucher.Meta):
        verbose_name = "资金往来"
        constraints = [
            *Voucher.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(giver=F("receiver")), name="funds_transfer_goes_to_another"
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "giver"], name="funds_passed_on"),
            models.Index(fields=["campaign", "receiver"], name="funds_received"),
        ]

    def __str__(self) -> str:
        return f"{self.giver} → {self.receiver} {self.amount}"
