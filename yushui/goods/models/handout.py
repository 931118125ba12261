"""Goods handed to a household or a troop (发放), alone, on a visit or by a list, and who signed."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.campaigns.models import Campaign, while_under_way
from yushui.files.models import StoredFile
from yushui.goods.lifecycle import Hand
from yushui.goods.models.lot import Lot
from yushui.kernel.lifecycle import Living
from yushui.people import departures
from yushui.people.models import Household
from yushui.territory.models import Region, Unit


class Way(models.TextChoices):
    VISIT = "visit", "走访时送到"
    LIST = "list", "按名单发放"
    DESK = "desk", "单独发放"


class Signed(models.TextChoices):
    SELF = "self", "本人签收"
    AGENT = "agent", "代领"
    PHOTO = "photo", "现场照片"


class DistributionQuerySet(models.QuerySet["Distribution"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(actor.scope(Permission.FUNDS_VIEW).rows_by_unit("unit"))

    def for_listing(self) -> Self:
        return self.select_related("campaign", "unit", "region", "lot__item").order_by("-on", "-pk")


class Distribution(models.Model):
    """A list of households that are to get so many of a lot each; its lines are handouts."""

    # Made by the form: the same one twice is the same list.
    op_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="distributions", verbose_name="活动"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="distributions", verbose_name="发放单位"
    )
    on_change_of_unit = while_under_way("campaign__")
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="发放范围")
    on_change_of_region = while_under_way("campaign__")
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="distributions", verbose_name="批次")
    each = models.PositiveIntegerField("每户数量")
    on = models.DateField("发放日期")
    made_at = models.DateTimeField("编制时间")
    made_by_name = models.CharField("编制人", max_length=40)

    objects = DistributionQuerySet.as_manager()

    class Meta:
        verbose_name = "发放名单"
        constraints = [
            models.CheckConstraint(condition=Q(each__gte=1), name="goods_list_gives_something")
        ]
        indexes = [models.Index(fields=["unit", "-on"], name="goods_lists_of_unit")]

    def __str__(self) -> str:
        return f"{self.region} {self.lot.item}"


def _recorded_by(actor: Actor) -> Q:
    """Their own entries, as long as they visit in that place."""
    return Q(actor.scope(Permission.VISIT_RECORD).rows("region"), recorded_by_id=actor.id)


class HandoutQuerySet(models.QuerySet["Handout"]):
    def visible_to(self, actor: Actor) -> Self:
        """Of one's own units and those below, and what one recorded for the unit above."""
        theirs = actor.scope(Permission.FUNDS_VIEW).rows_by_unit("unit")
        return self.filter(theirs | _recorded_by(actor))

    def of_hand(self, actor: Actor) -> Self:
        """What one may sign for and take back."""
        own = actor.own_scope(Permission.VISIT_RECORD).rows_by_unit("unit")
        return self.filter(own | _recorded_by(actor))

    def given(self) -> Self:
        return self.filter(state=Hand.GIVEN)

    def for_listing(self) -> Self:
        rows = self.select_related("household__region", "host", "lot__item", "unit", "campaign")
        return rows.order_by("-given_on", "-pk")


class Handout(Living):
    """So many of a lot for one recipient. It draws on the stock when it is given, not before."""

    # The occasion, and the line of it: the same ones twice are the same handout. Of a visit it is
    # the visit's own, so that two lots brought at once are not taken for two occasions.
    occasion = models.UUIDField(default=uuid.uuid4, editable=False)
    line = models.PositiveIntegerField(default=0)
    way = models.CharField("方式", max_length=10, choices=Way)
    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="handouts", verbose_name="活动"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="handouts", verbose_name="发放单位")
    on_change_of_unit = while_under_way("campaign__")
    lot = models.ForeignKey(Lot, models.PROTECT, related_name="handouts", verbose_name="批次")
    distribution = models.ForeignKey(
        Distribution, models.PROTECT, null=True, related_name="lines", verbose_name="发放名单"
    )
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, related_name="handouts", verbose_name="家庭"
    )
    on_household_merge = "yushui.goods.merging.move_handouts"
    on_departure = departures.stay
    host = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name="部队")
    on_change_of_host = while_under_way("campaign__")
    # Where the household lived then.
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="地点")
    on_change_of_region = while_under_way("campaign__")
    quantity = models.PositiveIntegerField("数量")
    state = models.CharField("状态", max_length=20, choices=Hand, default=Hand.GIVEN)
    given_on = models.DateField("发放日期", null=True)
    signed_as = models.CharField("签收方式", max_length=10, choices=Signed, blank=True)
    signer = models.CharField("签收人", max_length=40, blank=True)
    relation = models.CharField("与受领人关系", max_length=20, blank=True)
    picture = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, related_name="+", verbose_name="现场照片"
    )
    recorded_at = models.DateTimeField("登记时间")
    recorded_by_id = models.CharField(max_length=36)
    recorded_by_name = models.CharField("登记人", max_length=40)
    cancelled_at = models.DateTimeField("撤销时间", null=True)
    cancelled_reason = models.CharField("撤销原因", max_length=200, blank=True)

    objects = HandoutQuerySet.as_manager()

    class Meta:
        verbose_name = "慰问品发放"
        constraints = [
            models.UniqueConstraint(fields=["occasion", "line"], name="goods_handed_out_once"),
            models.UniqueConstraint(
                fields=["distribution", "household"],
                condition=Q(state=Hand.LISTED),
                name="goods_once_on_a_list",
            ),
            models.CheckConstraint(
                condition=Q(household__isnull=True, host__isnull=False)
                | Q(household__isnull=False, host__isnull=True),
                name="goods_for_a_household_or_a_troop",
            ),
            models.CheckConstraint(
                condition=Q(way=Way.LIST, distribution__isnull=False)
                | ~Q(way=Way.LIST) & Q(distribution__isnull=True),
                name="goods_by_a_list_cite_it",
            ),
            models.CheckConstraint(
                condition=Q(quantity__gte=1), name="goods_handout_is_of_something"
            ),
            models.CheckConstraint(
                condition=~Q(state=Hand.GIVEN) | Q(given_on__isnull=False),
                name="goods_given_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(signed_as="", signer="", relation="", picture__isnull=True)
                | Q(signed_as=Signed.SELF, relation="") & ~Q(signer="")
                | Q(signed_as=Signed.AGENT) & ~Q(signer="") & ~Q(relation="")
                | Q(signed_as=Signed.PHOTO, picture__isnull=False),
                name="goods_signed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=Hand.CANCELLED, cancelled_at__isnull=False)
                | ~Q(state=Hand.CANCELLED) & Q(cancelled_at__isnull=True),
                name="goods_handout_cancelled_has_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-given_on"], name="goods_handouts_of_unit"),
            models.Index(fields=["campaign", "household"], name="goods_handouts_of_home"),
            models.Index(
                fields=["unit", "given_on"],
                condition=Q(state=Hand.GIVEN, signed_as=""),
                name="goods_unsigned",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lot.item}×{self.quantity}"
