"""A purse (资金账户): what a unit has of a campaign's money.

The ledger tells what was spent, by whom and on whom; a purse only guards that no more is spent
than came in, which sums cannot do while many write at once (docs/adr/0020-money-of-a-campaign.md).
"""

from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import F, Q

from yushui.accounts.actor import WORKED_BY_THEIR_TOWNSHIP, Actor
from yushui.accounts.roles import Permission
from yushui.campaigns.models import Campaign, while_under_way
from yushui.kernel.money import MoneyField
from yushui.territory.kinds import Kind
from yushui.territory.models import Unit


def keeper_of(unit: Unit) -> Unit:
    """The unit whose purse its money comes out of.

    A village and a station have their township's, a bureau that of the office it is another hat of.
    """
    if unit.kind in WORKED_BY_THEIR_TOWNSHIP:
        above = unit.superior
        while above and above.kind in WORKED_BY_THEIR_TOWNSHIP:
            above = above.superior
        return above if above and above.kind == Kind.TOWNSHIP else unit
    if unit.answers_for and unit.answers_for.lane == unit.lane:
        return unit.answers_for
    return unit


class PurseQuerySet(models.QuerySet["Purse"]):
    def visible_to(self, actor: Actor) -> Self:
        return self.filter(actor.scope(Permission.FUNDS_VIEW).rows_by_unit("unit"))

    def of(self, campaign: Campaign, unit: Unit) -> Self:
        return self.filter(campaign=campaign, unit=keeper_of(unit))


class Purse(models.Model):
    """The money of one campaign in the hands of one unit."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="purses")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="purses", verbose_name="单位")
    on_change_of_unit = while_under_way("campaign__")
    received = MoneyField("已到账", default=0)
    passed_on = MoneyField("已下拨", default=0)
    given_back = MoneyField("已交回", default=0)
    spent = MoneyField("已使用", default=0)

    objects = PurseQuerySet.as_manager()

    class Meta:
        verbose_name = "资金账户"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "unit"], name="funds_one_purse_of_a_unit"),
            models.CheckConstraint(
                condition=Q(received__gte=F("passed_on") + F("given_back") + F("spent")),
                name="funds_no_more_than_came_in",
            ),
            models.CheckConstraint(
                condition=Q(received__gte=0, passed_on__gte=0, given_back__gte=0, spent__gte=0),
                name="funds_purse_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} {self.left}"

    @property
    def left(self) -> Decimal:
        return self.received - self.passed_on - self.given_back - self.spent
