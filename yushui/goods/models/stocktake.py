"""A stock-take (盘点): what was counted of a lot at a unit, beside what the book said then."""

import uuid
from typing import Self

from django.db import models

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.goods.models.lot import Lot
from yushui.territory.models import Unit
from yushui.territory.references import follows


class StockTakeQuerySet(models.QuerySet["StockTake"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(actor.scope(Permission.FUNDS_VIEW).rows_by_unit("unit"))

    def unlike_the_book(self) -> Self:
        return self.exclude(counted=models.F("booked"))

    def for_listing(self) -> Self:
        return self.select_related("lot__item", "unit").order_by("-on", "-pk")


class StockTake(models.Model):
    op_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="stocktakes", verbose_name="批次")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    on_change_of_unit = follows
    counted = models.PositiveIntegerField("实点数量")
    # Of that moment: what is handed out later does not change it.
    booked = models.PositiveIntegerField("账面数量")
    on = models.DateField("盘点日期")
    note = models.CharField("说明", max_length=200, blank=True)
    recorded_at = models.DateTimeField("登记时间")
    recorded_by_id = models.CharField(max_length=36)
    recorded_by_name = models.CharField("盘点人", max_length=40)

    objects = StockTakeQuerySet.as_manager()

    class Meta:
        verbose_name = "慰问品盘点"
        indexes = [models.Index(fields=["unit", "-on"], name="goods_counted_at_unit")]

    def __str__(self) -> str:
        return f"{self.lot.item} {self.counted}"

    @property
    def difference(self) -> int:
        return self.counted - self.booked
