"""Visits (走访) to households and to garrison units, and who was to be visited (应访尽访)."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.campaigns.models import Campaign, while_under_way
from yushui.kernel import merging
from yushui.kernel.lifecycle import Living
from yushui.kernel.money import MoneyField
from yushui.people import departures
from yushui.people.models import Household, Person, Status
from yushui.territory.models import Region, Unit
from yushui.territory.references import stays
from yushui.visits import departing
from yushui.visits.lifecycle import Excuse, Reach, State
from yushui.visits.rules import TRIES_BEFORE_EXCUSE


class Mode(models.TextChoices):
    """How a visit is paid. Only `home` satisfies 登门、入户 (S2-27)."""

    HOME = "home", "登门入户"
    MEETING = "meeting", "座谈交流"
    PHONE = "phone", "电话问候"
    LETTER = "letter", "发慰问信"


class Rank(models.TextChoices):
    """Duty grade of a participant, highest first (S0-31)."""

    HEAD = "head", "主要负责同志"
    LEADER = "leader", "负责同志"
    STAFF = "staff", "有关同志"


class GiftKind(models.TextChoices):
    GOODS = "goods", "慰问品"
    COUPLETS = "couplets", "春联"
    PICTURES = "pictures", "年画"
    LETTER = "letter", "慰问信"
    CITATION = "citation", "立功喜报"
    PLAQUE = "plaque", "光荣牌"
    CARD = "card", "联系卡"


class VisitQuerySet(models.QuerySet["Visit"]):
    def visible_to(self, actor: Actor) -> Self:
        """By place for those who answer for a place, by unit for the others."""
        scope = actor.scope(Permission.VISIT_VIEW)
        return self.filter(scope.rows("region") if scope.regions else scope.rows_by_unit("unit"))

    def standing(self) -> Self:
        return self.filter(state=State.RECORDED)

    def for_listing(self) -> Self:
        return self.select_related("household", "host", "region", "unit").order_by(
            "-made_on", "-pk"
        )


class Visit(Living):
    """One call on a household or on a garrison unit, with what was brought and what was heard."""

    # Made on the device or by the form: the same one twice is the same visit.
    op_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="visits")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="visits", verbose_name="走访单位")
    on_change_of_unit = while_under_way("campaign__")
    # Where it happened then. A household may move; the visit does not move with it.
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="地点")
    on_change_of_region = while_under_way("campaign__")
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, related_name="visits", verbose_name="家庭"
    )
    host = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="visits_received", verbose_name="部队"
    )
    on_change_of_host = while_under_way("campaign__")
    persons = models.ManyToManyField(Person, related_name="visits", verbose_name="慰问对象")
    on_household_merge = "yushui.visits.merging.move_visits"
    on_person_merge = "yushui.visits.merging.move_persons"
    mode = models.CharField("方式", max_length=10, choices=Mode, default=Mode.HOME)
    made_on = models.DateField("走访日期")
    money = MoneyField("慰问金", default=0)
    heard = models.TextField("困难和诉求", blank=True)
    state = models.CharField("状态", max_length=20, choices=State, default=State.RECORDED)
    recorded_at = models.DateTimeField("登记时间")
    recorded_by_id = models.CharField(max_length=36)
    recorded_by_name = models.CharField("登记人", max_length=40)
    cancelled_at = models.DateTimeField("撤销时间", null=True)
    cancelled_reason = models.CharField("撤销原因", max_length=200, blank=True)

    on_departure = departures.stay
    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = "走访"
        constraints = [
            models.CheckConstraint(
                condition=Q(household__isnull=True, host__isnull=False)
                | Q(household__isnull=False, host__isnull=True),
                name="visits_to_a_household_or_a_troop",
            ),
            models.UniqueConstraint(
                fields=["campaign", "unit", "household", "made_on"],
                condition=Q(state=State.RECORDED),
                name="visits_one_a_day",
            ),
            models.CheckConstraint(condition=Q(money__gte=0), name="visits_money_not_negative"),
            models.CheckConstraint(
                condition=Q(state=State.CANCELLED, cancelled_at__isnull=False)
                | Q(state=State.RECORDED, cancelled_at__isnull=True),
                name="visits_cancelled_has_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "unit", "-made_on"], name="visits_of_unit"),
            models.Index(fields=["campaign", "region", "-made_on"], name="visits_of_region"),
        ]

    def __str__(self) -> str:
        return f"{self.made_on} {self.get_mode_display()}"


class Participant(models.Model):
    """Somebody who went along; the name and post as they were that day."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="participants")
    name = models.CharField("姓名", max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    on_change_of_unit = stays
    title = models.CharField("职务", max_length=60, blank=True)
    rank = models.CharField("层次", max_length=10, choices=Rank, default=Rank.STAFF)

    class Meta:
        verbose_name = "走访人员"

    def __str__(self) -> str:
        return self.name


class Gift(models.Model):
    """Things handed over on a visit, with what they cost (慰问品折算经费)."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="gifts")
    kind = models.CharField("种类", max_length=10, choices=GiftKind, default=GiftKind.GOODS)
    name = models.CharField("名称", max_length=60)
    quantity = models.PositiveIntegerField("数量", default=1)
    value = MoneyField("折款", default=0)

    class Meta:
        verbose_name = "慰问品"
        constraints = [
            models.CheckConstraint(
                condition=Q(value__gte=0), name="visits_gift_value_not_negative"
            ),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="visits_gift_at_least_one"),
        ]

    def __str__(self) -> str:
        return f"{self.name}×{self.quantity}"


class TargetQuerySet(models.QuerySet["Target"]):
    def owed(self) -> Self:
        """Without those who are gone: nobody can visit them."""
        return self.exclude(state=Reach.GONE)

    def visible_to(self, actor: Actor) -> Self:
        return self.filter(actor.scope(Permission.VISIT_VIEW).rows("region"))

    def for_listing(self) -> Self:
        return self.select_related("household", "region", "unit").order_by(
            "region__path", "household__code", "-pk"
        )

    def with_tries(self) -> Self:
        """Each with the days on which nobody was met, the first of them first."""
        standing = Try.objects.standing().order_by("tried_on")
        return self.prefetch_related(models.Prefetch("tries", standing))


class Target(Living):
    """A household on the frozen list of a campaign, with why it is there and where it stands."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="targets")
    household = models.ForeignKey(Household, models.PROTECT, related_name="targets")
    on_household_merge = "yushui.visits.merging.join_targets"
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="村（社区）")
    on_change_of_region = while_under_way("campaign__")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="targets", verbose_name="责任单位")
    on_change_of_unit = while_under_way("campaign__")
    reasons = models.JSONField("列入理由", default=list)
    persons_count = models.PositiveSmallIntegerField("对象人数", default=1)
    state = models.CharField("状态", max_length=20, choices=Reach, default=Reach.UNVISITED)
    # Days of `tries`, counted here as well so that the database can refuse an early excuse.
    tries_count = models.PositiveSmallIntegerField("上门次数", default=0)
    excuse = models.CharField("未访原因", max_length=10, choices=Excuse, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    excused_by_name = models.CharField("批准人", max_length=40, blank=True)
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="+")
    left_as = models.CharField("离开时", max_length=10, choices=Status, blank=True)

    on_departure = departing.stand_anew
    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = "走访对象"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "household"], name="visits_target_once"),
            models.CheckConstraint(
                condition=~Q(state=Reach.VISITED) | Q(visit__isnull=False),
                name="visits_visited_cites_a_visit",
            ),
            models.CheckConstraint(
                condition=~Q(state=Reach.EXCUSED)
                | (
                    ~Q(excuse="") & Q(tries_count__gte=TRIES_BEFORE_EXCUSE) & ~Q(excused_by_name="")
                ),
                name="visits_excused_after_a_second_try",
            ),
            models.CheckConstraint(
                condition=Q(state=Reach.GONE) & ~Q(left_as="")
                | ~Q(state=Reach.GONE) & Q(left_as=""),
                name="visits_gone_says_how",
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "state", "region"], name="visits_left_by_place"),
            models.Index(fields=["campaign", "unit", "state"], name="visits_left_by_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.household} {self.get_state_display()}"


class TryQuerySet(models.QuerySet["Try"]):
    def standing(self) -> Self:
        return self.filter(taken_back_at=None)


class Try(models.Model):
    """Somebody went on that day and met nobody (S0-70). What was noted by mistake is kept."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="tries")
    on_target_merge = merging.move_new("tried_on", taken_back_at=None)
    tried_on = models.DateField("上门日期")
    note = models.CharField("情况", max_length=200, blank=True)
    noted_at = models.DateTimeField("登记时间")
    noted_by_name = models.CharField("登记人", max_length=40)
    taken_back_at = models.DateTimeField("撤销时间", null=True)
    taken_back_reason = models.CharField("撤销原因", max_length=200, blank=True)

    objects = TryQuerySet.as_manager()

    class Meta:
        verbose_name = "未遇"
        constraints = [
            models.UniqueConstraint(
                fields=["target", "tried_on"],
                condition=Q(taken_back_at__isnull=True),
                name="visits_one_try_a_day",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_reason="")
                | Q(taken_back_at__isnull=False) & ~Q(taken_back_reason=""),
                name="visits_try_is_taken_back_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tried_on} {self.note}"
