"""A local rule (本地规定): what a place asks of citations of a class from a day on."""

from functools import reduce
from operator import and_
from typing import Self

from django.db import models
from django.db.models import F, Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.kernel.money import MoneyField
from yushui.merits import national, rules
from yushui.merits.classes import label
from yushui.merits.lifecycle import Rank
from yushui.merits.rules import Route
from yushui.territory import paths
from yushui.territory.kinds import Level
from yushui.territory.models import Region
from yushui.territory.references import stays


class LocalRuleQuerySet(models.QuerySet["LocalRule"]):
    def visible_to(self, actor: Actor) -> Self:
        """Of one's own place, and of those above it, by which one has to go as well."""
        scope = actor.scope(Permission.MERIT_VIEW)
        above = {key for path in scope.regions if path != "/" for key in paths.ids(path)}
        return self.filter(scope.rows("region") | Q(region__in=above))

    def for_listing(self) -> Self:
        return self.select_related("region").order_by("region__path", "merit", "-since", "-pk")


def _not_below_the_national_rule() -> Q:
    """No rule asks for less than the national one in force: the database says so as well."""
    merits: dict[Route, list[str]] = {}
    for merit, route in national.editions()[0].routes.items():
        merits.setdefault(route, []).append(merit)
    return reduce(and_, (_at_least(route, codes) for route, codes in merits.items()))


def _at_least(floor: Route, codes: list[str]) -> Q:
    here = Q(
        level=floor.level,
        civil__in=rules.ranks_from(floor.civil),
        military__in=rules.ranks_from(floor.military),
    )
    above = Q(
        level__lt=floor.level,
        civil__in=rules.ranks_from(rules.stands_in(floor.civil)),
        military__in=rules.ranks_from(rules.stands_in(floor.military)),
    )
    return ~Q(merit__in=codes) | Q(level__isnull=True) | here | above


class LocalRule(models.Model):
    """Who brings it, by when, and what money comes with it; each is said or left to those above."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="适用地方")
    on_change_of_region = stays
    merit = models.CharField("等次", max_length=20)
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)
    document = models.CharField("依据文件", max_length=80)
    level = models.PositiveSmallIntegerField("送达层级", choices=Level, null=True, blank=True)
    civil = models.CharField("地方层次", max_length=12, choices=Rank, blank=True)
    military = models.CharField("军队层次", max_length=12, choices=Rank, blank=True)
    register_workdays = models.PositiveSmallIntegerField("登记工作日数", null=True, blank=True)
    deliver_days = models.PositiveSmallIntegerField("送达天数", null=True, blank=True)
    prize = MoneyField("奖励金", default=0)  # none: as the place above has it
    entered_at = models.DateTimeField("录入时间")
    entered_by_name = models.CharField("录入人", max_length=40)

    objects = LocalRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "喜报本地规定"
        constraints = [
            models.UniqueConstraint(
                fields=["region", "merit", "since"], name="merits_one_rule_a_day"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="merits_rule_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True, civil="", military="")
                | (Q(level__isnull=False) & ~Q(civil="") & ~Q(military="")),
                name="merits_rule_names_a_whole_route",
            ),
            models.CheckConstraint(
                condition=_not_below_the_national_rule(), name="merits_rule_not_below_national"
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=False)
                | Q(register_workdays__isnull=False)
                | Q(deliver_days__isnull=False)
                | Q(prize__gt=0),
                name="merits_rule_says_something",
            ),
            models.CheckConstraint(
                condition=Q(prize__gte=0),
                name="merits_rule_prize_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region}{label(self.merit)} {self.since}"

    @property
    def merit_label(self) -> str:
        return label(self.merit)

    @property
    def route(self) -> Route | None:
        return None if self.level is None else Route(self.level, self.civil, self.military)

    @property
    def route_in_words(self) -> str:
        return rules.in_words(self.route) if self.route else ""
