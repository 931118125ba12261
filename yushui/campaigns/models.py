"""Campaigns (双拥活动), the duties (任务要求) a notice lays down, and who has to do them."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from yushui.accounts.actor import Actor, Scope
from yushui.accounts.roles import Permission
from yushui.campaigns.lifecycle import Progress, State
from yushui.files.models import StoredFile
from yushui.kernel.lifecycle import Living
from yushui.notices.models import Notice
from yushui.territory.models import Unit
from yushui.territory.references import Answer


def while_under_way(campaign: str, **also: object) -> Answer:
    """Rows of a campaign go along while it is open and not over on the day; then it is history.

    So a campaign is wholly under one tree: the target list, the visits, the figures (ADR 0014).
    """

    def which(on: date) -> Q:
        return Q((f"{campaign}state", State.OPEN), (f"{campaign}ends_on__gte", on), **also)

    return Answer(which)


class CampaignQuerySet(models.QuerySet["Campaign"]):
    def visible_to(self, actor: Actor) -> Self:
        """Campaigns that a unit in scope issued or works in; a command sees those of its office.

        The book of the daily work is everybody's who sees campaigns at all.
        """
        scope = actor.scope(Permission.CAMPAIGN_VIEW)
        return self.filter(self._worked_in(scope) | Q(is_standing=bool(scope.units)))

    def rounds(self) -> Self:
        """Without the daily work."""
        return self.filter(is_standing=False)

    def worked_in_by(self, actor: Actor, permission: Permission) -> Self:
        """Campaigns in which the actor's own side has something to do or to ask."""
        return self.filter(self._worked_in(actor.scope(permission)))

    def _worked_in(self, scope: Scope) -> Q:
        working = Assignment.objects.filter(scope.rows_by_unit("unit")).values("duty__campaign")
        return scope.rows_by_unit("unit") | Q(pk__in=working)

    def for_listing(self) -> Self:
        return self.select_related("unit").order_by("-year", "-pk")


class Campaign(Living):
    """One round of work. It may outlive its notice and gather several (S0-08)."""

    name = models.CharField("活动名称", max_length=120)
    occasion = models.CharField("时节", max_length=20, blank=True)
    year = models.PositiveSmallIntegerField("年度")
    festival_on = models.DateField("节日", null=True, blank=True)
    starts_on = models.DateField("开始")
    ends_on = models.DateField("结束")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="campaigns", verbose_name="组织单位"
    )
    on_change_of_unit = while_under_way("")
    notice = models.ForeignKey(
        Notice, models.PROTECT, null=True, related_name="campaigns", verbose_name="依据公文"
    )
    state = models.CharField("状态", max_length=20, choices=State, default=State.OPEN)
    # The book of a year's daily work, which belongs to no round: what is done when something
    # happens to a family, citations whenever they come (S0-43..46, S3-13).
    is_standing = models.BooleanField("日常工作", default=False)

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = "双拥活动"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="campaigns_ends_after_it_starts"
            ),
            models.UniqueConstraint(fields=["notice"], name="campaigns_one_per_notice"),
            models.UniqueConstraint(
                fields=["year"], condition=Q(is_standing=True), name="campaigns_one_daily_book"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def covers(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


class Duty(models.Model):
    """Who must do what, for whom, how often and by when; with the clause it comes from."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="duties")
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="duties")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="issued_duties", verbose_name="下达单位"
    )
    on_change_of_unit = while_under_way("campaign__")
    kind = models.CharField("任务种类", max_length=20)
    position = models.PositiveIntegerField("次序", default=0)
    clause = models.CharField("条款", max_length=40, blank=True)
    summary = models.CharField("要求", max_length=200)
    quote = models.TextField("原文", blank=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    actors = models.JSONField("责任主体", default=list)
    targets = models.JSONField("对象类别", default=list)
    standard = models.JSONField("标准", default=dict)
    deliverables = models.JSONField("报送材料", default=list)
    starts_on = models.DateField("自", null=True, blank=True)
    due_on = models.DateField("期限", null=True, blank=True)
    due_at = models.CharField("时刻", max_length=5, blank=True)  # 17:00, as the notice sets it
    recurs = models.CharField("周期", max_length=80, blank=True)
    is_required = models.BooleanField("必须完成", default=True)

    class Meta:
        verbose_name = "任务要求"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "notice", "position"], name="campaigns_duty_place"
            )
        ]

    def __str__(self) -> str:
        return self.summary


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    def visible_to(self, actor: Actor) -> Self:
        """Assignments of a unit in scope, and those it laid beside its own tree (S0-05)."""
        return self._of(actor.scope(Permission.CAMPAIGN_VIEW))

    def with_papers_for(self, actor: Actor) -> Self:
        """Those whose documents may be opened, as tables may; a command sees how far one is."""
        return self._of(actor.scope(Permission.FILING_VIEW))

    def _of(self, scope: Scope) -> Self:
        return self.filter(scope.rows_by_unit("unit") | scope.rows_by_unit("duty__unit"))

    def overdue(self, on: date) -> Self:
        return self.filter(state=Progress.ASSIGNED, due_on__lt=on, duty__is_required=True)

    def for_listing(self) -> Self:
        return self.select_related("duty__campaign", "unit").order_by(
            F("due_on").asc(nulls_last=True), "-pk"
        )


class Assignment(Living):
    """A duty laid on one unit, with the day by which its own superior needs it."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="assignments")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="assignments", verbose_name="责任单位"
    )
    on_change_of_unit = while_under_way("duty__campaign__")
    due_on = models.DateField("内部期限", null=True, blank=True)
    state = models.CharField("状态", max_length=20, choices=Progress, default=Progress.ASSIGNED)
    note = models.CharField("办理说明", max_length=300, blank=True)
    evidence = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="佐证材料"
    )
    done_on = models.DateField("办结日期", null=True)
    done_by_name = models.CharField("办结人", max_length=40, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "任务"
        constraints = [
            models.UniqueConstraint(fields=["duty", "unit"], name="campaigns_assignment_once"),
            models.CheckConstraint(
                condition=Q(state=Progress.DONE, done_on__isnull=False)
                | Q(state=Progress.ASSIGNED, done_on__isnull=True),
                name="campaigns_done_has_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "due_on"], name="campaigns_todo"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}：{self.duty}"
