"""A print run (喜报打印): citations of a place that wait for the door, set by a job in one file."""

from typing import Self

from django.db import models
from django.db.models import Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.files.models import StoredFile
from yushui.kernel.lifecycle import Living
from yushui.people.lifecycle import PrintingState
from yushui.territory.models import Region
from yushui.territory.references import follows


class PrintRunQuerySet(models.QuerySet["PrintRun"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(actor.scope(Permission.MERIT_MANAGE).rows("region"))

    def for_listing(self) -> Self:
        return self.select_related("region", "file").order_by("-asked_at", "-pk")


class PrintRun(Living):
    """Citations that were assigned and not yet brought, as they stood when the job came to them."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="地方")
    on_change_of_region = follows
    state = models.CharField(
        "状态", max_length=20, choices=PrintingState, default=PrintingState.WAITING
    )
    asked_at = models.DateTimeField("提交时间")
    asked_by_id = models.CharField("提交人编号", max_length=36)
    asked_by_name = models.CharField("提交人", max_length=40)
    printed_count = models.PositiveIntegerField("已印份数", default=0)
    blanks = models.CharField("缺字", max_length=200, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="文件"
    )
    finished_at = models.DateTimeField("完成时间", null=True)
    setback = models.CharField("未完成的原因", max_length=300, blank=True)

    objects = PrintRunQuerySet.as_manager()

    class Meta:
        verbose_name = "喜报打印"
        constraints = [
            models.CheckConstraint(
                condition=Q(state=PrintingState.PRINTED, file__isnull=False, printed_count__gt=0)
                | (~Q(state=PrintingState.PRINTED) & Q(file__isnull=True)),
                name="merits_printed_has_a_file",
            ),
            models.CheckConstraint(
                condition=Q(state=PrintingState.WAITING, finished_at__isnull=True)
                | (~Q(state=PrintingState.WAITING) & Q(finished_at__isnull=False)),
                name="merits_print_run_ends_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region}立功喜报"

    @property
    def is_under_way(self) -> bool:
        return self.state == PrintingState.WAITING
