"""The one place where figures come from (数源).

A posting is never changed; a correction is a reversing posting and a new one. Balances are folded
sums of postings for the nodes of two trees; a reader adds the postings not yet folded.

Every measure is a column, so that a visit is one row and its sums another. The tables carry no
index that nothing reads, for a posting is written with every visit.
"""

from collections.abc import Collection
from functools import reduce
from operator import and_
from typing import Self

from django.db import models
from django.db.models import F, Q, Sum

from yushui.campaigns.models import Campaign, while_under_way
from yushui.ledger.measures import CLAIMED, Measure
from yushui.territory.kinds import Lane
from yushui.territory.models import Region, Unit
from yushui.territory.references import Answer


_UNDER_WAY = while_under_way("campaign__")
# A posting is never changed: it is taken back at the old node and made again at the new one.
restated = Answer(
    lambda on: _UNDER_WAY.which(on) & Q(reverses__isnull=True, reversals__isnull=True),
    is_restated=True,
)


class CategorySet(models.Model):
    """An exact set of categories a person had at one moment, kept once (`a,b,c`, sorted)."""

    codes = models.CharField("类别组合", max_length=500, unique=True)

    class Meta:
        verbose_name = "类别组合"

    def __str__(self) -> str:
        return self.codes or "（无类别）"


class Amounts(models.Model):
    """A column for each measure, named by its value; money in fen."""

    persons = models.IntegerField(Measure.PERSONS_REACHED.label, default=0, db_default=0)
    households = models.IntegerField(Measure.HOUSEHOLDS_REACHED.label, default=0, db_default=0)
    visits = models.IntegerField(Measure.VISITS_MADE.label, default=0, db_default=0)
    home_visits = models.IntegerField(Measure.HOME_VISITS.label, default=0, db_default=0)
    cash = models.BigIntegerField(Measure.CASH.label, default=0, db_default=0)
    gifts = models.BigIntegerField(Measure.GIFTS.label, default=0, db_default=0)
    troops = models.IntegerField(Measure.TROOPS_REACHED.label, default=0, db_default=0)
    troops_cash = models.BigIntegerField(Measure.TROOPS_CASH.label, default=0, db_default=0)
    troops_gifts = models.BigIntegerField(Measure.TROOPS_GIFTS.label, default=0, db_default=0)
    head_visits = models.IntegerField(Measure.HEAD_VISITS.label, default=0, db_default=0)
    leader_visits = models.IntegerField(Measure.LEADER_VISITS.label, default=0, db_default=0)
    requests = models.IntegerField(Measure.REQUESTS_HEARD.label, default=0, db_default=0)
    group_visits = models.IntegerField(Measure.GROUP_VISITS.label, default=0, db_default=0)
    event_visits = models.IntegerField(Measure.EVENT_VISITS.label, default=0, db_default=0)
    couplets = models.IntegerField(Measure.COUPLETS.label, default=0, db_default=0)
    pictures = models.IntegerField(Measure.PICTURES.label, default=0, db_default=0)
    letters = models.IntegerField(Measure.LETTERS.label, default=0, db_default=0)
    persons_paid = models.IntegerField(Measure.PERSONS_PAID.label, default=0, db_default=0)
    funds = models.BigIntegerField(Measure.FUNDS.label, default=0, db_default=0)
    citations = models.IntegerField(Measure.CITATIONS.label, default=0, db_default=0)
    prizes = models.BigIntegerField(Measure.PRIZES.label, default=0, db_default=0)
    plaques = models.IntegerField(Measure.PLAQUES.label, default=0, db_default=0)

    class Meta:
        abstract = True

    def amounts(self) -> dict[str, int]:
        """What it says of every measure, without those it is silent about."""
        every = ((measure.value, getattr(self, measure)) for measure in Measure)
        return {measure: amount for measure, amount in every if amount}


class PostingQuerySet(models.QuerySet["Posting"]):
    def standing(self) -> Self:
        """Neither a reversal nor reversed."""
        return self.filter(reverses__isnull=True, reversals__isnull=True)

    def saying(self, measures: Collection[str]) -> Self:
        """With an amount of one of the measures at least."""
        silent = Q(**{Measure(measure).value: 0 for measure in measures})
        return self.filter(~silent) if measures else self.none()

    def of(self, source: tuple[str, int]) -> Self:
        return self.filter(source=source[0], source_id=source[1])

    def for_listing(self) -> Self:
        return self.select_related("unit", "place", "categories").order_by("-on", "-pk")

    def total(self, measures: Collection[str]) -> int:
        """What they say of the measures, added up: numbers of things, or fen."""
        found = self.order_by().aggregate(**{f"sum_{one}": Sum(one) for one in measures})
        return sum(amount or 0 for amount in found.values())


