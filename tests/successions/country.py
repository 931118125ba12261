"""A prefecture with two counties, families in their villages, last year's round and this one's."""

from datetime import date
from decimal import Decimal

from tests import make
from yushui.accounts.actor import system_actor
from yushui.ledger.models import Tree
from yushui.ledger.reading import read
from yushui.successions.actions import Decree
from yushui.territory.kinds import Kind, Level
from yushui.territory.models import Region, Unit
from yushui.visits import actions as visits
from yushui.visits.calls import Call, Companion
from yushui.visits.models import Target, Visit


DAY = date(2026, 7, 22)
LAST_YEAR, THIS_YEAR = date(2025, 7, 20), date(2026, 7, 20)
MEASURES = ["persons", "households", "visits", "cash", "troops"]


def decree(on=DAY, document="云民发〔2026〕8号"):
    return Decree(on, document)


class Country:
    def __init__(self):
        self.city = make.region(name="云泽市", level=Level.PREFECTURE)
        self.office = make.unit(self.city, name="云泽市双拥办")
        self.command = make.unit(self.city, kind=Kind.MILITARY_COMMAND, name="云泽军分区")
        self.by = make.actor("clerk", self.office, name="陈明")
        self.everybody = system_actor("测试")
        self.counties = [self._county(name) for name in ("临川县", "青溪县")]
        self.campaigns = [
            make.campaign(
                self.office, year=year, starts_on=date(year, 7, 1), ends_on=date(year, 8, 15)
            )
            for year in (2025, 2026)
        ]

    def _county(self, name):
        county = make.region(self.city, name=name, level=Level.COUNTY)
        office = make.unit(county, superior=self.office, name=f"{name}双拥办")
        department = make.unit(
            county, kind=Kind.ARMED_FORCES_DEPARTMENT, superior=self.command, name=f"{name}人武部"
        )
        Unit.objects.filter(pk=department.pk).update(answers_for=office)
        make.unit(county, kind=Kind.GARRISON, superior=department)
        for _ in range(2):
            town = make.township(office, villages=2).region
            Unit.objects.filter(region=town).update(name=f"{town.name}人民政府")
            make.unit(town, kind=Kind.STATION, superior=office, name=f"{town.name}服务站")
            for village in town.children.all():
                for _ in range(2):
                    make.person(make.household(village))
        return county

    def towns(self):
        return list(Region.objects.current().filter(level=Level.TOWNSHIP).order_by("path"))

    def villages(self):
        return list(Region.objects.current().filter(level=Level.VILLAGE).order_by("path"))

    def unit_at(self, region, kind=Kind.TOWNSHIP):
        return Unit.objects.active().select_related("region").get(region=region, kind=kind)

    def aim(self, household, number=1):
        """Put a family on the list of a round."""
        town = Unit.objects.active().get(region=household.region.parent, kind=Kind.TOWNSHIP)
        return Target.objects.create(
            campaign=self.campaigns[number],
            household=household,
            region=household.region,
            unit=town,
        )

    def visit(self, household, number=1, unit=None):
        """A visit of last year's round, or of this year's, by the township."""
        visitor = unit or Unit.objects.active().get(
            region=household.region.parent, kind=Kind.TOWNSHIP
        )
        return visits.record(
            campaign=self.campaigns[number],
            unit=visitor,
            household=household,
            persons=list(household.persons.all()),
            call=Call((LAST_YEAR, THIS_YEAR)[number], [Companion("张明")], money=Decimal(300)),
            by=self.everybody,
        )

    def call_on(self, host, number=1):
        return visits.record_troop(
            campaign=self.campaigns[number],
            unit=self.office,
            host=host,
            call=Call((LAST_YEAR, THIS_YEAR)[number], [Companion("张明")]),
            by=self.everybody,
        )

    def cancel(self, visit):
        visits.cancel(Visit.objects.get(pk=visit.pk), reason="记错了", by=self.everybody)

    def figures(self, number=1):
        """Every figure of every node there is or was, by tree, node and measure."""
        found = {}
        for tree, model in ((Tree.PLACE, Region), (Tree.UNIT, Unit)):
            nodes = list(model.objects.values_list("pk", flat=True))
            sums = read(self.campaigns[number].pk, tree=tree, nodes=nodes, measures=MEASURES)
            found |= {
                (tree, node, measure): figure.count + figure.fen
                for (node, measure, _), figure in sums.items()
            }
        return found

    def sum_at(self, node, measure="persons", number=1):
        tree = Tree.PLACE if isinstance(node, Region) else Tree.UNIT
        return self.figures(number)[tree, node.pk, measure]
