"""A source record (来源记录): what one source said of one person."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q

from yushui.kernel import merging
from yushui.people.models.person import Person
from yushui.people.models.roster import Roster, Source


class SourceRecordQuerySet(models.QuerySet["SourceRecord"]):
    def for_listing(self) -> Self:
        return self.select_related("roster").order_by("-at", "-pk")


class SourceRecord(models.Model):
    """What one source said of one person. It is never changed: a later one stands beside it.

    `said` holds what may be read by whoever sees the person; the numbers are in `sealed`, bound to
    `uid`. A field that is not in either was not spoken of.
    """

    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="records",
        db_index=False,  # people_record_latest begins with it
    )
    on_person_merge = merging.move
    source = models.CharField("来源", max_length=12, choices=Source)
    roster = models.ForeignKey(
        Roster,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name="花名册",
        db_index=False,  # nobody asks what a roster said of all; it would cost every row
    )
    row = models.PositiveIntegerField("行号", null=True)
    said = models.JSONField("内容", default=dict)
    sealed = models.BinaryField(null=True)
    at = models.DateTimeField("登记时间")
    by_name = models.CharField("登记人", max_length=40)

    objects = SourceRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "来源记录"
        indexes = [models.Index(fields=["person", "at"], name="people_record_latest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(roster__isnull=True, row__isnull=True)
                | Q(roster__isnull=False, row__isnull=False),
                name="people_record_of_a_roster_has_its_row",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_source_display()}"
