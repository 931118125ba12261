"""A merge (合并): two entries that were one, and what it takes to part them again."""

from collections.abc import Iterable, Iterator
from typing import Self

from django.db import models
from django.db.models import Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.kernel import merging
from yushui.kernel.merging import Journal, RowKey
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


class How(models.TextChoices):
    """What a merge did with a row; the one that goes is at most touched by nothing later."""

    GONE = "gone", "并入"
    CHANGED = "changed", "改动"
    NAMED = "named", "原来指向"


class MergedRowQuerySet(models.QuerySet["MergedRow"]):
    def standing(self) -> Self:
        return self.filter(merge__undone_at=None)

    def of(self, rows: Iterable[RowKey]) -> Self:
        return self.filter(_any_of(rows))

    def in_conflict_with(self, journal: Journal) -> Self:
        """Rows of other merges without which this one cannot be undone, or that go by it."""
        touched = journal.touched
        only_named = _any_of(journal.named - touched) & ~Q(how=How.NAMED)
        return self.filter(_any_of(touched) | only_named)


def _any_of(rows: Iterable[RowKey]) -> Q:
    keys: dict[str, list[int]] = {}
    for table, key in rows:
        keys.setdefault(table, []).append(key)
    found = Q(pk__in=[])
    for table, some in keys.items():
        found |= Q(table=table, key__in=some)
    return found


class MergedRow(models.Model):
    """A row that a merge's journal speaks of: by it is found which merges do, without reading them.

    It follows from the journal, and is written with it.
    """

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="rows", verbose_name="合并记录")
    table = models.CharField("数据表", max_length=60)
    key = models.BigIntegerField("编号")
    how = models.CharField("涉及方式", max_length=7, choices=How)

    objects = MergedRowQuerySet.as_manager()

    class Meta:
        verbose_name = "合并涉及的记录"
        constraints = [
            models.UniqueConstraint(
                fields=["table", "key", "merge"], name="people_a_merge_names_a_row_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table} {self.key}"

    @classmethod
    def told_by(cls, merge: Merge) -> "Iterator[MergedRow]":
        journal = Journal(merge.journal)
        how = dict.fromkeys(journal.named, How.NAMED)
        how |= dict.fromkeys(journal.touched, How.CHANGED)
        how |= dict.fromkeys(journal.gone, How.GONE)
        for (table, key), word in how.items():
            yield cls(merge=merge, table=table, key=key, how=word)
