"""Who is to be visited in a campaign (应访尽访), and the days on which nobody was met."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.campaigns.models import Campaign, while_under_way
from yushui.kernel import merging
from yushui.kernel.lifecycle import Living
from yushui.people.models import Household, Status
from yushui.territory.models import Region, Unit
from yushui.visits import departing
from yushui.visits.lifecycle import Excuse, Reach
from yushui.visits.models.outing import Outing
from yushui.visits.models.visit import Visit
from yushui.visits.rules import TRIES_BEFORE_EXCUSE


class TargetQuerySet(models.QuerySet["Target"]):
    def owed(self) -> Self:
        """Without those who are gone: nobody can visit them."""
        return self.exclude(state=Reach.GONE)

    def visible_to(self, actor: Actor) -> Self:
        return self.filter(actor.scope(Permission.VISIT_VIEW).rows("region"))

    def for_listing(self) -> Self:
        return self.select_related("household", "region", "unit").order_by(
            "region__path", "household__code", "-pk"
        )

    def at_the_door(self) -> Self:
        """As `for_listing`, with what a list at the door shows and no more.

        Every page sorts all that stand alike in a county, and whole rows weigh thrice as much.
        """
        ordered = self.for_listing().select_related(None).select_related("household", "region")
        return ordered.only(
            "reasons",
            "is_key",
            "state",
            "tries_count",
            "excuse",
            "note",
            "excused_by_name",
            "left_as",
            "visit_id",
            "household__head_name",
            "household__address",
            "region__name",
        )

    def to_plan(self, on: date) -> Self:
        """To be visited, and on nobody's way that day or later."""
        waiting = self.filter(state=Reach.UNVISITED)
        return waiting.filter(Q(outing=None) | Q(outing__going_on__lt=on))

    def set_out_for(self, outing: Outing) -> Self:
        """Those it was to call on, whichever outing they are on by now."""
        return self.filter(stops__outing=outing)

    def with_tries(self) -> Self:
        """Each with the days on which nobody was met, the first of them first."""
        standing = Try.objects.standing().order_by("tried_on")
        return self.prefetch_related(models.Prefetch("tries", standing))


class Target(Living):
    """A household on the frozen list of a campaign, with why it is there and where it stands."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="targets")
    household = models.ForeignKey(Household, models.PROTECT, related_name="targets")
    on_household_merge = "yushui.visits.merging.join_targets"
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="村（社区）")
    on_change_of_region = while_under_way("campaign__")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="targets", verbose_name="责任单位")
    on_change_of_unit = while_under_way("campaign__")
    reasons = models.JSONField("列入理由", default=list)
    persons_count = models.PositiveSmallIntegerField("对象人数", default=1)
    # The tiers the duties put it in (visits.tiers); in both it counts in each, and once in all.
    is_general = models.BooleanField("普遍走访", default=True)
    is_key = models.BooleanField("重点慰问", default=False)
    outing = models.ForeignKey(
        Outing, models.PROTECT, null=True, related_name="targets", verbose_name="走访安排"
    )
    state = models.CharField("状态", max_length=20, choices=Reach, default=Reach.UNVISITED)
    # Days of `tries`, counted here as well so that the database can refuse an early excuse.
    tries_count = models.PositiveSmallIntegerField("上门次数", default=0)
    excuse = models.CharField("未访原因", max_length=10, choices=Excuse, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    excused_by_name = models.CharField("批准人", max_length=40, blank=True)
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="+")
    left_as = models.CharField("离开时", max_length=10, choices=Status, blank=True)
    # Of two families that were merged after the campaign had ended: what it reported stays.
    is_second = models.BooleanField("合并前另列的一户", default=False, editable=False)

    on_departure = departing.stand_anew
    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = "走访对象"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "household"],
                condition=Q(is_second=False),
                name="visits_target_once",
            ),
            models.CheckConstraint(
                condition=Q(is_general=True) | Q(is_key=True), name="visits_target_in_a_tier"
            ),
            models.CheckConstraint(
                condition=~Q(state=Reach.VISITED) | Q(visit__isnull=False),
                name="visits_visited_cites_a_visit",
            ),
            models.CheckConstraint(
                condition=~Q(state=Reach.EXCUSED)
                | (
                    ~Q(excuse="") & Q(tries_count__gte=TRIES_BEFORE_EXCUSE) & ~Q(excused_by_name="")
                ),
                name="visits_excused_after_a_second_try",
            ),
            models.CheckConstraint(
                condition=Q(state=Reach.GONE) & ~Q(left_as="")
                | ~Q(state=Reach.GONE) & Q(left_as=""),
                name="visits_gone_says_how",
            ),
        ]
        indexes = [
            # Holds all that is counted by place, so that a county's list reads no other's rows.
            models.Index(
                fields=["campaign", "region", "state", "is_key", "is_general", "persons_count"],
                name="visits_standing_by_place",
            ),
            models.Index(fields=["campaign", "unit", "state"], name="visits_left_by_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.household} {self.get_state_display()}"


class Stop(models.Model):
    """A household that an outing set out to call on, whatever became of it since."""

    outing = models.ForeignKey(Outing, models.CASCADE, related_name="stops")
    target = models.ForeignKey(Target, models.CASCADE, related_name="stops")
    on_target_merge = merging.move_new("outing_id")

    class Meta:
        verbose_name = "走访安排的家庭"
        constraints = [
            models.UniqueConstraint(fields=["outing", "target"], name="visits_stop_once")
        ]

    def __str__(self) -> str:
        return f"{self.outing_id} → {self.target_id}"


class TryQuerySet(models.QuerySet["Try"]):
    def standing(self) -> Self:
        return self.filter(taken_back_at=None)


class Try(models.Model):
    """Somebody went on that day and met nobody (S0-70). What was noted by mistake is kept."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="tries")
    on_target_merge = merging.move_new("tried_on", taken_back_at=None)
    tried_on = models.DateField("上门日期")
    note = models.CharField("情况", max_length=200, blank=True)
    noted_at = models.DateTimeField("登记时间")
    noted_by_name = models.CharField("登记人", max_length=40)
    taken_back_at = models.DateTimeField("撤销时间", null=True)
    taken_back_reason = models.CharField("撤销原因", max_length=200, blank=True)

    objects = TryQuerySet.as_manager()

    class Meta:
        verbose_name = "未遇"
        constraints = [
            models.UniqueConstraint(
                fields=["target", "tried_on"],
                condition=Q(taken_back_at__isnull=True),
                name="visits_one_try_a_day",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_reason="")
                | Q(taken_back_at__isnull=False) & ~Q(taken_back_reason=""),
                name="visits_try_is_taken_back_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tried_on} {self.note}"
