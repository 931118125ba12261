"""Goods that came in together (入库批次), and what a unit has of them (库存).

A shelf guards that no more goes out than came in, as a purse does for money (ADR 0020, 0024).
"""

from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import F, Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.campaigns.models import Campaign
from yushui.funds.models import keeper_of
from yushui.goods.lifecycle import Booking
from yushui.goods.models.entry import Entry, EntryQuerySet
from yushui.goods.models.item import Item
from yushui.kernel.money import MoneyField
from yushui.territory.models import Unit
from yushui.territory.references import follows


class Origin(models.TextChoices):
    PURCHASE = "purchase", "购入"
    DONATION = "donation", "社会捐赠"
    ABOVE = "above", "上级调拨"


class LotQuerySet(EntryQuerySet["Lot"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(actor.scope(Permission.FUNDS_VIEW).rows_by_unit("unit"))

    def for_listing(self) -> Self:
        return self.select_related("item", "unit", "campaign").order_by("-on", "-pk")


class Lot(Entry):
    """Goods of one kind, price and document; the price goes with them wherever they go."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="lots", verbose_name="入库单位")
    on_change_of_unit = follows
    item = models.ForeignKey(Item, models.PROTECT, related_name="lots", verbose_name="品种")
    origin = models.CharField("来源", max_length=10, choices=Origin)
    price = MoneyField("单价")
    source = models.CharField("供货或捐赠单位", max_length=80)
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, null=True, related_name="lots", verbose_name="活动"
    )

    objects = LotQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = "慰问品入库"
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(condition=Q(price__gt=0), name="goods_lot_has_a_price"),
            models.CheckConstraint(
                condition=~Q(document="") & ~Q(source=""), name="goods_lot_comes_with_a_document"
            ),
            models.CheckConstraint(condition=~Q(state=Booking.SENT), name="goods_lot_is_there"),
        ]
        indexes = [models.Index(fields=["unit", "-on"], name="goods_came_in")]

    def __str__(self) -> str:
        return f"{self.item} {self.document}"

    def value(self, quantity: int) -> Decimal:
        """What so many of it cost (折算经费)."""
        return self.price * quantity


class ShelfQuerySet(models.QuerySet["Shelf"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(actor.scope(Permission.FUNDS_VIEW).rows_by_unit("unit"))

    def of(self, lot: Lot, unit: Unit) -> Self:
        return self.filter(lot=lot, unit=keeper_of(unit))

    def in_stock(self) -> Self:
        return self.filter(received__gt=_gone())

    def for_listing(self) -> Self:
        """The oldest goods first: they are to go out first."""
        rows = self.select_related("lot__item", "lot__campaign", "unit")
        return rows.order_by("lot__item__name", "lot__item", "lot__on", "-pk")


class Shelf(models.Model):
    """What one unit has of one lot, counted by where it went."""

    lot = models.ForeignKey(Lot, models.PROTECT, related_name="shelves", verbose_name="批次")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="shelves", verbose_name="单位")
    on_change_of_unit = follows
    received = models.PositiveIntegerField("收入", default=0)
    passed_on = models.PositiveIntegerField("下拨", default=0)
    given_back = models.PositiveIntegerField("退回", default=0)
    handed_out = models.PositiveIntegerField("发放", default=0)
    taken = models.PositiveIntegerField("名单外领用", default=0)
    lost = models.PositiveIntegerField("损耗", default=0)

    objects = ShelfQuerySet.as_manager()

    class Meta:
        verbose_name = "慰问品库存"
        constraints = [
            models.UniqueConstraint(fields=["lot", "unit"], name="goods_one_shelf_of_a_lot"),
            models.CheckConstraint(
                condition=Q(
                    received__gte=F("passed_on")
                    + F("given_back")
                    + F("handed_out")
                    + F("taken")
                    + F("lost")
                ),
                name="goods_no_more_than_came_in",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lot} {self.left}"

    @property
    def left(self) -> int:
        gone = (self.passed_on, self.given_back, self.handed_out, self.taken, self.lost)
        return self.received - sum(gone)

    @property
    def value(self) -> Decimal:
        return self.lot.value(self.left)


# Ways out of a stock, by the column that counts them.
GOING = ("passed_on", "given_back", "handed_out", "taken", "lost")


def _gone() -> "models.expressions.CombinedExpression":
    first, *others = (F(name) for name in GOING)
    total = first + others[0]
    for one in others[1:]:
        total = total + one
    return total
