"""Something that happened to a family (变故) and asks for a visit, in a campaign or in none."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.kernel.lifecycle import Living
from yushui.people import departures
from yushui.people.models import Household
from yushui.territory import references
from yushui.territory.models import Region, Unit
from yushui.visits.lifecycle import Answer
from yushui.visits.models.visit import Visit


class Happening(models.TextChoices):
    """What happened, as the notices name it (S0-43..45)."""

    MISFORTUNE = "misfortune", "重大变故"
    RIGHTS = "rights", "权益受损"
    DISASTER = "disaster", "自然灾害"
    OTHER = "other", "其他"


while_open = references.Answer(lambda on: Q(state=Answer.OPEN))


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(actor.scope(Permission.VISIT_VIEW).rows("region"))

    def open(self) -> Self:
        return self.filter(state=Answer.OPEN)

    def of(self, household: Household) -> Self:
        """What happened to one family, the newest first."""
        return self.filter(household=household).order_by("-happened_on", "-pk")

    def owed_by(self, units: list[int]) -> Self:
        """Of the families of a township, and of those of the county it lies in (S0-46)."""
        return self.filter(Q(township__in=units) | Q(office__in=units))

    def for_listing(self) -> Self:
        """Whoever has waited longest first."""
        return self.select_related(
            "household", "region__parent", "township", "office", "visit__unit"
        ).order_by("happened_on", "-pk")


class Occurrence(Living):
    """Something that happened to a family, whoever learned of it, and how it was answered."""

    household = models.ForeignKey(
        Household, models.PROTECT, related_name="occurrences", verbose_name="家庭"
    )
    on_household_merge = "yushui.visits.merging.join_occurrences"
    # Where the family lived then.
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="地点")
    on_change_of_region = while_open
    # Both are to see it; a family may live where there is no township.
    township = models.ForeignKey(
        Unit, models.PROTECT, null=True, related_name="+", verbose_name="责任乡镇"
    )
    on_change_of_township = while_open
    office = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="责任双拥办")
    on_change_of_office = while_open
    kind = models.CharField("种类", max_length=10, choices=Happening)
    happened_on = models.DateField("发生日期")
    learned_on = models.DateField("得知日期")
    told_by = models.CharField("告知人", max_length=40, blank=True)
    summary = models.CharField("情况", max_length=200)
    state = models.CharField("状态", max_length=20, choices=Answer, default=Answer.OPEN)
    opened_at = models.DateTimeField("登记时间")
    opened_by_name = models.CharField("登记人", max_length=40)
    visit = models.OneToOneField(
        Visit, models.PROTECT, null=True, related_name="occurrence", verbose_name="走访"
    )
    closed_on = models.DateField("办结日期", null=True)
    closed_reason = models.CharField("不再走访的原因", max_length=200, blank=True)
    closed_by_name = models.CharField("批准人", max_length=40, blank=True)

    on_departure = departures.stay
    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = "变故"
        constraints = [
            models.UniqueConstraint(
                fields=["household", "kind", "happened_on"], name="visits_occurrence_once"
            ),
            models.CheckConstraint(
                condition=Q(learned_on__gte=F("happened_on")),
                name="visits_occurrence_learned_after_it_happened",
            ),
            models.CheckConstraint(
                condition=Q(state=Answer.ANSWERED, visit__isnull=False)
                | ~Q(state=Answer.ANSWERED) & Q(visit__isnull=True),
                name="visits_answered_cites_a_visit",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state=Answer.CLOSED, closed_on__isnull=False)
                    & ~Q(closed_reason="")
                    & ~Q(closed_by_name="")
                )
                | ~Q(state=Answer.CLOSED)
                & Q(closed_on__isnull=True, closed_reason="", closed_by_name=""),
                name="visits_closed_says_why_and_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.happened_on} {self.get_kind_display()}"

    def days(self, today: date) -> int:
        """How long it took, or has taken so far, since the day it happened (S0-45)."""
        return ((self.ended_on or today) - self.happened_on).days

    @property
    def ended_on(self) -> date | None:
        return self.visit.made_on if self.visit else self.closed_on
