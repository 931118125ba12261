"""A check of conduct (作风检查): of what, by whom, on what day, and what was answered."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.campaigns.models import Campaign, while_under_way
from yushui.discipline.lifecycle import CheckState, Occasion, Said
from yushui.kernel.lifecycle import Living
from yushui.territory.models import Unit
from yushui.visits.models import GroupVisit, Outing


class CheckQuerySet(models.QuerySet["Check"]):
    def visible_to(self, actor: Actor) -> Self:
        """Of one's own unit and those below, and those that one made oneself."""
        scope = actor.scope(Permission.DISCIPLINE_VIEW)
        return self.filter(scope.rows_by_unit("unit") | scope.rows_by_unit("checker"))

    def standing(self) -> Self:
        return self.filter(state=CheckState.RECORDED)

    def for_listing(self) -> Self:
        listed = self.select_related("unit", "checker", "campaign", "group_visit", "outing")
        counted = listed.annotate(
            faults=models.Count("answers", filter=Q(answers__said=Said.NO)),
        )
        return counted.order_by("-checked_on", "-pk")


class Check(Living):
    """One look at an activity or at conduct, with the list as it stood on the day of the activity.

    The questions are copied with the answers: the list may change, what was asked does not.
    """

    op_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="conduct_checks")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="conduct_checks", verbose_name="被检查单位"
    )
    on_change_of_unit = while_under_way("campaign__")
    checker = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="检查单位")
    on_change_of_checker = while_under_way("campaign__")
    occasion = models.CharField("检查对象", max_length=10, choices=Occasion)
    group_visit = models.ForeignKey(
        GroupVisit,
        models.PROTECT,
        null=True,
        related_name="conduct_checks",
        verbose_name="集中慰问",
    )
    outing = models.ForeignKey(
        Outing, models.PROTECT, null=True, related_name="conduct_checks", verbose_name="走访安排"
    )
    held_on = models.DateField("活动日期")
    checked_on = models.DateField("检查日期")
    edition = models.CharField("检查表版本", max_length=20)
    inspectors = models.CharField("检查人", max_length=100)
    note = models.CharField("说明", max_length=300, blank=True)
    state = models.CharField("状态", max_length=20, choices=CheckState, default=CheckState.RECORDED)
    recorded_at = models.DateTimeField("登记时间")
    recorded_by_id = models.CharField("登记人编号", max_length=36)
    recorded_by_name = models.CharField("登记人", max_length=40)
    cancelled_reason = models.CharField("撤销原因", max_length=200, blank=True)

    faults: int  # counted by `for_listing`

    objects = CheckQuerySet.as_manager()

    class Meta:
        verbose_name = "作风检查"
        constraints = [
            models.CheckConstraint(
                condition=Q(occasion=Occasion.GROUP, group_visit__isnull=False, outing=None)
                | Q(occasion=Occasion.OUTING, group_visit=None, outing__isnull=False)
                | ~Q(occasion__in=[Occasion.GROUP, Occasion.OUTING])
                & Q(group_visit=None, outing=None),
                name="discipline_check_is_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(state=CheckState.RECORDED, cancelled_reason="")
                | Q(state=CheckState.CANCELLED) & ~Q(cancelled_reason=""),
                name="discipline_cancelled_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "unit", "state"], name="discipline_checks_of_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.checked_on} {self.get_occasion_display()}"

    @property
    def subject(self) -> str:
        """What was looked at, by its own name where it has one."""
        if self.group_visit:
            return self.group_visit.title
        return f"{self.get_occasion_display()}（{self.held_on:%-m月%-d日}）"


class Answer(models.Model):
    """One question as it was asked, and what was found."""

    check_made = models.ForeignKey(Check, models.CASCADE, related_name="answers")
    position = models.PositiveSmallIntegerField("次序")
    item = models.CharField("检查项", max_length=40)
    section = models.CharField("类别", max_length=20)
    text = models.CharField("检查内容", max_length=100)
    source = models.CharField("依据", max_length=150)
    said = models.CharField("结果", max_length=3, choices=Said)
    note = models.CharField("情况", max_length=200, blank=True)

    class Meta:
        verbose_name = "检查结果"
        constraints = [
            models.UniqueConstraint(
                fields=["check_made", "item"], name="discipline_asked_once_in_a_check"
            ),
            models.CheckConstraint(
                condition=~Q(said=Said.NO) | ~Q(note=""), name="discipline_no_says_what"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text} {self.get_said_display()}"
