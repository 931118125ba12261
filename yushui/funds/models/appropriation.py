"""Money that comes to a campaign from outside it (经费到账)."""

from typing import Self

from django.db import models

from yushui.accounts.actor import Actor
from yushui.campaigns.models import Campaign, while_under_way
from yushui.funds.models.voucher import Voucher, VoucherQuerySet, seen_by
from yushui.territory.models import Unit


class Origin(models.TextChoices):
    BUDGET = "budget", "本级财政预算"
    ABOVE = "above", "上级专项拨款"
    DONATION = "donation", "社会捐赠"


class AppropriationQuerySet(VoucherQuerySet["Appropriation"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(seen_by(actor, "unit"))

    def for_listing(self) -> Self:
        return self.select_related("unit").order_by("-on", "-pk")


class Appropriation(Voucher):
    """What a unit was given for a campaign: from its budget, from above, from donors (S4-28)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="appropriations")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="appropriations", verbose_name="单位"
    )
    on_change_of_unit = while_under_way("campaign__")
    origin = models.CharField("来源", max_length=10, choices=Origin)

    objects = AppropriationQuerySet.as_manager()

    class Meta(Voucher.Meta):
        verbose_name = "经费到账"
        indexes = [models.Index(fields=["campaign", "unit"], name="funds_appropriated")]

    def __str__(self) -> str:
        return f"{self.unit} {self.amount}"
