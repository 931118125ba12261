"""A question (待核对人员): a row of a roster of whom a person decides who it is."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.kernel import merging
from yushui.kernel.lifecycle import Living
from yushui.people.lifecycle import QuestionState
from yushui.people.models.person import Person
from yushui.people.models.roster import Roster
from yushui.territory.models import Region
from yushui.territory.references import Answer


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(actor.scope(Permission.ROSTER_IMPORT).rows_by_unit("roster__unit"))

    def open(self) -> Self:
        return self.filter(state=QuestionState.OPEN)

    def for_listing(self) -> Self:
        return self.select_related("roster__unit__region").order_by("roster", "row", "pk")


class Question(Living):
    """A row of a roster that may be somebody known, or not: a person decides.

    The row itself is in `sealed`, bound to `uid`. `candidates` are `[person, score, reasons]`, the
    likeliest first; they were computed when the roster was loaded, not when the page is opened.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    roster = models.ForeignKey(
        Roster, models.PROTECT, related_name="questions", verbose_name="花名册"
    )
    row = models.PositiveIntegerField("行号")
    name = models.CharField("姓名", max_length=40)
    region = models.ForeignKey(
        Region, models.PROTECT, related_name="+", verbose_name="所在村（社区）"
    )
    on_change_of_region = Answer(lambda on: Q(state=QuestionState.OPEN))
    sealed = models.BinaryField()
    # Keyed hash of the row, by which it is known when its list comes again.
    content_index = models.CharField(max_length=64)
    candidates = models.JSONField("可能是", default=list)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="questions", verbose_name="认定为"
    )
    on_person_merge = merging.move
    state = models.CharField(
        "状态", max_length=20, choices=QuestionState, default=QuestionState.OPEN
    )
    settled_at = models.DateTimeField("认定时间", null=True)
    settled_by_name = models.CharField("认定人", max_length=40, blank=True)
    written = models.JSONField("写入范围", default=dict)  # see `importing.undoing.Written`

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "待核对人员"
        constraints = [
            models.UniqueConstraint(fields=["roster", "row"], name="people_a_row_is_asked_once"),
            models.UniqueConstraint(
                fields=["content_index"],
                condition=Q(state=QuestionState.OPEN),
                name="people_a_row_waits_once",
            ),
            models.CheckConstraint(
                condition=Q(state=QuestionState.OPEN, settled_at__isnull=True)
                | (~Q(state=QuestionState.OPEN) & Q(settled_at__isnull=False)),
                name="people_settled_has_a_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[QuestionState.SAME, QuestionState.NEW])
                | Q(person__isnull=False),
                name="people_answer_names_a_person",
            ),
        ]
        indexes = [models.Index(fields=["content_index"], name="people_question_content")]

    def __str__(self) -> str:
        return f"{self.name}（{self.roster} 第 {self.row} 行）"
