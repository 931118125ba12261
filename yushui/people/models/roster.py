"""A roster (花名册): a list of persons that came in as a file."""

from typing import Self

from django.db import models
from django.db.models import Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.files.models import StoredFile
from yushui.kernel.lifecycle import Living
from yushui.people import rules
from yushui.people.lifecycle import UNDER_WAY, WAS_IMPORTED, RosterState
from yushui.territory.models import Unit
from yushui.territory.references import follows


class Source(models.TextChoices):
    """Where a roster comes from (S0-11, S0-17)."""

    SURVEY = "survey", "地方摸底"
    TROOPS = "troops", "部队提报"
    NATIONAL = "national", "全国双拥办下发"
    ENLISTMENT = "enlistment", "兵役登记、征集"
    BENEFITS = "benefits", "优抚资料"
    VISIT = "visit", "走访核实"
    OFFICE = "office", "经办人登记"


# What a file may come from; the last is nobody's file.
ROSTER_SOURCES = [choice for choice in Source.choices if choice[0] != Source.OFFICE]


class RosterQuerySet(models.QuerySet["Roster"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(actor.scope(Permission.ROSTER_IMPORT).rows_by_unit("unit"))

    def like(self, roster: "Roster") -> Self:
        """Earlier ones of the same sender with the same header, whose columns were confirmed."""
        sent = self.filter(unit=roster.unit_id, source=roster.source, header=roster.header)
        return sent.filter(pk__lt=roster.pk).exclude(checked_by_id="").order_by("-pk")

    def for_listing(self) -> Self:
        return self.select_related("unit", "file").order_by("-created_at", "-pk")


class Roster(Living):
    """A list of persons that came in as a file: staged, checked, then imported as a whole."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="rosters", verbose_name="导入单位")
    on_change_of_unit = follows
    name = models.CharField("花名册名称", max_length=120)
    source = models.CharField("来源", max_length=12, choices=Source, default=Source.SURVEY)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name="文件")
    # As sent this time: the stored content may have come under another name before.
    file_name = models.CharField("文件名", max_length=200)
    row_count = models.PositiveIntegerField("行数", default=0)
    header = models.CharField("表头指纹", max_length=64, blank=True)  # `mapping.fingerprint`
    mapping = models.JSONField("列对应", default=dict)
    outcome = models.JSONField("核对结果", default=dict)
    # The first of them, as [row, column letters, sentence]; all are in the rejected workbook.
    problems = models.JSONField("问题", default=list)
    # The first rows that are no persons, as [row, word]: 合计, 以下空白, 制表人.
    remarks = models.JSONField("非人员行", default=list)
    rejected = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="问题行"
    )
    state = models.CharField("状态", max_length=20, choices=RosterState, default=RosterState.STAGED)
    created_at = models.DateTimeField("上传时间")
    created_by_name = models.CharField("上传人", max_length=40)
    # Who prepared it, and so does not import it (`policy.seconds`).
    staged_by_id = models.CharField("上传人编号", max_length=36, blank=True)
    checked_by_id = models.CharField("核对人编号", max_length=36, blank=True)
    imported_at = models.DateTimeField("导入时间", null=True)
    imported_by_name = models.CharField("导入人", max_length=40, blank=True)
    written = models.JSONField("写入范围", default=dict)  # see `importing.undoing.Written`
    undone_at = models.DateTimeField("撤回时间", null=True)
    undone_by_name = models.CharField("撤回人", max_length=40, blank=True)
    # What a job reads when its turn comes: who asked last, and for what.
    asked_by_id = models.CharField("经办人编号", max_length=36, blank=True)
    leaves_out_wrong = models.BooleanField("先导入没有问题的行", default=False)
    setback = models.CharField("未完成的原因", max_length=300, blank=True)

    objects = RosterQuerySet.as_manager()

    class Meta:
        verbose_name = "花名册"
        indexes = [
            models.Index(fields=["unit", "source", "header"], name="people_roster_header"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=UNDER_WAY) | ~Q(asked_by_id=""),
                name="people_under_way_was_asked_for",
            ),
            models.CheckConstraint(
                condition=Q(state__in=WAS_IMPORTED, imported_at__isnull=False)
                | (~Q(state__in=WAS_IMPORTED) & Q(imported_at__isnull=True)),
                name="people_imported_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(state=RosterState.UNDONE, undone_at__isnull=False)
                | (~Q(state=RosterState.UNDONE) & Q(undone_at__isnull=True)),
                name="people_undone_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_large(self) -> bool:
        """Whether its rows alone are work for a job."""
        return self.row_count > rules.ROWS_AT_ONCE

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY
