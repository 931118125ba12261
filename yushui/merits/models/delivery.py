"""A delivery (送达): the day a citation was brought, by whom, and what came with it."""

import uuid

from django.db import models
from django.db.models import Q

from yushui.campaigns.models import Campaign, while_under_way
from yushui.files.models import StoredFile
from yushui.kernel.money import MoneyField
from yushui.merits.lifecycle import Rank
from yushui.merits.models.citation import Citation
from yushui.territory.kinds import Lane
from yushui.territory.models import Region, Unit
from yushui.territory.references import stays


class Delivery(models.Model):
    """One bringing of a citation. One that was entered by mistake is kept, crossed out."""

    # Made on the device or by the form: the same one twice is the same delivery.
    op_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    citation = models.ForeignKey(Citation, models.PROTECT, related_name="deliveries")
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="deliveries")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="登记单位")
    on_change_of_unit = while_under_way("campaign__")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="地点")
    on_change_of_region = while_under_way("campaign__")
    delivered_on = models.DateField("送达日期")
    received_by = models.CharField("接喜报的家属", max_length=40)
    # By the local rule of that day; a later rule does not change what was handed over.
    prize = MoneyField("奖励金", default=0)
    photo = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="送喜报照片"
    )
    note = models.CharField("说明", max_length=200, blank=True)
    feedback = models.CharField("反馈", max_length=200, blank=True)
    recorded_at = models.DateTimeField("登记时间")
    recorded_by_id = models.CharField("登记人编号", max_length=36)
    recorded_by_name = models.CharField("登记人", max_length=40)
    taken_back_at = models.DateTimeField("撤回时间", null=True)
    taken_back_reason = models.CharField("撤回原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "喜报送达"
        constraints = [
            models.UniqueConstraint(
                fields=["citation"],
                condition=Q(taken_back_at__isnull=True),
                name="merits_delivered_once",
            ),
            models.CheckConstraint(condition=Q(prize__gte=0), name="merits_prize_not_negative"),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_reason="")
                | Q(taken_back_at__isnull=False) & ~Q(taken_back_reason=""),
                name="merits_taken_back_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delivered_on} {self.received_by}"


class Bearer(models.Model):
    """Somebody who brought a citation; name, post and lane as they were that day."""

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="bearers")
    name = models.CharField("姓名", max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    on_change_of_unit = stays
    lane = models.CharField("军地", max_length=10, choices=Lane)
    title = models.CharField("职务", max_length=60, blank=True)
    rank = models.CharField("层次", max_length=12, choices=Rank)

    class Meta:
        verbose_name = "送达人员"

    def __str__(self) -> str:
        return self.name
