"""A merge (合并): two entries that were one, and what it takes to part them again."""

from typing import Self

from django.db import models
from django.db.models import Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.kernel import merging
from yushui.people.models.household import Household
from yushui.people.models.person import Person
from yushui.territory.models import Region
from yushui.territory.references import follows


class MergeQuerySet(models.QuerySet["Merge"]):
    def visible_to(self, actor: Actor) -> Self:
        """By both places: whoever may not see one of two entries knows nothing of their merge."""
        scope = actor.scope(Permission.PEOPLE_EDIT)
        return self.filter(scope.rows("household__region"), scope.rows("gone_region"))

    def standing(self) -> Self:
        return self.filter(undone_at=None)

    def for_listing(self) -> Self:
        return self.select_related("household__region", "person").order_by("-made_at", "-pk")


class Merge(models.Model):
    """One entry took the place of another, which is gone from the register and kept in `journal`.

    `person` and `household` are those that stayed: a person with the household then lived in, or a
    household alone.
    """

    household = models.ForeignKey(
        Household, models.PROTECT, related_name="merges", verbose_name="保留的家庭"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="merges", verbose_name="保留的人员"
    )
    on_household_merge = on_person_merge = merging.move

    # As it was called, and where; it is in no other table while the merge stands.
    gone = models.CharField("并入的", max_length=80)
    gone_region = models.ForeignKey(
        Region, models.PROTECT, related_name="+", verbose_name="并入的所在地"
    )
    on_change_of_gone_region = follows
    journal = models.JSONField(default=list)
    made_at = models.DateTimeField("合并时间")
    made_by_name = models.CharField("合并人", max_length=40)
    undone_at = models.DateTimeField("拆开时间", null=True)
    undone_by_name = models.CharField("拆开人", max_length=40, blank=True)
    undone_reason = models.CharField("拆开原因", max_length=200, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = "合并记录"
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_reason="")
                | Q(undone_at__isnull=False) & ~Q(undone_reason=""),
                name="people_merge_is_undone_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gone}并入{self.person or self.household}"
