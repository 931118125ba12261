"""A kind of gift (慰问品品种): rice of ten kilograms, by the bag."""

from typing import Self

from django.db import models
from django.db.models import Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.territory import paths
from yushui.territory.models import Unit
from yushui.territory.references import follows


class Sort(models.TextChoices):
    """What it counts as when it is handed over; the words are those of a visit's gifts."""

    GOODS = "goods", "慰问品"
    COUPLETS = "couplets", "春联"
    PICTURES = "pictures", "年画"


class ItemQuerySet(models.QuerySet["Item"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of the units one answers for and of the units above, whose goods come down."""
        scope = actor.scope(Permission.FUNDS_VIEW)
        above = {key for path in scope.units for key in paths.ids(path)}
        return self.filter(scope.rows_by_unit("unit") | Q(unit__in=above))

    def usable_by(self, unit: Unit) -> Self:
        """Those a unit may enter goods of: its own, and those of the units above it."""
        return self.filter(unit__in=paths.ids(unit.path))

    def for_listing(self) -> Self:
        return self.select_related("unit").order_by("name", "spec", "-pk")


class Item(models.Model):
    """A name, a measure and a specification; how many a household gets in one campaign."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="items", verbose_name="登记单位")
    on_change_of_unit = follows
    sort = models.CharField("类别", max_length=10, choices=Sort, default=Sort.GOODS)
    name = models.CharField("名称", max_length=60)
    measure = models.CharField("计量单位", max_length=10)
    spec = models.CharField("规格", max_length=60, blank=True)
    per_household = models.PositiveIntegerField("每户标准", null=True, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = "慰问品品种"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name", "spec", "measure"], name="goods_an_item_once"
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(measure=""), name="goods_item_is_named_and_measured"
            ),
            models.CheckConstraint(
                condition=Q(per_household__isnull=True) | Q(per_household__gte=1),
                name="goods_standard_gives_something",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.spec}）" if self.spec else self.name
