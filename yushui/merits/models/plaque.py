"""A plaque (光荣牌) on a family's door, and what has happened to it."""

from typing import Self

from django.db import models
from django.db.models import Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.kernel import merging
from yushui.kernel.lifecycle import Living
from yushui.merits.lifecycle import PlaqueState
from yushui.people import departures
from yushui.people.models import Household
from yushui.territory.models import Unit
from yushui.territory.references import stays


class PlaqueQuerySet(models.QuerySet["Plaque"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(actor.scope(Permission.MERIT_VIEW).rows("household__region"))

    def standing(self) -> Self:
        """All but those that were never there."""
        return self.exclude(state=PlaqueState.VOID)

    def for_listing(self) -> Self:
        return self.select_related("household__region").order_by("-hung_on", "-pk")


class Plaque(Living):
    """The one plaque of a family, however many of its members qualify (国办发〔2018〕72号)."""

    household = models.ForeignKey(Household, models.PROTECT, related_name="plaques")
    on_household_merge = "yushui.merits.merging.join_plaques"
    # Where the soldier leaves or the veteran dies, the family keeps it.
    on_departure = departures.stay
    address = models.CharField("悬挂地址", max_length=120, blank=True)
    hung_on = models.DateField("悬挂日期")  # the board that hangs now
    state = models.CharField("状态", max_length=20, choices=PlaqueState, default=PlaqueState.HUNG)

    objects = PlaqueQuerySet.as_manager()

    class Meta:
        verbose_name = "光荣牌"
        constraints = [
            models.UniqueConstraint(
                fields=["household"],
                condition=~Q(state=PlaqueState.VOID),
                name="merits_one_plaque_a_family",
            ),
        ]
        indexes = [models.Index(fields=["state", "-hung_on"], name="merits_plaques")]

    def __str__(self) -> str:
        return f"{self.household}光荣牌"


class PlaqueEvent(models.Model):
    """A dated event of a plaque, with its reason."""

    plaque = models.ForeignKey(Plaque, models.CASCADE, related_name="events")
    on_plaque_merge = merging.move
    move = models.CharField("事项", max_length=20)
    on = models.DateField("日期")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="办理单位")
    on_change_of_unit = stays
    reason = models.CharField("原因", max_length=200, blank=True)
    noted_at = models.DateTimeField("登记时间")
    noted_by_name = models.CharField("登记人", max_length=40)

    class Meta:
        verbose_name = "光荣牌记录"

    def __str__(self) -> str:
        return f"{self.on} {self.move}"
