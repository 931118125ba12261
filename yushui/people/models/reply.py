"""A reply (更正表): what the sender of a roster is told to put right, signed in both lanes."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.people.lifecycle import ReplyState
from yushui.people.models.roster import Roster
from yushui.people.models.signed import Signed
from yushui.territory.models import Unit
from yushui.territory.references import stays


class ReplyQuerySet(models.QuerySet["Reply"]):
    def visible_to(self, actor: Actor) -> Self:
        """To whoever takes rosters in for all of the place: the other lane has the same place."""
        return self.filter(actor.scope(Permission.ROSTER_IMPORT).rows("roster__unit__region"))

    def standing(self) -> Self:
        return self.exclude(state=ReplyState.VOID)

    def for_listing(self) -> Self:
        return self.select_related("roster", "unit").order_by("-made_at", "-pk")


class Reply(Signed):
    """What the register knew better than a roster on the day it was made; never changed (S0-40).

    It is in `sealed`, bound to `uid`, and points at nobody: persons are merged, moved and taken
    back, and what two offices signed stays what it was.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    roster = models.ForeignKey(
        Roster, models.PROTECT, related_name="replies", verbose_name="花名册"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="地方签认单位")
    on_change_of_unit = stays
    state = models.CharField("状态", max_length=20, choices=ReplyState, default=ReplyState.DRAFTED)
    sealed = models.BinaryField()
    digest = models.CharField("校验码", max_length=64)
    outcome = models.JSONField("结果", default=dict)  # how many of each verdict
    # Why it holds numbers in full; without a reason they are masked.
    reason = models.CharField("列出完整号码的事由", max_length=60, blank=True)
    made_at = models.DateTimeField("生成时间")
    made_by_name = models.CharField("生成人", max_length=40)
    voided_at = models.DateTimeField("作废时间", null=True)
    voided_by_name = models.CharField("作废人", max_length=40, blank=True)
    voided_reason = models.CharField("作废原因", max_length=200, blank=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = "更正表"
        constraints = [
            models.UniqueConstraint(
                fields=["roster"],
                condition=Q(state=ReplyState.DRAFTED),
                name="people_one_draft_reply_a_roster",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReplyState.SIGNED)
                | Q(civil_signed_at__isnull=False, military_signed_at__isnull=False),
                name="people_signed_reply_has_both",
            ),
            models.CheckConstraint(
                condition=Q(state=ReplyState.VOID, voided_at__isnull=False) & ~Q(voided_reason="")
                | ~Q(state=ReplyState.VOID) & Q(voided_at__isnull=True),
                name="people_reply_is_voided_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.roster}更正表"
