"""A province down to a village with both lanes at every level, and a soldier's family in it."""

from datetime import date

from tests import make
from yushui.ledger.models import Tree
from yushui.ledger.reading import read
from yushui.merits import actions
from yushui.merits.actions import Brought, Companion, Destination, Received
from yushui.merits.lifecycle import Rank
from yushui.territory.kinds import Kind, Level


class Place:
    """`county_bureau`, `county_army` and so on for every level, one family, and those who work."""

    def __init__(self):
        self.province = make.region(level=Level.PROVINCE)
        self.prefecture = make.region(self.province)
        self.county = make.region(self.prefecture)
        self.office = make.unit(self.county)
        self.township = make.township(self.office, villages=1)
        self.village = self.township.region.children.get()
        self.bureau = {
            level: make.unit(region, kind=Kind.BUREAU)
            for level, region in (
                (Level.PROVINCE, self.province),
                (Level.PREFECTURE, self.prefecture),
                (Level.COUNTY, self.county),
            )
        }
        self.army = {
            Level.PROVINCE: make.unit(self.province, kind=Kind.MILITARY_COMMAND),
            Level.PREFECTURE: make.unit(self.prefecture, kind=Kind.MILITARY_COMMAND),
            Level.COUNTY: make.unit(self.county, kind=Kind.ARMED_FORCES_DEPARTMENT),
            Level.TOWNSHIP: make.unit(self.township.region, kind=Kind.GRASSROOTS_ARMED_FORCES),
        }
        self.bureau[Level.TOWNSHIP] = self.township
        self.home = make.household(self.village)
        self.soldier = make.person(self.home, categories=("veteran",), name="赵立功", age=35)
        self.clerk = make.actor("clerk", self.office)
        self.worker = make.actor("worker", self.township)

    def received(self, **changes):
        told = {
            "soldier_name": "赵立功",
            "merit": "second",
            "order_number": "政通〔2026〕7号",
            "ordered_on": date(2026, 6, 20),
            "received_on": date(2026, 7, 13),
        }
        return Received(**(told | changes))

    def receive(self, **changes):
        return actions.receive(self.received(**changes), unit=self.office, by=self.clerk)

    def destination(self, **changes):
        told = {
            "household": self.home,
            "person": self.soldier,
            "home": "parents",
            "address": "村东头三号",
            "recipient": "赵母",
        }
        return Destination(**(told | changes))

    def registered(self, to=None, **changes):
        made = self.receive(**changes)
        return actions.register(made, to=to or self.destination(), by=self.clerk)

    def verified(self, **changes):
        return actions.verify(self.registered(**changes), by=self.clerk)

    def assigned(self, **changes):
        return actions.assign(
            self.verified(**changes),
            civil_unit=self.bureau[Level.COUNTY],
            military_unit=self.army[Level.COUNTY],
            by=self.clerk,
        )

    def civil(self, rank=Rank.HEAD, *, level=Level.COUNTY):
        return Companion("钱局长", self.bureau[level], rank)

    def military(self, rank=Rank.LEADER, *, level=Level.COUNTY):
        return Companion("孙部长", self.army[level], rank)

    def brought(self, *bearers, **changes):
        told = {
            "delivered_on": date(2026, 7, 20),
            "received_by": "赵母",
            "bearers": bearers or (self.civil(), self.military()),
        }
        return Brought(**(told | changes))

    def deliver(self, citation, *bearers, by=None, unit=None, **changes):
        return actions.deliver(
            citation,
            told=self.brought(*bearers, **changes),
            unit=unit or self.office,
            by=by or self.clerk,
        )

    def delivered(self, **changes):
        citation = self.assigned(**changes)
        self.deliver(citation)
        return citation

    def figure(self, campaign, measure):
        figures = read(campaign.pk, tree=Tree.UNIT, nodes=[self.office.pk], measures=[measure])
        return sum(figure.count + figure.fen for figure in figures.values())
