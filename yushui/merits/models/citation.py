"""A citation (立功喜报) that came in for a soldier's family, and every step it has taken."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.kernel.lifecycle import Living
from yushui.merits.classes import label
from yushui.merits.lifecycle import BEFORE_DELIVERY, OFF_THE_WAY, REACHED, Home, State
from yushui.people import departures
from yushui.people.models import Household, Person
from yushui.territory.models import Region, Unit
from yushui.territory.references import Answer


ON_THE_WAY = Answer(lambda on: Q(state__in=[*BEFORE_DELIVERY, State.RETURNED]))
_STANDS = ~Q(state=State.WITHDRAWN)


class CitationQuerySet(models.QuerySet["Citation"]):
    def visible_to(self, actor: Actor) -> Self:
        """By where the family lives, for both lanes alike: they bring it together."""
        return self.filter(actor.scope(Permission.MERIT_VIEW).rows("region"))

    def waiting(self) -> Self:
        """Those that have yet to be brought."""
        return self.filter(state__in=BEFORE_DELIVERY)

    def overdue(self, today: date) -> Self:
        return self.waiting().filter(due_on__lt=today)

    def for_listing(self) -> Self:
        found = self.select_related("household", "region", "civil_unit", "military_unit")
        return found.order_by("-received_on", "-pk")


class Citation(Living):
    """One citation: who, for what, by which order, and where it has got to.

    The person is not always on the register, the family must be before anything is brought to it.
    """

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="citations", verbose_name="接收单位"
    )
    on_change_of_unit = ON_THE_WAY
    # Of the family once it is known, until then of the unit: who sees it is asked of this.
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="所在地方")
    on_change_of_region = ON_THE_WAY
    household = models.ForeignKey(
        Household, models.PROTECT, null=True, related_name="citations", verbose_name="家庭"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="citations", verbose_name="立功人员"
    )
    on_household_merge = "yushui.merits.merging.move_citations"
    on_person_merge = "yushui.merits.merging.move_citations"
    on_departure = departures.stay
    soldier_name = models.CharField("立功人姓名", max_length=40)
    merit = models.CharField("等次", max_length=20)
    order_number = models.CharField("命令（通令）文号", max_length=60)
    ordered_on = models.DateField("命令日期")
    issuer = models.CharField("授予单位", max_length=80, blank=True)
    sender = models.CharField("转来单位", max_length=80, blank=True)
    received_on = models.DateField("接收日期")
    home = models.CharField("送往", max_length=10, choices=Home, blank=True)
    address = models.CharField("送达地址", max_length=120, blank=True)
    recipient = models.CharField("接喜报的家属", max_length=40, blank=True)
    register_due_on = models.DateField("登记期限")
    due_on = models.DateField("送达期限")
    civil_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name="地方送达单位"
    )
    on_change_of_civil_unit = ON_THE_WAY
    military_unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name="军队送达单位"
    )
    on_change_of_military_unit = ON_THE_WAY
    planned_on = models.DateField("计划送达日期", null=True, blank=True)
    delivery = models.ForeignKey(
        "merits.Delivery", models.PROTECT, null=True, related_name="+", verbose_name="送达记录"
    )
    state = models.CharField("状态", max_length=20, choices=State, default=State.RECEIVED)
    reason = models.CharField("退回、作废原因", max_length=200, blank=True)

    objects = CitationQuerySet.as_manager()

    class Meta:
        verbose_name = "立功喜报"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "merit", "order_number"],
                condition=Q(person__isnull=False) & _STANDS,
                name="merits_one_citation_a_person_and_order",
            ),
            models.UniqueConstraint(
                fields=["household", "soldier_name", "merit", "order_number"],
                condition=Q(household__isnull=False) & _STANDS,
                name="merits_one_citation_a_name_and_order",
            ),
            models.UniqueConstraint(
                fields=["unit", "soldier_name", "merit", "order_number"],
                condition=Q(household__isnull=True) & _STANDS,
                name="merits_one_citation_received",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[State.RECEIVED, *OFF_THE_WAY])
                | (Q(household__isnull=False) & ~Q(home="") & ~Q(address="")),
                name="merits_registered_has_a_home",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | Q(household__isnull=False),
                name="merits_person_is_of_a_family",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.ASSIGNED, *REACHED])
                | Q(civil_unit__isnull=False, military_unit__isnull=False),
                name="merits_assigned_to_both_lanes",
            ),
            models.CheckConstraint(
                condition=Q(state__in=REACHED, delivery__isnull=False)
                | (~Q(state__in=REACHED) & Q(delivery__isnull=True)),
                name="merits_delivered_cites_a_delivery",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=OFF_THE_WAY) & ~Q(reason=""))
                | (~Q(state__in=OFF_THE_WAY) & Q(reason="")),
                name="merits_off_the_way_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["region", "state", "-received_on"], name="merits_by_place"),
            models.Index(fields=["state", "due_on"], name="merits_due"),
        ]

    def __str__(self) -> str:
        return f"{self.soldier_name}{self.merit_label}喜报"

    @property
    def merit_label(self) -> str:
        return label(self.merit)

    def is_late(self, today: date) -> bool:
        """Whether it should have been brought by now and was not."""
        return self.state in BEFORE_DELIVERY and self.due_on < today

    def is_registered_late(self, today: date) -> bool:
        return self.state == State.RECEIVED and self.register_due_on < today


class Step(models.Model):
    """A move of a citation: which, on what day, by whom, and what was said."""

    citation = models.ForeignKey(Citation, models.CASCADE, related_name="steps")
    move = models.CharField("事项", max_length=20)
    on = models.DateField("日期")
    note = models.CharField("说明", max_length=200, blank=True)
    made_at = models.DateTimeField("登记时间")
    made_by_name = models.CharField("登记人", max_length=40)

    class Meta:
        verbose_name = "喜报办理记录"

    def __str__(self) -> str:
        return f"{self.on} {self.move}"
