"""What is printed by a job (打印任务): asked for, set into one file, fetched; or given up."""

from django.db import models
from django.db.models import Q

from yushui.files.models import StoredFile
from yushui.kernel.lifecycle import Living
from yushui.people.lifecycle import PrintingState
from yushui.territory.models import Region
from yushui.territory.references import follows


class PrintJob(Living):
    """Papers for a place, as things stood when the job came to them.

    Each kind has its own table, and counts in `printed_count` what it prints.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="地方")
    on_change_of_region = follows
    state = models.CharField(
        "状态", max_length=20, choices=PrintingState, default=PrintingState.WAITING
    )
    asked_at = models.DateTimeField("提交时间")
    asked_by_id = models.CharField("提交人编号", max_length=36)
    asked_by_name = models.CharField("提交人", max_length=40)
    blanks = models.CharField("缺字", max_length=200, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="文件"
    )
    finished_at = models.DateTimeField("完成时间", null=True)
    setback = models.CharField("未完成的原因", max_length=300, blank=True)

    class Meta:
        abstract = True

    @property
    def is_under_way(self) -> bool:
        return self.state == PrintingState.WAITING


def has_a_file(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(state=PrintingState.PRINTED, file__isnull=False, printed_count__gt=0)
        | (~Q(state=PrintingState.PRINTED) & Q(file__isnull=True)),
        name=name,
    )


def ends_at_a_moment(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(state=PrintingState.WAITING, finished_at__isnull=True)
        | (~Q(state=PrintingState.WAITING) & Q(finished_at__isnull=False)),
        name=name,
    )
