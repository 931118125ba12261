"""What somebody says of their own wishes and worries (本人心声), for the few who can help.

As it was said, never as anybody judges it. There is no column to search, tag or count by, and none
is to be added (ADR 0023).
"""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.kernel import merging
from yushui.people.models.household import Household
from yushui.people.models.person import Person
from yushui.territory.models import Unit
from yushui.territory.references import untold


class Erasure(models.TextChoices):
    """Why the words are gone."""

    ASKED = "asked", "本人要求删去"
    EXPIRED = "expired", "保存期满"
    LEFT = "left", "已迁出"


class OwnWordsQuerySet(models.QuerySet["OwnWords"]):
    def visible_to(self, actor: Actor) -> Self:
        """Of the unit that wrote them down and of the one it reports to: nobody else's.

        No other hat of an office, no level further up, no lane beside; of what a unit carries on,
        the families it answers for.
        """
        posts = [one for one in actor.posts if one.allows(Permission.VISIT_RECORD)]
        # A bureau's post names what its office carries on as well: of those it takes none.
        past = (one.past_units for one in posts if one.node_path == one.unit_path)
        paths = {one.unit_path for one in posts}.union(*past)
        return self.filter(
            Q(unit__path__in=paths) | Q(unit__superior__path__in=paths),
            actor.scope(Permission.VISIT_RECORD).rows("household__region"),
        )

    def kept(self) -> Self:
        return self.filter(erased_at=None)

    def for_listing(self) -> Self:
        return self.select_related("person", "unit").order_by("-said_on", "-pk")


class OwnWords(models.Model):
    """Words of one day, sealed and bound to `uid`; once erased, that they were is what stays.

    `uid` is made where they are typed: the same one twice is the same words.
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    household = models.ForeignKey(Household, models.PROTECT, related_name="+", verbose_name="家庭")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="谁说的"
    )
    on_household_merge = on_person_merge = merging.move
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="登记单位")
    on_change_of_unit = untold
    said_on = models.DateField("哪天说的")
    sealed = models.BinaryField("原话", null=True)
    recorded_at = models.DateTimeField("登记时间")
    recorded_by_id = models.CharField("登记人编号", max_length=36)
    recorded_by_name = models.CharField("登记人", max_length=80)
    erased_at = models.DateTimeField("删去时间", null=True)
    erased_by_name = models.CharField("删去人", max_length=80, blank=True)
    erasure = models.CharField("删去原因", max_length=7, choices=Erasure, blank=True)

    objects = OwnWordsQuerySet.as_manager()

    class Meta:
        verbose_name = "本人心声"
        constraints = [
            models.CheckConstraint(
                condition=Q(sealed__isnull=False, erased_at__isnull=True, erasure="")
                | Q(sealed__isnull=True, erased_at__isnull=False) & ~Q(erasure=""),
                name="people_own_words_are_kept_or_erased",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.household} {self.said_on}"
