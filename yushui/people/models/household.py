"""A household (家庭): a family at an address."""

import uuid
from typing import Self

from django.db import models

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.territory.fields import BytewiseField
from yushui.territory.models import Region
from yushui.territory.references import follows


class PlaceKind(models.TextChoices):
    VILLAGE = "village", "村（社区）"
    COMPOUND = "compound", "家属院"
    BARRACKS = "barracks", "部队营区"
    ELSEWHERE = "elsewhere", "外出居住"


class HouseholdQuerySet(models.QuerySet["Household"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(actor.scope(Permission.PEOPLE_VIEW).rows("region"))

    def for_listing(self) -> Self:
        return self.select_related("region").order_by("region__path", "code", "-pk")


class Household(models.Model):
    """A family at an address. Its key is not a person's key (S0-34)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField("家庭编号", max_length=20)
    head_name = BytewiseField("户主", max_length=40)
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        related_name="households",
        verbose_name="所在村（社区）",
        db_index=False,  # people_household_place begins with it
    )
    on_change_of_region = follows
    address = models.CharField("住址", max_length=120, blank=True)
    place_kind = models.CharField(
        "居住类型", max_length=10, choices=PlaceKind, default=PlaceKind.VILLAGE
    )
    phone_sealed = models.BinaryField(null=True)
    phone_key = models.BigIntegerField(default=0, editable=False)  # as a person's
    other_phone_key = models.BigIntegerField(default=0, editable=False)
    updated_at = models.DateTimeField("更新时间")

    objects = HouseholdQuerySet.as_manager()

    class Meta:
        verbose_name = "家庭"
        # Not `unique=True`, which on PostgreSQL brings a second index, for LIKE; nobody asks so.
        constraints = [models.UniqueConstraint(fields=["code"], name="people_one_household_a_code")]
        indexes = [
            models.Index(fields=["region", "code"], name="people_household_place"),
            models.Index(fields=["head_name"], name="people_household_head"),
            models.Index(
                fields=["phone_key"],
                condition=models.Q(phone_key__gt=0),
                name="people_household_phone",
            ),
            models.Index(
                fields=["other_phone_key"],
                condition=models.Q(other_phone_key__gt=0),
                name="people_household_other_phone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.head_name}（{self.code}）"
