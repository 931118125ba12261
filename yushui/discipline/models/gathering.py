"""A gathering (聚集活动) that somebody asks to hold: held only if there is need (S3-32)."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.campaigns.models import Campaign
from yushui.discipline.lifecycle import AHEAD, DECIDED, Form, GatheringState
from yushui.kernel.lifecycle import Living
from yushui.territory import references
from yushui.territory.models import Unit
from yushui.visits.lifecycle import State as VisitState
from yushui.visits.models import GroupVisit


class GatheringQuerySet(models.QuerySet["Gathering"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(actor.scope(Permission.DISCIPLINE_VIEW).rows_by_unit("unit"))

    def ahead(self) -> Self:
        """Those that may still be held, and so be merged into."""
        return self.filter(state__in=AHEAD)

    def to_be_held(self) -> Self:
        """Approved, and no group visit that stands was held under it."""
        waiting = Q(group_visit=None) | Q(group_visit__state=VisitState.CANCELLED)
        return self.filter(waiting, state=GatheringState.APPROVED)

    def for_listing(self) -> Self:
        listed = self.select_related("unit", "campaign", "merged_into", "group_visit")
        return listed.order_by("-planned_on", "-pk")


class Gathering(Living):
    """What for, when, where, how many, why it is needed, and what became of the question."""

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, related_name="gatherings", verbose_name="活动"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="gatherings", verbose_name="主办单位"
    )
    on_change_of_unit = references.Answer(lambda on: Q(state__in=AHEAD))
    title = models.CharField("名称", max_length=80)
    form = models.CharField("形式", max_length=10, choices=Form)
    planned_on = models.DateField("日期")
    place = models.CharField("地点", max_length=80)
    size = models.PositiveIntegerField("预计人数")
    reason = models.CharField("必须举办的理由", max_length=300)
    combining = models.CharField("可以与什么合并、减少", max_length=200)
    state = models.CharField(
        "状态", max_length=20, choices=GatheringState, default=GatheringState.DRAFTED
    )
    drafted_at = models.DateTimeField("起草时间")
    drafted_by_id = models.CharField("起草人编号", max_length=36)
    drafted_by_name = models.CharField("起草人", max_length=40)
    asked_at = models.DateTimeField("送审时间", null=True)
    asked_by_id = models.CharField("申请人编号", max_length=36, blank=True)
    asked_by_name = models.CharField("申请人", max_length=40, blank=True)
    decided_at = models.DateTimeField("审批时间", null=True)
    decided_by_id = models.CharField("审批人编号", max_length=36, blank=True)
    decided_by_name = models.CharField("审批人", max_length=40, blank=True)
    decision = models.CharField("意见或原因", max_length=500, blank=True)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="merged", verbose_name="并入"
    )
    group_visit = models.OneToOneField(
        GroupVisit, models.PROTECT, null=True, related_name="gathering", verbose_name="举办记录"
    )

    objects = GatheringQuerySet.as_manager()

    class Meta:
        verbose_name = "聚集活动"
        constraints = [
            models.CheckConstraint(condition=Q(size__gte=1), name="discipline_gathers_somebody"),
            models.CheckConstraint(
                condition=Q(state=GatheringState.DRAFTED)
                | Q(state__in=[GatheringState.MERGED, GatheringState.CALLED_OFF])
                | ~Q(asked_by_id="") & Q(asked_at__isnull=False),
                name="discipline_asked_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED)
                | ~Q(decided_by_id="") & Q(decided_at__isnull=False),
                name="discipline_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_by_id="")
                | ~Q(decided_by_id=F("asked_by_id")) & ~Q(decided_by_id=F("drafted_by_id")),
                name="discipline_nobody_approves_their_own",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[GatheringState.REFUSED, GatheringState.CALLED_OFF])
                | ~Q(decision=""),
                name="discipline_not_held_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state=GatheringState.MERGED, merged_into__isnull=False)
                & ~Q(merged_into=F("pk"))
                | ~Q(state=GatheringState.MERGED) & Q(merged_into=None),
                name="discipline_merged_into_another",
            ),
            models.CheckConstraint(
                condition=Q(group_visit=None) | Q(state=GatheringState.APPROVED),
                name="discipline_held_as_approved",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "planned_on"], name="discipline_gatherings"),
        ]

    def __str__(self) -> str:
        return self.title
