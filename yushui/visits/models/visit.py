"""A visit (走访) to a household or to a garrison unit, who went, what was brought and done."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.campaigns.models import Campaign, while_under_way
from yushui.goods.models import Handout
from yushui.kernel.lifecycle import Living
from yushui.kernel.money import MoneyField
from yushui.people import departures
from yushui.people.models import Household, Person
from yushui.territory.models import Region, Unit
from yushui.territory.references import stays
from yushui.visits.lifecycle import State
from yushui.visits.models.group import GroupVisit


class Mode(models.TextChoices):
    """How a visit is paid. Only `home` satisfies 登门、入户 (S2-27)."""

    HOME = "home", "登门入户"
    MEETING = "meeting", "座谈交流"
    PHONE = "phone", "电话问候"
    LETTER = "letter", "发慰问信"
    GROUP = "group", "集中慰问"


class Rank(models.TextChoices):
    """Duty grade of a participant, highest first (S0-31)."""

    HEAD = "head", "主要负责同志"
    LEADER = "leader", "负责同志"
    STAFF = "staff", "有关同志"


class MoneyFrom(models.TextChoices):
    """Nothing is said where no money was given, or where the unit had no purse to draw on."""

    PURSE = "purse", "活动经费"
    OWN = "own", "本单位自有资金"


class GiftKind(models.TextChoices):
    GOODS = "goods", "慰问品"
    COUPLETS = "couplets", "春联"
    PICTURES = "pictures", "年画"
    LETTER = "letter", "慰问信"
    CITATION = "citation", "立功喜报"
    PLAQUE = "plaque", "光荣牌"
    CARD = "card", "联系卡"


class Help(models.TextChoices):
    """What was done for them, besides bringing something (S2-32, S4-33)."""

    EMPLOYMENT = "employment", "就业扶持"
    MATERIAL = "material", "物质资助"
    COMFORT = "comfort", "精神慰藉"
    COUNSEL = "counsel", "心理援助"
    LEGAL = "legal", "法律援助"
    CARE = "care", "探望照料"
    HYGIENE = "hygiene", "卫生防疫"


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
    group_visit = models.ForeignKey(
        GroupVisit, models.PROTECT, null=True, related_name="visits", verbose_name="集中慰问"
    )
    mode = models.CharField("方式", max_length=10, choices=Mode, default=Mode.HOME)
    made_on = models.DateField("走访日期")
    money = MoneyField("慰问金", default=0)
    has_talk = models.BooleanField("交谈问候", default=True)
    money_from = models.CharField("资金来源", max_length=10, choices=MoneyFrom, blank=True)
    heard = models.TextField("困难和诉求", blank=True)
    notes = models.TextField("座谈纪要", blank=True)  # of a symposium with troops (S4-19)
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
                condition=Q(mode=Mode.GROUP, group_visit__isnull=False)
                | ~Q(mode=Mode.GROUP) & Q(group_visit__isnull=True),
                name="visits_in_a_group_cites_it",
            ),
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
                condition=Q(money_from="") | Q(money__gt=0), name="visits_no_money_from_nowhere"
            ),
            models.CheckConstraint(
                condition=Q(state=State.CANCELLED, cancelled_at__isnull=False)
                | Q(state=State.RECORDED, cancelled_at__isnull=True),
                name="visits_cancelled_has_a_moment",
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "unit", "-made_on"], name="visits_of_unit"),
            models.Index(fields=["campaign", "region", "-made_on"], name="visits_of_region"),
            # What units gave of their own: few, and asked for whenever money is reconciled.
            models.Index(
                fields=["campaign", "unit"],
                condition=Q(money_from=MoneyFrom.OWN),
                name="visits_of_own_money",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.made_on} {self.get_mode_display()}"


class Participant(models.Model):
    """Somebody who went along, or came to a group visit; name and post as they were that day."""

    visit = models.ForeignKey(Visit, models.CASCADE, null=True, related_name="participants")
    group_visit = models.ForeignKey(
        GroupVisit, models.CASCADE, null=True, related_name="participants"
    )
    name = models.CharField("姓名", max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="单位")
    on_change_of_unit = stays
    title = models.CharField("职务", max_length=60, blank=True)
    rank = models.CharField("层次", max_length=10, choices=Rank, default=Rank.STAFF)

    class Meta:
        verbose_name = "走访人员"
        constraints = [
            models.CheckConstraint(
                condition=Q(visit__isnull=True, group_visit__isnull=False)
                | Q(visit__isnull=False, group_visit__isnull=True),
                name="visits_participant_of_one_event",
            )
        ]

    def __str__(self) -> str:
        return self.name


class Gift(models.Model):
    """Things handed over on a visit, with what they cost (慰问品折算经费)."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="gifts")
    kind = models.CharField("种类", max_length=10, choices=GiftKind, default=GiftKind.GOODS)
    name = models.CharField("名称", max_length=60)
    quantity = models.PositiveIntegerField("数量", default=1)
    value = MoneyField("折款", default=0)
    # What was drawn on the stock for it; nothing, where it was bought otherwise.
    handout = models.OneToOneField(
        Handout, models.PROTECT, null=True, related_name="gift", verbose_name="出库记录"
    )

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


class Service(models.Model):
    """Something done for them on a visit, each kind once."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="services")
    kind = models.CharField("种类", max_length=10, choices=Help)

    class Meta:
        verbose_name = "服务"
        constraints = [
            models.UniqueConstraint(fields=["visit", "kind"], name="visits_service_once")
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
