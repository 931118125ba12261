"""A finding (核对明细): what a check found of one row of a roster."""

import uuid
from typing import Self

from django.db import models

from yushui.people.models.roster import Roster


class FindingQuerySet(models.QuerySet["Finding"]):
    def for_listing(self) -> Self:
        return self.order_by("row", "pk")


class Finding(models.Model):
    """What would become of one row, or has become of it; written anew with every check and load.

    What the row says and what it would change is in `sealed`, bound to `uid`. The person is no
    foreign key: a finding keeps nobody from being merged or taken back.
    """

    class Kind(models.TextChoices):
        NEW = "new", "新增"
        CHANGED = "changed", "更新"
        SAME = "same", "没有变化"
        ASKED = "asked", "待核对"
        WRONG = "wrong", "有问题"

    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    roster = models.ForeignKey(
        Roster,
        models.CASCADE,
        related_name="findings",
        verbose_name="花名册",
        db_index=False,  # people_finding_row begins with it
    )
    row = models.PositiveIntegerField("行号")
    kind = models.CharField("结果", max_length=8, choices=Kind)
    is_alike = models.BooleanField("比对后认出", default=False)
    name = models.CharField("姓名", max_length=40)
    person_key = models.BigIntegerField("人员编号", null=True)
    sealed = models.BinaryField()

    objects = FindingQuerySet.as_manager()

    class Meta:
        verbose_name = "核对明细"
        indexes = [models.Index(fields=["roster", "kind", "row"], name="people_finding_row")]

    def __str__(self) -> str:
        return f"{self.roster} 第 {self.row} 行"
