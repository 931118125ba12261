"""A standard (发放标准): who in a place is paid how much on an occasion, and on what ground."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.kernel.money import MoneyField
from yushui.territory import paths
from yushui.territory.models import Region
from yushui.territory.references import follows


class StandardQuerySet(models.QuerySet["Standard"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of the places one answers for, and those of the places above: they hold here."""
        scope = actor.scope(Permission.FUNDS_VIEW)
        above = {key for path in scope.regions if path.strip("/") for key in paths.ids(path)}
        return self.filter(scope.rows("region") | Q(region__in=above))

    def in_force(self, on: date, region: Region) -> Self:
        """Those that hold on a day in a place: its own, and of the places above."""
        return self.filter(
            Q(until__isnull=True) | Q(until__gte=on),
            since__lte=on,
            region__in=paths.ids(region.path),
        )

    def for_listing(self) -> Self:
        """The newest first, of one day those of the narrowest place."""
        return self.select_related("region").order_by("-since", "-region__level", "-pk")


class Standard(models.Model):
    """Local rules are rows of this table; a changed amount is another row, from another day."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="适用地方")
    on_change_of_region = follows
    name = models.CharField("名称", max_length=80)
    occasion = models.CharField("时节", max_length=20, blank=True)
    categories = models.JSONField("发放对象类别")
    amount = MoneyField("每人金额")
    source = models.TextField("依据原文")
    document = models.CharField("依据文号", max_length=80)
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)
    made_at = models.DateTimeField("登记时间")
    made_by_name = models.CharField("登记人", max_length=40)

    objects = StandardQuerySet.as_manager()

    class Meta:
        verbose_name = "发放标准"
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="funds_standard_pays_something"),
            models.CheckConstraint(
                condition=~Q(source="") & ~Q(document=""), name="funds_standard_has_a_ground"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="funds_standard_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["region", "since"], name="funds_standard_in_force")]

    def __str__(self) -> str:
        return self.name
