"""What units hand in: statistics tables (统计表) and the special report (专题报告)."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.campaigns.models import Campaign, while_under_way
from yushui.files.models import StoredFile
from yushui.filings.kinds import Binding, ColumnType, Repeat
from yushui.filings.lifecycle import EditionState, ReportState, State
from yushui.kernel.lifecycle import Living
from yushui.notices.models import Notice
from yushui.territory.models import Unit


class EditionQuerySet(models.QuerySet["Edition"]):
    def visible_to(self, actor: Actor) -> Self:
        """Editions issued by a unit in scope, or that a unit in scope has to fill."""
        scope = actor.scope(Permission.FILING_VIEW)
        filling = Filing.objects.filter(scope.rows_by_unit("unit")).values("edition")
        return self.filter(scope.rows_by_unit("unit") | Q(pk__in=filling))


class Edition(Living):
    """A table as one notice lays it down, its columns bound to the ledger or left to the hand."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="editions")
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="editions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="editions", verbose_name="制表单位")
    on_change_of_unit = while_under_way("campaign__")
    title = models.CharField("表名", max_length=200)
    header_fields = models.JSONField("表头项", default=list)
    # Rows with a label of their own: [{"label": "驻地部队", "subject": "troops"}]; else one row.
    stubs = models.JSONField("行名", default=list)
    due_on = models.DateField("报送期限", null=True, blank=True)
    state = models.CharField(
        "状态", max_length=20, choices=EditionState, default=EditionState.DRAFT
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = "统计表"

    def __str__(self) -> str:
        return self.title


class Column(models.Model):
    """A column, keyed by its whole path: equal labels under different heads differ (S1-65).

    `rule` says what is summed: `{"what": "spending", "subject": "persons", "any_of": ["veteran"],
    "none_of": []}`; of a formula, the positions it adds up: `{"sum_of": [2, 5, 8]}`; of gathered
    text, what is gathered: `{"gather": "goods"}`.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="columns")
    position = models.PositiveSmallIntegerField()
    path = models.JSONField("列名")
    type = models.CharField("类型", max_length=10, choices=ColumnType)
    repeat = models.CharField("行", max_length=10, choices=Repeat, default=Repeat.ONCE)
    binding = models.CharField("取数方式", max_length=10, choices=Binding)
    rule = models.JSONField("口径", default=dict)

    class Meta:
        verbose_name = "统计表列"
        constraints = [
            models.UniqueConstraint(fields=["edition", "position"], name="filings_column_place")
        ]

    def __str__(self) -> str:
        return "/".join(self.path)


class FilingQuerySet(models.QuerySet["Filing"]):
    def visible_to(self, actor: Actor) -> Self:
        """Tables of a unit in scope, and those it asked for beside its own tree (S0-05)."""
        scope = actor.scope(Permission.FILING_VIEW)
        return self.filter(scope.rows_by_unit("unit") | scope.rows_by_unit("edition__unit"))

    def for_listing(self) -> Self:
        return self.select_related("edition__campaign", "unit").order_by(
            F("due_on").asc(nulls_last=True), "unit__path", "-pk"
        )


class Filing(Living):
    """One unit's copy of an edition. Made when the edition opens, so that absence is visible."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="filings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="filings", verbose_name="填报单位")
    # One handed in is frozen with its figures, and stays whose it was.
    on_change_of_unit = while_under_way(
        "edition__campaign__", state__in=[State.OPEN, State.RETURNED]
    )
    due_on = models.DateField("内部期限", null=True, blank=True)
    state = models.CharField("状态", max_length=20, choices=State, default=State.OPEN)
    round = models.PositiveSmallIntegerField("次数", default=1)
    reason = models.CharField("退回原因", max_length=300, blank=True)
    submitted_at = models.DateTimeField("提交时间", null=True)
    submitted_by_name = models.CharField("提交人", max_length=40, blank=True)
    reviewed_at = models.DateTimeField("审核时间", null=True)
    reviewed_by_name = models.CharField("审核人", max_length=40, blank=True)
    # What the figures were summed from when they were submitted; a frozen table keeps it.
    digest = models.CharField("校验值", max_length=64, blank=True)

    objects = FilingQuerySet.as_manager()

    class Meta:
        verbose_name = "填报"
        constraints = [
            models.UniqueConstraint(fields=["edition", "unit"], name="filings_one_per_unit"),
            models.CheckConstraint(
                condition=Q(state__in=[State.OPEN, State.RETURNED])
                | (Q(submitted_at__isnull=False) & ~Q(digest="")),
                name="filings_submitted_is_frozen",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.RETURNED) | ~Q(reason=""),
                name="filings_returned_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["unit", "state"], name="filings_of_unit")]

    def __str__(self) -> str:
        return f"{self.unit} {self.edition}"


class Cell(models.Model):
    """A value in a filing: what the ledger says, what the person says, and why they differ.

    Numbers are whole: persons, things, or fen. A 万元 column keeps fen too.
    """

    filing = models.ForeignKey(Filing, models.CASCADE, related_name="cells")
    column = models.ForeignKey(Column, models.PROTECT, related_name="+")
    row = models.PositiveSmallIntegerField(default=0)
    counted = models.BigIntegerField("统计值", null=True)
    number = models.BigIntegerField("填报值", null=True)
    text = models.TextField("文字", blank=True)
    reason = models.CharField("调整原因", max_length=200, blank=True)

    class Meta:
        verbose_name = "单元格"
        constraints = [
            models.UniqueConstraint(fields=["filing", "column", "row"], name="filings_cell_once"),
            models.CheckConstraint(
                condition=Q(counted__isnull=True)
                | Q(number__isnull=True)
                | Q(number=F("counted"))
                | ~Q(reason=""),
                name="filings_override_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.column} {self.number if self.number is not None else self.text}"


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, actor: Actor) -> Self:
        """Reports of a unit in scope, and those that it answers."""
        scope = actor.scope(Permission.REPORT_VIEW)
        unanswered = Q(receiver=None) & scope.rows_by_unit("campaign__unit")
        answered = scope.rows_by_unit("receiver") | unanswered
        return self.filter(scope.rows_by_unit("unit") | answered)

    def for_listing(self) -> Self:
        return self.select_related("campaign__unit", "unit", "receiver").order_by(
            "-updated_at", "-pk"
        )


class Report(Living):
    """Sections of text in which every figure is a reference `{{persons}}` into `figures`.

    `sections` is a list of `{"heading": …, "text": …}`; `figures` maps a key to what it counts
    (measure, categories) and, once submitted, to the frozen value.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="reports")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reports", verbose_name="报送单位")
    on_change_of_unit = while_under_way(
        "campaign__", state__in=[ReportState.DRAFT, ReportState.RETURNED]
    )
    # Who asked for it and answers it; nobody for a unit that has nobody above it.
    receiver = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        related_name="reports_received",
        verbose_name="收阅单位",
    )
    on_change_of_receiver = while_under_way("campaign__")
    recipient = models.CharField("主送", max_length=80, blank=True)
    title = models.CharField("标题", max_length=200)
    number = models.CharField("发文字号", max_length=60, blank=True)
    sections = models.JSONField("正文", default=list)
    figures = models.JSONField("数据引用", default=dict)
    state = models.CharField("状态", max_length=20, choices=ReportState, default=ReportState.DRAFT)
    reason = models.CharField("退回原因", max_length=300, blank=True)
    updated_at = models.DateTimeField("更新时间")
    submitted_at = models.DateTimeField("报送时间", null=True)
    submitted_by_name = models.CharField("报送人", max_length=40, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "专题报告"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "unit"], name="filings_one_report_per_unit"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[ReportState.DRAFT, ReportState.RETURNED])
                | Q(submitted_at__isnull=False),
                name="filings_submitted_report_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether it may still be written; its figures are frozen afterwards."""
        return self.state in (ReportState.DRAFT, ReportState.RETURNED)

    def reader(self) -> Unit:
        """The unit that answers it."""
        return self.receiver or self.campaign.unit


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
