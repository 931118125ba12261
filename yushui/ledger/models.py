"""The one place where figures come from (数源).

A posting is never changed; a correction is a reversing posting and a new one. Balances are folded
sums of postings for the nodes of two trees; a reader adds the postings not yet folded.

The tables carry no index that nothing reads: several postings are written with every visit.
"""

from typing import Self

from django.db import models
from django.db.models import F, Q

from yushui.campaigns.models import Campaign
from yushui.ledger.measures import MONEY, Measure
from yushui.territory.kinds import Lane
from yushui.territory.models import Region, Unit


class CategorySet(models.Model):
    """An exact set of categories a person had at one moment, kept once (`a,b,c`, sorted)."""

    codes = models.CharField("类别组合", max_length=500, unique=True)

    class Meta:
        verbose_name = "类别组合"

    def __str__(self) -> str:
        return self.codes or "（无类别）"


class PostingQuerySet(models.QuerySet["Posting"]):
    def standing(self) -> Self:
        """Neither a reversal nor reversed."""
        return self.filter(reverses__isnull=True, reversals__isnull=True)

    def counted(self) -> Self:
        """Without the claims that came second, which stand at nought."""
        return self.exclude(count=0, fen=0)

    def of(self, source: tuple[str, int]) -> Self:
        return self.filter(source=source[0], source_id=source[1])

    def for_listing(self) -> Self:
        return self.select_related("unit", "place", "categories").order_by("-on", "-pk")


class Posting(models.Model):
    """One line of the ledger: what happened, once, where, by whom, with the record it cites."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="postings", db_index=False)
    measure = models.CharField("指标", max_length=20, choices=Measure)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", db_index=False, verbose_name="单位"
    )
    place = models.ForeignKey(
        Region, models.PROTECT, related_name="+", db_index=False, verbose_name="地点"
    )
    lane = models.CharField("军地", max_length=10, choices=Lane)
    categories = models.ForeignKey(
        CategorySet, models.PROTECT, related_name="+", db_index=False, verbose_name="类别组合"
    )
    count = models.IntegerField("数量", default=0)
    fen = models.BigIntegerField("金额（分）", default=0)
    on = models.DateField("日期")
    source = models.CharField("来源种类", max_length=40)
    source_id = models.BigIntegerField("来源编号")
    # Whom it claims to be the first about; the first counts one, the others stand at nought.
    subject = models.BigIntegerField("对象编号", null=True)
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
            models.CheckConstraint(
                condition=Q(measure__in=sorted(MONEY), count=0)
                | (~Q(measure__in=sorted(MONEY)) & Q(fen=0)),
                name="ledger_money_or_number",
            ),
            models.CheckConstraint(
                condition=Q(subject__isnull=True) | Q(fen=0, count__range=(-1, 1)),
                name="ledger_a_claim_counts_one",
            ),
            # A unique index over the reversals alone: the many that reverse nothing cost nothing.
            models.UniqueConstraint(
                fields=["reverses"],
                condition=Q(reverses__isnull=False),
                name="ledger_reversed_once",
            ),
        ]
        indexes = [
            models.Index(fields=["campaign", "unit", "measure"], name="ledger_posting_unit"),
            models.Index(fields=["campaign", "place", "measure"], name="ledger_posting_place"),
            models.Index(fields=["source_id", "source"], name="ledger_posting_source"),
            # Who else claims a subject, asked when the first of them is taken back.
            models.Index(
                fields=["campaign", "measure", "subject"],
                condition=Q(subject__isnull=False, count=0),
                name="ledger_posting_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.count or self.fen}"


class First(models.Model):
    """Decides which of several records is the first of a subject in a campaign.

    Every claimant writes the row, if only to raise `claims`: so those who claim or release the
    same subject at one moment wait for one another on either database, and none is overlooked.
    """

    pk = models.CompositePrimaryKey("campaign_id", "measure", "subject")
    # Checked with the posting that makes the claim, written in the same transaction.
    campaign = models.ForeignKey(
        Campaign, models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    measure = models.CharField(max_length=20, choices=Measure)
    subject = models.BigIntegerField()
    source = models.CharField(max_length=40)
    source_id = models.BigIntegerField()
    claims = models.IntegerField(default=1)

    class Meta:
        verbose_name = "首次登记"

    def __str__(self) -> str:
        return f"{self.measure} {self.subject}"


class Tree(models.TextChoices):
    UNIT = "unit", "报送关系"
    PLACE = "place", "行政区划"


class Balance(models.Model):
    """Folded sum of the postings in the subtree of one node.

    Its references are not checked row by row: postings, which it is made of, are.
    """

    pk = models.CompositePrimaryKey(
        "campaign_id", "tree", "node", "measure", "categories_id", "lane"
    )
    campaign = models.ForeignKey(
        Campaign, models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    tree = models.CharField(max_length=5, choices=Tree)
    node = models.BigIntegerField()
    measure = models.CharField(max_length=20, choices=Measure)
    categories = models.ForeignKey(
        CategorySet, models.PROTECT, related_name="+", db_index=False, db_constraint=False
    )
    lane = models.CharField(max_length=10, choices=Lane)
    count = models.BigIntegerField(default=0)
    fen = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = "汇总余额"

    def __str__(self) -> str:
        return f"{self.tree} {self.node} {self.measure}"


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
