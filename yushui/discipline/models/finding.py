"""A finding (作风问题): what was not in order, by when it is put right, and who says that it is."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.campaigns.models import Campaign
from yushui.discipline.lifecycle import STANDING, FindingState, Matter
from yushui.discipline.models.check import Answer
from yushui.kernel.lifecycle import Living
from yushui.territory import references
from yushui.territory.models import Unit
from yushui.visits.models import GroupVisit


class FindingQuerySet(models.QuerySet["Finding"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(actor.scope(Permission.DISCIPLINE_VIEW).rows_by_unit("unit"))

    def standing(self) -> Self:
        return self.filter(state__in=STANDING)

    def overdue(self, today: date) -> Self:
        return self.filter(state=FindingState.OPEN, due_on__lt=today)

    def for_listing(self) -> Self:
        listed = self.select_related("unit", "campaign", "group_visit", "answer__check_made")
        return listed.order_by("due_on", "-pk")


class Finding(Living):
    """Of an answer in a check, or of the figures of a group visit that somebody has explained."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="findings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="findings", verbose_name="整改单位")
    on_change_of_unit = references.Answer(lambda on: Q(state__in=STANDING))
    matter = models.CharField("种类", max_length=10, choices=Matter)
    answer = models.OneToOneField(
        Answer, models.PROTECT, null=True, related_name="finding", verbose_name="检查结果"
    )
    group_visit = models.ForeignKey(
        GroupVisit, models.PROTECT, null=True, related_name="findings", verbose_name="集中慰问"
    )
    summary = models.CharField("问题", max_length=250)
    found_on = models.DateField("发现日期")
    due_on = models.DateField("整改期限")
    state = models.CharField("状态", max_length=20, choices=FindingState, default=FindingState.OPEN)
    remedy = models.CharField("整改情况", max_length=300, blank=True)
    answered_on = models.DateField("上报日期", null=True)
    answered_by_id = models.CharField("上报人编号", max_length=36, blank=True)
    answered_by_name = models.CharField("上报人", max_length=40, blank=True)
    decision = models.CharField("认定意见", max_length=200, blank=True)
    decided_on = models.DateField("认定日期", null=True)
    decided_by_id = models.CharField("认定人编号", max_length=36, blank=True)
    decided_by_name = models.CharField("认定人", max_length=40, blank=True)

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = "作风问题"
        constraints = [
            models.UniqueConstraint(
                fields=["group_visit", "matter"],
                condition=~Q(matter=Matter.ITEM),
                name="discipline_explained_once",
            ),
            models.CheckConstraint(
                condition=Q(matter=Matter.ITEM, answer__isnull=False)
                | ~Q(matter=Matter.ITEM) & Q(answer=None, group_visit__isnull=False),
                name="discipline_finding_rests_on_something",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[FindingState.ANSWERED, FindingState.CLOSED])
                | ~Q(remedy="") & ~Q(answered_by_id="") & Q(answered_on__isnull=False),
                name="discipline_answered_says_how",
            ),
            models.CheckConstraint(
                condition=~Q(state=FindingState.CLOSED)
                | ~Q(decision="") & ~Q(decided_by_name="") & Q(decided_on__isnull=False),
                name="discipline_closed_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=FindingState.CLOSED) | ~Q(decided_by_id=F("answered_by_id")),
                name="discipline_nobody_closes_their_own",
            ),
            models.CheckConstraint(
                condition=Q(due_on__gte=F("found_on")), name="discipline_due_after_it_was_found"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "due_on"], name="discipline_findings_due"),
        ]

    def __str__(self) -> str:
        return self.summary

    def is_late(self, today: date) -> bool:
        return self.state == FindingState.OPEN and self.due_on < today
