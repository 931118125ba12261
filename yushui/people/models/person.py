"""A person (人员) in a household, and the categories a person belongs to."""

import uuid
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.kernel import merging
from yushui.people import rules
from yushui.people.lifecycle import Status
from yushui.people.models.household import Household
from yushui.people.searching import keys
from yushui.territory import paths
from yushui.territory.fields import BytewiseField
from yushui.territory.models import Region


class Sex(models.TextChoices):
    """GB/T 2261.1."""

    UNKNOWN = "0", "未知"
    MALE = "1", "男"
    FEMALE = "2", "女"
    UNSTATED = "9", "未说明"


class Cause(models.TextChoices):
    """Why a soldier is disabled (军人抚恤优待条例 2024 art. 25)."""

    WAR = "war", "因战"
    DUTY = "duty", "因公"
    ILLNESS = "illness", "因病"


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(actor.scope(Permission.PEOPLE_VIEW).rows("household__region"))

    def within(self, region: Region) -> Self:
        return self.filter(
            household__region__path__gte=region.path,
            household__region__path__lt=paths.after(region.path),
        )

    def alive(self) -> Self:
        return self.filter(status=Status.ALIVE)

    def met_since(self, day: date) -> Self:
        """Those who live, and those who left or died later than the day."""
        return self.filter(Q(status=Status.ALIVE) | Q(status_on__gt=day))


class Person(models.Model):
    """Somebody in a household. Age is computed from the birth date, never stored (S1-42)."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    household = models.ForeignKey(Household, models.PROTECT, related_name="persons")
    on_household_merge = merging.move
    name = BytewiseField("姓名", max_length=40)
    # By what somebody is found (people.searching.keys); it follows from the columns beside it.
    reading = BytewiseField("读音", max_length=keys.LONGEST_READING, editable=False)
    phone_key = models.BigIntegerField(default=0, editable=False)
    other_phone_key = models.BigIntegerField(default=0, editable=False)
    id_tail_key = models.BigIntegerField(default=0, editable=False)
    relation = models.CharField("与户主关系", max_length=20, blank=True)
    sex = models.CharField("性别", max_length=1, choices=Sex, default=Sex.UNKNOWN)
    birth_on = models.DateField("出生日期", null=True, blank=True)
    id_sealed = models.BinaryField(null=True)
    id_index = models.CharField(max_length=64, null=True, blank=True)  # noqa: DJ001 -- unique
    phone_sealed = models.BinaryField(null=True)
    status = models.CharField("状态", max_length=10, choices=Status, default=Status.ALIVE)
    status_on = models.DateField("状态日期", null=True, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)
    updated_at = models.DateTimeField("更新时间")

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = "人员"
        constraints = [
            # Null when the number is unknown; soldiers' numbers often are.
            models.UniqueConstraint(fields=["id_index"], name="people_one_person_per_id_card"),
            models.CheckConstraint(condition=~Q(reading=""), name="people_person_has_a_reading"),
        ]
        indexes = [
            models.Index(fields=["name"], name="people_person_name"),
            # A roster that brings numbers looks at everybody who has none yet.
            models.Index(
                fields=["household"],
                condition=Q(id_index__isnull=True),
                name="people_person_without_number",
            ),
            models.Index(fields=["reading"], name="people_person_reading"),
            models.Index(fields=["phone_key"], name="people_person_phone"),
            models.Index(
                fields=["other_phone_key"],
                condition=Q(other_phone_key__gt=0),
                name="people_person_other_phone",
            ),
            models.Index(fields=["id_tail_key"], name="people_person_id_tail"),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def save(self, *args: Any, **kwargs: Any) -> None:
        # How a name is read is a stored column, derived from the name.
        self.reading = keys.reading(self.name)
        if "name" in (kwargs.get("update_fields") or ()):
            kwargs["update_fields"] = [*kwargs["update_fields"], "reading"]
        super().save(*args, **kwargs)

    def lived_on(self, day: date) -> bool:
        return self.status != Status.DEAD or (self.status_on is not None and day < self.status_on)

    def age(self, on: date) -> int | None:
        if self.birth_on is None:
            return None
        before_birthday = (on.month, on.day) < (self.birth_on.month, self.birth_on.day)
        return on.year - self.birth_on.year - before_birthday


class Belonging(models.Model):
    """A person in a category (群体类别) for a time. Codes are those of `people.categories`."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="belongings")
    on_person_merge = merging.move_new("category", until=None)
    category = models.CharField("类别", max_length=40)
    cause = models.CharField("残疾性质", max_length=10, choices=Cause, blank=True, db_default="")
    since = models.DateField("自", null=True, blank=True)
    until = models.DateField("至", null=True, blank=True)
    source = models.CharField("来源", max_length=120, blank=True)

    class Meta:
        verbose_name = "人员类别"
        constraints = [
            models.UniqueConstraint(
                fields=["person", "category"],
                condition=Q(until__isnull=True),
                name="people_in_a_category_once",
            ),
            models.CheckConstraint(
                condition=~Q(category__startswith="disabled_")
                | Q(category__in=[*rules.DISABILITIES, *rules.GRADES, "disabled_family"]),
                name="people_disability_is_of_a_known_grade",
            ),
            models.CheckConstraint(
                condition=Q(cause="")
                | Q(cause__in=Cause.values, category__in=[*rules.DISABILITIES, *rules.GRADES]),
                name="people_cause_is_of_a_disability",
            ),
            models.CheckConstraint(
                condition=~Q(cause=Cause.ILLNESS) | ~Q(category__in=rules.NOT_BY_ILLNESS),
                name="people_illness_ends_at_grade_six",
            ),
        ]
        indexes = [models.Index(fields=["category", "person"], name="people_category")]

    def __str__(self) -> str:
        return f"{self.person} {self.category}"

    def holds(self, on: date) -> bool:
        begun = self.since is None or self.since <= on
        return begun and (self.until is None or self.until >= on)
