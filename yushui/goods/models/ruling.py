"""What a named official decided about something found in the book of gifts (问题认定)."""

from typing import Self

from django.db import models
from django.db.models import Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.goods.models.handout import Handout
from yushui.goods.models.movement import Movement
from yushui.goods.models.stocktake import StockTake


SUBJECTS = ("handout", "movement", "stocktake")


class RulingQuerySet(models.QuerySet["Ruling"]):
    def visible_to(self, actor: Actor) -> Self:
        scope = actor.scope(Permission.FUNDS_VIEW)
        seen = Q(pk__in=[])
        for subject in SUBJECTS:
            seen |= scope.rows_by_unit(f"{subject}__unit")
        return self.filter(seen)


class Ruling(models.Model):
    """One decision about one finding; the finding stays, and shows as decided."""

    code = models.CharField("问题", max_length=20)
    handout = models.ForeignKey(Handout, models.PROTECT, null=True, related_name="rulings")
    movement = models.ForeignKey(Movement, models.PROTECT, null=True, related_name="rulings")
    stocktake = models.ForeignKey(StockTake, models.PROTECT, null=True, related_name="rulings")
    decision = models.CharField("认定意见", max_length=200)
    decided_at = models.DateTimeField("认定时间")
    decided_by_id = models.CharField(max_length=36)
    decided_by_name = models.CharField("认定人", max_length=40)

    objects = RulingQuerySet.as_manager()

    class Meta:
        verbose_name = "慰问品问题认定"
        constraints = [
            models.CheckConstraint(
                condition=Q(handout__isnull=False, movement__isnull=True, stocktake__isnull=True)
                | Q(handout__isnull=True, movement__isnull=False, stocktake__isnull=True)
                | Q(handout__isnull=True, movement__isnull=True, stocktake__isnull=False),
                name="goods_ruling_is_about_one_thing",
            ),
            models.CheckConstraint(condition=~Q(decision=""), name="goods_ruling_says_something"),
            *(
                models.UniqueConstraint(
                    fields=[subject, "code"],
                    condition=Q((f"{subject}__isnull", False)),
                    name=f"goods_{subject}_ruled_once",
                )
                for subject in SUBJECTS
            ),
        ]

    def __str__(self) -> str:
        return self.decision
