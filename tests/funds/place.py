"""A county office with two townships and money, for tests of where it goes."""

from datetime import date
from decimal import Decimal

from tests import make
from yushui.funds.actions import transfers
from yushui.funds.actions.transfers import Slip
from yushui.funds.models import Origin, Purse
from yushui.ledger.measures import Measure
from yushui.ledger.models import Tree
from yushui.ledger.reading import read


class Treasury:
    """A county office, a township with a village and another one, and a campaign of theirs."""

    def __init__(self):
        self.office = make.unit(make.region(level=3))
        self.township = make.township(self.office, villages=1)
        self.other = make.township(self.office)
        self.campaign = make.campaign(self.office)
        self.clerk = make.actor("clerk", self.office)
        self.below = make.actor("clerk", self.township)

    def slip(self, amount, **told):
        values = {"amount": Decimal(amount), "document": "鹿财社〔2026〕18号"}
        return Slip(**values | {"on": date(2026, 7, 12)} | told)

    def appropriate(self, amount, unit=None, by=None, **told):
        return transfers.appropriate(
            self.campaign,
            unit or self.office,
            origin=Origin.BUDGET,
            slip=self.slip(amount, **told),
            by=by or self.clerk,
        )

    def pass_on(self, amount, to=None, by=None, **told):
        return transfers.pass_on(
            self.campaign,
            giver=self.office,
            receiver=to or self.township,
            slip=self.slip(amount, **told),
            by=by or self.clerk,
        )

    def give_back(self, amount, by=None, **told):
        return transfers.give_back(
            self.campaign,
            giver=self.township,
            receiver=self.office,
            slip=self.slip(amount, **told),
            by=by or self.below,
        )

    def left(self, unit):
        return Purse.objects.of(self.campaign, unit).get().left

    def funds(self, unit):
        """What the ledger says came into the unit's tree, in fen."""
        found = read(self.campaign.pk, tree=Tree.UNIT, nodes=[unit.pk], measures=[Measure.FUNDS])
        return found[unit.pk, Measure.FUNDS, ""].fen
