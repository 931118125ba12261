"""A double (疑似重复): two persons of the register who may be one."""

from typing import Self

from django.db import models
from django.db.models import F, Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.kernel import merging
from yushui.kernel.lifecycle import Living
from yushui.people.lifecycle import DoubleState
from yushui.people.models.person import Person


class DoubleQuerySet(models.QuerySet["Double"]):
    def visible_to(self, actor: Actor) -> Self:
        scope = actor.scope(Permission.PEOPLE_EDIT)
        return self.filter(
            scope.rows("first__household__region"), scope.rows("second__household__region")
        )

    def open(self) -> Self:
        return self.filter(state=DoubleState.OPEN)

    def for_listing(self) -> Self:
        return self.select_related(
            "first__household__region", "second__household__region"
        ).order_by("-score", "pk")


class Double(Living):
    """Found by the night's search, never by a page. A clerk merges the two or says they are two.

    `first` is the one registered earlier. `told_index` is a keyed hash of all that was compared: as
    long as it is the same, a pair that was found to be two persons does not come back.
    """

    first = models.ForeignKey(Person, models.PROTECT, related_name="doubles")
    second = models.ForeignKey(Person, models.PROTECT, related_name="+")
    # The pair is no pair any more; if the two are parted again it is as it was.
    on_person_merge = merging.drop

    score = models.FloatField("可能性")
    reasons = models.JSONField("理由", default=list)
    told_index = models.CharField(max_length=64)
    state = models.CharField("状态", max_length=20, choices=DoubleState, default=DoubleState.OPEN)
    found_at = models.DateTimeField("发现时间")
    settled_at = models.DateTimeField("认定时间", null=True)
    settled_by_name = models.CharField("认定人", max_length=40, blank=True)

    objects = DoubleQuerySet.as_manager()

    class Meta:
        verbose_name = "疑似重复"
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="people_a_pair_is_one_double"),
            models.CheckConstraint(
                condition=Q(first__lt=F("second")), name="people_double_begins_with_the_earlier"
            ),
            models.CheckConstraint(
                condition=Q(state=DoubleState.OPEN, settled_at__isnull=True)
                | (~Q(state=DoubleState.OPEN) & Q(settled_at__isnull=False)),
                name="people_settled_double_has_a_moment",
            ),
        ]
        indexes = [models.Index(fields=["state", "-score"], name="people_double_open")]

    def __str__(self) -> str:
        return f"{self.first}与{self.second}"
