"""A county office with one township and a family in it, for tests of what happens at the door."""

from datetime import date
from decimal import Decimal

from tests import make
from yushui.ledger.models import Tree
from yushui.ledger.reading import read
from yushui.visits import actions
from yushui.visits.calls import Call, Companion, GiftLine
from yushui.visits.models import GiftKind, Target


class Place:
    """A county office with one township and one family of two in it."""

    def __init__(self):
        county = make.region(level=3)
        self.office = make.unit(county)
        self.township = make.township(self.office, villages=1)
        self.village = self.township.region.children.get()
        self.home = make.household(self.village)
        self.veteran = make.person(self.home, categories=("old_demobilised",), age=91)
        self.widow = make.person(self.home, categories=("martyr_survivor",), name="李桂香", age=70)
        self.campaign = make.campaign(self.office)
        self.by = make.actor("worker", self.township)

    def call(self, **changes):
        told = {
            "made_on": date(2026, 7, 20),
            "participants": [Companion("张明")],
            "money": Decimal("300.00"),
            "gifts": [GiftLine(GiftKind.GOODS, "大米", 2, Decimal("136.50"))],
        }
        return Call(**(told | changes))

    def record(self, by=None, persons=None, unit=None, **changes):
        return actions.record(
            campaign=self.campaign,
            unit=unit or self.township,
            household=self.home,
            persons=[self.veteran, self.widow] if persons is None else persons,
            call=self.call(**changes),
            by=by or self.by,
        )

    def target(self, **values):
        return Target.objects.create(
            **{
                "campaign": self.campaign,
                "household": self.home,
                "region": self.village,
                "unit": self.township,
            }
            | values
        )

    def figure(self, measure):
        figures = read(self.campaign.pk, tree=Tree.UNIT, nodes=[self.office.pk], measures=[measure])
        return sum(figure.count + figure.fen for figure in figures.values())
