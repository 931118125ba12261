"""A photograph of a visit, one to six of each."""

from typing import Self

from django.db import models
from django.db.models import Q

from yushui.accounts.actor import Actor
from yushui.files.models import StoredFile
from yushui.visits.models.visit import Visit
from yushui.visits.rules import MOST_PICTURES


class PictureQuerySet(models.QuerySet["Picture"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(visit__in=Visit.objects.visible_to(actor))

    def for_listing(self) -> Self:
        return self.select_related("file").order_by("position", "-pk")


class Picture(models.Model):
    """A photograph, stored without place and device, with a line that says what it shows."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="pictures")
    # One photograph proves one visit.
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+", verbose_name="照片")
    caption = models.CharField("说明", max_length=80)
    position = models.PositiveSmallIntegerField("次序")
    added_at = models.DateTimeField("添加时间")
    added_by_name = models.CharField("添加人", max_length=40)

    objects = PictureQuerySet.as_manager()

    class Meta:
        verbose_name = "走访照片"
        constraints = [
            models.UniqueConstraint(fields=["visit", "position"], name="visits_picture_place"),
            models.CheckConstraint(
                condition=Q(position__gte=1, position__lte=MOST_PICTURES),
                name="visits_six_pictures_at_most",
            ),
        ]

    def __str__(self) -> str:
        return self.caption
