"""Goods that leave a stock for another, get lost, or are taken by somebody on no list."""

from collections.abc import Sequence
from typing import Self

from django.db import models
from django.db.models import F, Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.goods.lifecycle import Booking
from yushui.goods.models.entry import Entry, EntryQuerySet
from yushui.goods.models.lot import Lot
from yushui.territory.models import Unit
from yushui.territory.references import follows


class Move(models.TextChoices):
    DOWN = "down", "下拨"
    BACK = "back", "退回"
    TAKEN = "taken", "名单外领用"
    LOST = "lost", "损耗"
    FOUND = "found", "盘盈"


BETWEEN = (Move.DOWN, Move.BACK)


class MovementQuerySet(EntryQuerySet["Movement"]):
    def visible_to(self, actor: Actor) -> Self:
        """Both sides see it."""
        scope = actor.scope(Permission.FUNDS_VIEW)
        return self.filter(scope.rows_by_unit("unit") | scope.rows_by_unit("receiver"))

    def under_way_to(self, units: Sequence[Unit | int]) -> Self:
        return self.filter(state=Booking.SENT, receiver__in=units)

    def for_listing(self) -> Self:
        return self.select_related("lot__item", "unit", "receiver").order_by("-on", "-pk")


class Movement(Entry):
    """So many of a lot, out of the stock of one unit; what is found again comes into it.

    What goes to another unit is signed for there: until then it is under way (ADR 0024).
    """

    kind = models.CharField("种类", max_length=10, choices=Move)
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="movements", verbose_name="批次")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    on_change_of_unit = follows
    receiver = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name="接收单位"
    )
    on_change_of_receiver = follows
    taker = models.CharField("领用人", max_length=40, blank=True)
    accepted_on = models.DateField("签收日期", null=True)
    accepted_by_name = models.CharField("签收人", max_length=40, blank=True)

    objects = MovementQuerySet.as_manager()

    class Meta(Entry.Meta):
        verbose_name = "慰问品往来"
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=BETWEEN, receiver__isnull=False)
                | ~Q(kind__in=BETWEEN) & Q(receiver__isnull=True) & ~Q(state=Booking.SENT),
                name="goods_between_two_units",
            ),
            models.CheckConstraint(
                condition=Q(receiver__isnull=True) | ~Q(unit=F("receiver")),
                name="goods_go_to_another_unit",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=BETWEEN, state=Booking.BOOKED)
                | Q(accepted_on__isnull=False) & ~Q(accepted_by_name=""),
                name="goods_arrive_when_signed_for",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=BETWEEN) & ~Q(document="")
                | ~Q(kind__in=BETWEEN) & ~Q(note=""),
                name="goods_move_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["lot", "unit"], name="goods_moved_out"),
            models.Index(fields=["receiver", "state"], name="goods_under_way"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.quantity}"

    @property
    def is_between(self) -> bool:
        return self.kind in BETWEEN
