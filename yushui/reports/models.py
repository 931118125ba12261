"""The special report (专题报告) of a unit on a campaign, drafted from the ledger."""

from typing import Self

from django.db import models
from django.db.models import Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.campaigns.models import Campaign
from yushui.files.models import StoredFile
from yushui.kernel.lifecycle import Living
from yushui.reports.lifecycle import State
from yushui.territory.models import Unit


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(actor.scope(Permission.REPORT_VIEW).rows_by_unit("unit"))

    def for_listing(self) -> Self:
        return self.select_related("campaign", "unit").order_by("-updated_at", "-pk")


class Report(Living):
    """Sections of text in which every figure is a reference `{{persons}}` into `figures`.

    `sections` is a list of `{"heading": …, "text": …}`; `figures` maps a key to what it counts
    (measure, categories) and, once submitted, to the frozen value.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="reports")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports", verbose_name="报送单位")
    recipient = models.CharField("主送", max_length=80)
    title = models.CharField("标题", max_length=200)
    number = models.CharField("发文字号", max_length=60, blank=True)
    sections = models.JSONField("正文", default=list)
    figures = models.JSONField("数据引用", default=dict)
    state = models.CharField("状态", max_length=20, choices=State, default=State.DRAFT)
    reason = models.CharField("退回原因", max_length=300, blank=True)
    updated_at = models.DateTimeField("更新时间")
    submitted_at = models.DateTimeField("报送时间", null=True)
    submitted_by_name = models.CharField("报送人", max_length=40, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "专题报告"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "unit"], name="reports_one_per_unit"),
            models.CheckConstraint(
                condition=Q(state__in=[State.DRAFT, State.RETURNED])
                | Q(submitted_at__isnull=False),
                name="reports_submitted_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Photo(models.Model):
    """A photograph that goes with a report (S4-40)."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="photos")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    caption = models.CharField("说明", max_length=80)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "图片"

    def __str__(self) -> str:
        return self.caption