class Posting(Amounts):
    """One line of the ledger: what happened, once, where, by whom, with the record it cites.

    A record has one for every combination of unit, place, categories and day. Its unit, place and
    categories are those of the record, checked when that was written in the same transaction, so
    the database does not check them again; the nightly verification finds one whose node is gone.
    """

    campaign = models.ForeignKey(
        Campaign, models.PROTECT, related_name="postings", db_index=False, db_constraint=False
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
        verbose_name="单位",
    )
    on_change_of_unit = restated
    place = models.ForeignKey(
        Region,
        models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
        verbose_name="地点",
    )
    on_change_of_place = restated
    lane = models.CharField("军地", max_length=10, choices=Lane)
    categories = models.ForeignKey(
        CategorySet,
        models.PROTECT,
        related_name="+",
        db_index=False,
        db_constraint=False,
        verbose_name="类别组合",
    )
    on = models.DateField("日期")
    source = models.CharField("来源种类", max_length=40)
    source_id = models.BigIntegerField("来源编号")
    # Of whom it is the first in the campaign, by measure: it counts them, and no other does.
    persons_of = models.BigIntegerField("首次走访的人", null=True)
    households_of = models.BigIntegerField("首次走访的户", null=True)
    troops_of = models.BigIntegerField("首次走访的部队", null=True)
    head_visits_of = models.BigIntegerField("主要负责同志首次走访的户", null=True)
    leader_visits_of = models.BigIntegerField("负责同志首次走访的户", null=True)
    persons_paid_of = models.BigIntegerField("首次领取慰问金的人", null=True)
    # How many were the first of its subjects before, and were taken back.
    succession = models.IntegerField("继任次序", default=0, db_default=0)
    reverses = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="reversals",
        db_index=False,
        verbose_name="冲销",
    )

    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = "数源"
        constraints = [
            *(
                models.UniqueConstraint(
                    fields=["campaign", f"{measure}_of", "succession"],
                    condition=Q(**{f"{measure}_of__isnull": False}),
                    name=f"ledger_first_of_{measure}",
                )
                for measure in CLAIMED
            ),
            models.CheckConstraint(
                condition=reduce(
                    and_,
                    (Q(**{f"{one}_of__isnull": True}) | Q(**{one.value: 1}) for one in CLAIMED),
                ),
                name="ledger_a_first_counts_one",
            ),
            # A unique index over the reversals alone: the many that reverse nothing cost nothing.
            models.UniqueConstraint(
                fields=["reverses"],
                condition=Q(reverses__isnull=False),
                name="ledger_reversed_once",
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "unit"], name="ledger_posting_unit"),
            models.Index(fields=["campaign", "place"], name="ledger_posting_place"),
            models.Index(fields=["source_id", "source"], name="ledger_posting_source"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.source_id}"


class Contest(models.Model):
    """A subject claimed more than once, or whose first was taken back.

    Whoever claims it again or takes a claim back writes this row first: so they wait for one
    another on either database, and nobody who claims is overlooked by one who hands it on.
    """

    pk = models.CompositePrimaryKey("campaign_id", "measure", "subject")
    campaign = models.ForeignKey(
        Campaign, models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    measure = models.CharField(max_length=20, choices=Measure)
    subject = models.BigIntegerField()
    times = models.IntegerField(default=1)

    class Meta:
        verbose_name = "重复登记"

    def __str__(self) -> str:
        return f"{self.measure} {self.subject}"


class Waiting(models.Model):
    """A claim that came second. Its posting inherits the subject if the first is taken back."""

    pk = models.CompositePrimaryKey("campaign_id", "measure", "subject", "posting_id")
    campaign = models.ForeignKey(
        Campaign, models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    measure = models.CharField(max_length=20, choices=Measure)
    subject = models.BigIntegerField()
    posting = models.ForeignKey(
        Posting, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    # The posting that queued first, where this one only says it again at another node.
    since = models.BigIntegerField("原候补登记", null=True)

    class Meta:
        verbose_name = "候补登记"
        # What a record waits for, asked when it is taken back.
        indexes = [models.Index(fields=["posting"], name="ledger_waiting_posting")]

    def __str__(self) -> str:
        return f"{self.measure} {self.subject}"


class Tree(models.TextChoices):
    UNIT = "unit", "报送关系"
    PLACE = "place", "行政区划"


class Balance(Amounts):
    """Folded sums of the postings in the subtree of one node.

    Its references are not checked row by row: it is made of postings.
    """

    pk = models.CompositePrimaryKey("campaign_id", "tree", "node", "categories_id", "lane")
    campaign = models.ForeignKey(
        Campaign, models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    tree = models.CharField(max_length=5, choices=Tree)
    node = models.BigIntegerField()
    categories = models.ForeignKey(
        CategorySet, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    lane = models.CharField(max_length=10, choices=Lane)

    class Meta:
        verbose_name = "汇总余额"

    def __str__(self) -> str:
        return f"{self.tree} {self.node}"


class Fold(models.Model):
    """How far the postings are folded: all up to `upto`, but for the gaps."""

    upto = models.BigIntegerField(default=0)
    # Raised by every fold: two that start together cannot both finish.
    turn = models.BigIntegerField(default=0)
    at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "汇总进度"
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="ledger_one_fold")]

    def __str__(self) -> str:
        return f"≤ {self.upto}"


class Gap(models.Model):
    """A run of ids at or below the mark that no committed posting had when the fold looked.

    Ids are given out in order and committed out of order: the posting may still appear, so its
    id is remembered until it does, or until it must have been rolled back.
    """

    fold = models.ForeignKey(Fold, models.CASCADE, related_name="gaps", db_index=False)
    first = models.BigIntegerField(unique=True)
    last = models.BigIntegerField()
    since = models.DateTimeField()

    class Meta:
        verbose_name = "待补编号"
        constraints = [
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="ledger_gap_is_a_run")
        ]

    def __str__(self) -> str:
        return f"{self.first}–{self.last}"
