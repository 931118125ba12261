"""A group visit (集中慰问): one event, many households, for each of which it counts (S0-37)."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.campaigns.models import Campaign, while_under_way
from yushui.kernel.lifecycle import Living
from yushui.territory.models import Region, Unit
from yushui.visits.lifecycle import State


class Setting(models.TextChoices):
    """Where people live close together, or come together."""

    COMPOUND = "compound", "家属院"
    BARRACKS = "barracks", "部队营区"
    SYMPOSIUM = "symposium", "座谈会"
    SQUARE = "square", "村（社区）集中活动"


class GroupVisitQuerySet(models.QuerySet["GroupVisit"]):
    def visible_to(self, actor: Actor) -> Self:
        """By place for those who answer for a place, by unit for the others; as visits are."""
        scope = actor.scope(Permission.VISIT_VIEW)
        return self.filter(scope.rows("region") if scope.regions else scope.rows_by_unit("unit"))

    def for_listing(self) -> Self:
        standing = models.Count("visits", filter=Q(visits__state=State.RECORDED))
        listed = self.select_related("campaign", "region", "unit").annotate(families=standing)
        return listed.order_by("-held_on", "-pk")


class GroupVisit(Living):
    """The event. Who came is told by the visits it made, one to a household."""

    op_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="group_visits")
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="group_visits", verbose_name="组织单位"
    )
    on_change_of_unit = while_under_way("campaign__")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="所在地")
    on_change_of_region = while_under_way("campaign__")
    title = models.CharField("名称", max_length=80)
    setting = models.CharField("形式", max_length=10, choices=Setting, default=Setting.COMPOUND)
    place = models.CharField("地点", max_length=80, blank=True)
    held_on = models.DateField("日期")
    notes = models.TextField("座谈纪要", blank=True)
    state = models.CharField("状态", max_length=20, choices=State, default=State.RECORDED)
    recorded_at = models.DateTimeField("登记时间")
    recorded_by_id = models.CharField(max_length=36)
    recorded_by_name = models.CharField("登记人", max_length=40)
    cancelled_at = models.DateTimeField("撤销时间", null=True)
    cancelled_reason = models.CharField("撤销原因", max_length=200, blank=True)

    objects = GroupVisitQuerySet.as_manager()

    class Meta:
        verbose_name = "集中慰问"
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.CANCELLED, cancelled_at__isnull=False)
                | Q(state=State.RECORDED, cancelled_at__isnull=True),
                name="visits_cancelled_group_has_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.held_on} {self.title}"
