"""A contact (联系人) of a family, and the number (服务电话) the families of a place may call."""

from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.kernel import clock, merging
from yushui.people.models.household import Household, HouseholdQuerySet
from yushui.territory.models import Region
from yushui.territory.references import follows


class EndReason(models.TextChoices):
    TRANSFERRED = "transferred", "工作调动"
    RETIRED = "retired", "退休、离职"
    DUTIES = "duties", "分工调整"
    FAMILY = "family", "家庭要求更换"
    GONE = "gone", "家庭迁出或不再需要"
    MISTAKE = "mistake", "登记有误"
    MERGED = "merged", "两户合并"


def end_or_move(
    references: "models.QuerySet[Contact]",
    field: str,
    into: models.Model,
    journal: merging.Journal,
) -> None:
    """Of two families that are one the contact of the one that stays goes on, if there is one."""
    has_one = Contact.objects.active().filter(household=into.pk).exists()
    for contact in references.order_by("pk"):
        if has_one and contact.until is None:
            until = max(contact.since, clock.today())
            ended = {"until": until, "end_reason": EndReason.MERGED, "ended_by_name": "系统"}
            journal.change(contact, **ended)
        journal.change(contact, household_id=into.pk)


class ContactQuerySet(models.QuerySet["Contact"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(actor.scope(Permission.PEOPLE_VIEW).rows("household__region"))

    def active(self) -> Self:
        return self.filter(until=None)

    def for_listing(self) -> Self:
        return self.select_related("household__region").order_by("-since", "-pk")


class Contact(models.Model):
    """The cadre or volunteer a family calls first (S0-33). There is one at a time.

    The unit is a text: many are volunteers, or work where the one who names them has no say.
    """

    household = models.ForeignKey(Household, models.PROTECT, related_name="contacts")
    on_household_merge = end_or_move
    name = models.CharField("联系人", max_length=40)
    unit_name = models.CharField("所在单位", max_length=60)
    title = models.CharField("职务", max_length=40, blank=True)
    # Meant for the family and printed on its card, unlike the numbers of persons.
    phone = models.CharField("联系人电话", max_length=40)
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)
    end_reason = models.CharField("终止原因", max_length=12, choices=EndReason, blank=True)
    assigned_at = models.DateTimeField("安排时间")
    assigned_by_name = models.CharField("安排人", max_length=40)
    ended_by_name = models.CharField("终止人", max_length=40, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = "联系人"
        constraints = [
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(until__isnull=True),
                name="people_one_active_contact",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True, end_reason="", ended_by_name="")
                | (Q(until__isnull=False) & ~Q(end_reason="") & ~Q(ended_by_name="")),
                name="people_ended_contact_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="people_contact_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(phone=""), name="people_contact_can_be_called"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.unit_name}）"


def without_contact(households: HouseholdQuerySet) -> HouseholdQuerySet:
    """Those families nobody is named for."""
    return households.exclude(Exists(Contact.objects.active().filter(household=OuterRef("pk"))))


class Helpline(models.Model):
    """The service station's number for a place and for all below that have none of their own."""

    region = models.OneToOneField(
        Region, models.PROTECT, related_name="helpline", verbose_name="地方"
    )
    on_change_of_region = follows
    name = models.CharField("服务站名称", max_length=60)
    phone = models.CharField("服务电话", max_length=40)
    updated_at = models.DateTimeField("更新时间")

    class Meta:
        verbose_name = "服务电话"
        constraints = [
            models.CheckConstraint(condition=~Q(phone=""), name="people_helpline_can_be_called"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.phone}"
