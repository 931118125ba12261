"""What a place sets for itself: questions of its own, what it switches, and what it limits."""

from datetime import date
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models import F, Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.discipline.checklist import Item, Turn
from yushui.kernel.money import MoneyField
from yushui.territory import paths
from yushui.territory.models import Region
from yushui.territory.references import stays


Row = TypeVar("Row", bound=models.Model)


class DatedQuerySet(models.QuerySet[Row]):
    def visible_to(self, actor: Actor) -> Self:
        """Of one's own place, and of those above it: they hold here as well."""
        scope = actor.scope(Permission.DISCIPLINE_VIEW)
        above = {key for path in scope.regions if path != "/" for key in paths.ids(path)}
        return self.filter(scope.rows("region") | Q(region__in=above))

    def in_force(self, on: date, region: Region) -> Self:
        """Those of the place and of all above it, the highest place first."""
        begun = self.filter(
            Q(until__isnull=True) | Q(until__gte=on),
            since__lte=on,
            region__in=paths.ids(region.path),
        )
        return begun.select_related("region").order_by("region__path", "since", "pk")

    def for_listing(self) -> Self:
        return self.select_related("region").order_by("region__path", "-since", "-pk")


class Dated(models.Model):
    """A row of a place that holds from a day on, by a document."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="适用地方")
    on_change_of_region = stays
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)
    document = models.CharField("依据文件", max_length=80)
    entered_at = models.DateTimeField("录入时间")
    entered_by_name = models.CharField("录入人", max_length=40)

    class Meta:
        abstract = True


def _ends_after_it_begins(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=(Q(until__isnull=True) | Q(until__gte=F("since"))) & ~Q(document=""), name=name
    )


class LocalItem(Dated):
    """A question that a place adds to the list."""

    section = models.CharField("类别", max_length=20)
    text = models.CharField("检查内容", max_length=100)
    of: Any = models.JSONField("用于")  # occasions

    objects = DatedQuerySet["LocalItem"].as_manager()

    class Meta:
        verbose_name = "本地检查项"
        constraints = [_ends_after_it_begins("discipline_item_ends_after_it_begins")]

    def __str__(self) -> str:
        return self.text

    def as_item(self) -> Item:
        source = f"{self.region.name}：{self.document}"
        return Item(f"local_{self.pk}", self.section, self.text, source, frozenset(self.of))


class Switch(Dated):
    """A section, or one item of it, switched on or off in a place for a time."""

    section = models.CharField("类别", max_length=20)
    item = models.CharField("检查项", max_length=40, blank=True)
    is_on = models.BooleanField("启用")

    objects = DatedQuerySet["Switch"].as_manager()

    class Meta:
        verbose_name = "检查项启停"
        constraints = [
            _ends_after_it_begins("discipline_switch_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["region", "section", "item", "since"], name="discipline_one_switch_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.section} {self.since}"

    def as_turn(self) -> Turn:
        return Turn(
            self.section,
            self.is_on,
            self.since,
            self.document,
            until=self.until,
            item=self.item,
            place=self.region.name,
        )


class Limit(Dated):
    """From how many people on a gathering needs approval, and what a family may cost at most."""

    size = models.PositiveIntegerField("须经批准的人数", null=True, blank=True)
    is_refused = models.BooleanField("没有批准的不予登记", default=False)
    per_home = MoneyField("每户最高支出", default=0)  # none: no limit

    objects = DatedQuerySet["Limit"].as_manager()

    class Meta:
        verbose_name = "聚集和支出限额"
        constraints = [
            _ends_after_it_begins("discipline_limit_ends_after_it_begins"),
            models.UniqueConstraint(fields=["region", "since"], name="discipline_one_limit_a_day"),
            models.CheckConstraint(
                condition=Q(per_home__gte=0) & (Q(size__isnull=False) | Q(per_home__gt=0)),
                name="discipline_limit_limits_something",
            ),
            models.CheckConstraint(
                condition=Q(is_refused=False) | Q(size__isnull=False),
                name="discipline_refusal_names_a_size",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.since}"
