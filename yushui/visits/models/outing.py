"""An outing (走访安排): a team, a day, and the households it is to call on."""

from typing import Self

from django.db import models
from django.db.models import Count, F, Q

from yushui.accounts.actor import Actor
from yushui.accounts.models import User
from yushui.accounts.roles import Permission
from yushui.campaigns.models import Campaign, while_under_way
from yushui.kernel.lifecycle import Living
from yushui.territory.models import Unit
from yushui.visits.lifecycle import Plan, Reach


class OutingQuerySet(models.QuerySet["Outing"]):
    def visible_to(self, actor: Actor) -> Self:
        scope = actor.scope(Permission.VISIT_VIEW)
        by_unit = scope.rows_by_unit("unit")
        return self.filter(scope.rows("unit__region") if scope.regions else by_unit)

    def planned(self) -> Self:
        return self.filter(state=Plan.PLANNED)

    def gone_on_by(self, actor: Actor) -> Self:
        """Those that the actor leads or goes along on."""
        if not actor.id.isdecimal():
            return self.none()
        going = self.model.members.through.objects.filter(user=int(actor.id)).values("outing")
        return self.filter(Q(leader=int(actor.id)) | Q(pk__in=going))

    def for_listing(self) -> Self:
        """Each with how many households it set out for, and where they stand.

        One planned anew is its no more, unless it was visited by the day after all.
        """
        still = Q(stops__target__outing=F("pk"))
        by_then = Q(stops__target__visit__made_on__lte=F("going_on"))
        visited = Q(stops__target__state=Reach.VISITED) & (still | by_then)
        tried = Q(stops__target__state=Reach.UNVISITED, stops__target__tries_count__gt=0)
        counted = self.annotate(
            homes=Count("stops"),
            visited=Count("stops", filter=visited),
            tried=Count("stops", filter=still & tried),
            kept=Count("stops", filter=still | visited),
        )
        return counted.select_related("campaign", "unit", "leader").order_by("-going_on", "-pk")


class Outing(Living):
    """Who goes when. Its households now are the targets that name it, its stops those it had."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="outings")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="outings", verbose_name="走访单位")
    on_change_of_unit = while_under_way("campaign__")
    going_on = models.DateField("日期")
    leader = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="带队人")
    members = models.ManyToManyField(User, related_name="outings", verbose_name="队员")
    others = models.CharField("其他人员", max_length=100, blank=True)
    state = models.CharField("状态", max_length=20, choices=Plan, default=Plan.PLANNED)
    planned_at = models.DateTimeField("安排时间")
    planned_by_name = models.CharField("安排人", max_length=40)
    called_off_reason = models.CharField("取消原因", max_length=200, blank=True)

    homes: int  # these four are counted by `for_listing`
    visited: int
    tried: int
    kept: int

    objects = OutingQuerySet.as_manager()

    class Meta:
        verbose_name = "走访安排"
        constraints = [
            models.CheckConstraint(
                condition=Q(state=Plan.PLANNED, called_off_reason="")
                | Q(state=Plan.CALLED_OFF) & ~Q(called_off_reason=""),
                name="visits_called_off_with_a_reason",
            )
        ]
        indexes = [models.Index(fields=["going_on", "unit"], name="visits_outings_of_a_day")]

    def __str__(self) -> str:
        return f"{self.going_on} {self.leader.full_name}带队"

    @property
    def passed_on(self) -> int:
        """Of those it set out for, how many were planned anew or set free."""
        return self.homes - self.kept
