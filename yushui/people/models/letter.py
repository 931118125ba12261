"""A letter of condolence (慰问信): written once, filled in for every family when it is printed."""

from typing import Self

from django.db import models
from django.db.models import Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.people.lettering import LONGEST_LINE, Words
from yushui.territory import paths
from yushui.territory.models import Region
from yushui.territory.references import follows


class LetterQuerySet(models.QuerySet["Letter"]):
    def visible_to(self, actor: Actor) -> Self:
        """Those of one's places, and those of the places above: a township prints its county's."""
        scope = actor.scope(Permission.PEOPLE_EDIT)
        above = {one for path in scope.regions if path != "/" for one in paths.ids(path)}
        return self.filter(scope.rows("region") | Q(region__in=above))

    def for_listing(self) -> Self:
        return self.select_related("region").order_by("-written_at", "-pk")


class Letter(models.Model):
    """A letter of one place; what it says is in its wordings, of which the last one stands."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="地方")
    on_change_of_region = follows
    name = models.CharField("名称", max_length=60)
    edition = models.PositiveIntegerField("版次", default=1)
    written_at = models.DateTimeField("修改时间")
    written_by_name = models.CharField("修改人", max_length=40)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = "慰问信"
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="people_letter_has_a_name"),
        ]
        indexes = [models.Index(fields=["region", "-written_at"], name="people_letter_place")]

    def __str__(self) -> str:
        return self.name


class Wording(models.Model):
    """What a letter said in one edition. It is never changed: what was printed can be read."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="wordings")
    edition = models.PositiveIntegerField("版次", default=1)
    title = models.CharField("标题", max_length=LONGEST_LINE)
    salutation = models.CharField("称呼", max_length=LONGEST_LINE)
    body = models.TextField("正文")
    organs = models.TextField("落款单位")
    festival = models.CharField("节日", max_length=20, blank=True)
    dated_on = models.DateField("落款日期")
    written_at = models.DateTimeField("修改时间")
    written_by_name = models.CharField("修改人", max_length=40)

    class Meta:
        verbose_name = "慰问信文稿"
        constraints = [
            models.UniqueConstraint(
                fields=["letter", "edition"], name="people_one_wording_an_edition"
            ),
            models.CheckConstraint(
                condition=~Q(title="") & ~Q(salutation="") & ~Q(body="") & ~Q(organs=""),
                name="people_wording_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.letter} 第{self.edition}版"

    @property
    def words(self) -> Words:
        return Words(
            self.title, self.salutation, self.body, self.organs, self.dated_on, self.festival
        )
