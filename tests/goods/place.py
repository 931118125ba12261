"""A county with two townships and rice in its store, for tests of where it goes."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

from tests import make
from tests.funds.scene import _file
from yushui.goods.actions import deciding, handing, lists, moving
from yushui.goods.actions.deciding import Count
from yushui.goods.actions.handing import Brought, Signature
from yushui.goods.actions.lists import Plan
from yushui.goods.actions.moving import Bought, Slip
from yushui.goods.models import Origin, Shelf
from yushui.kernel import clock
from yushui.ledger.measures import Measure
from yushui.ledger.models import Tree
from yushui.ledger.reading import read
from yushui.people.models import Roster, SourceRecord
from yushui.territory.models import Region
from yushui.visits import actions as visits
from yushui.visits.calls import Call, Companion


CAME = date(2026, 7, 11)
DAY = date(2026, 7, 12)
SIGNED = Signature("self", "王建国")


class Store:
    """An office, a township with a village and another one, a campaign, and who works there."""

    def __init__(self):
        self.office = make.unit(make.region(level=3))
        self.township = make.township(self.office, villages=1)
        self.other = make.township(self.office)
        self.village = Region.objects.get(parent=self.township.region)
        self.campaign = make.campaign(self.office)
        self.clerk = make.actor("clerk", self.office)
        self.below = make.actor("clerk", self.township)
        self.worker = make.actor("worker", self.township, name="走访人")
        self.head = make.actor("head", self.township, name="审批人")
        self.rice = moving.name_item(
            self.office, name="大米", measure="袋", spec="10千克", by=self.clerk
        )

    def slip(self, quantity, **told):
        values = {
            "quantity": quantity,
            "on": DAY,
            "document": "慰入〔2026〕1号",
            "note": "搬运破损",
        }
        return Slip(**values | told)

    def receive(self, quantity, *, price="45.80", unit=None, by=None, item=None, **told):
        return moving.receive(
            unit or self.office,
            item or self.rice,
            bought=Bought(origin=Origin.PURCHASE, price=Decimal(price), source="县粮油公司"),
            slip=self.slip(quantity, **{"on": CAME} | told),
            by=by or self.clerk,
        )

    def send(self, lot, quantity, *, to=None, **told):
        return moving.pass_on(
            lot, giver=self.office, receiver=to or self.township, slip=self.slip(quantity, **told),
            by=self.clerk,
        )  # fmt: skip

    def stocked(self, quantity=10, **told):
        """A lot of which the township has all."""
        lot = self.receive(quantity, **told)
        moving.accept(self.send(lot, quantity), by=self.below)
        return lot

    def home(self, *, on_roster=True, head="王建国"):
        home = make.household(self.village, head=head)
        person = make.person(home, name=head)
        if on_roster:
            SourceRecord.objects.create(
                person=person, source="survey", roster=_roster(self.office), row=person.pk,
                at=clock.now(), by_name="李文",
            )  # fmt: skip
        return home

    def hand_out(self, lot, quantity=1, home=None, *, by=None, signature=SIGNED, **told):
        values = {"unit": self.township, "campaign": self.campaign, "on": DAY, "op_id": uuid4()}
        return handing.hand_out(
            home or self.home(), Brought(lot, quantity, signature), by=by or self.worker,
            **values | told,
        )  # fmt: skip

    def visit(self, home=None, *, gifts=(), by=None, **told):
        target = home or self.home()
        return visits.record(
            campaign=self.campaign,
            unit=self.township,
            household=target,
            persons=list(target.persons.all()),
            call=Call(told.pop("on", DAY), [Companion("张明")], gifts=gifts, **told),
            by=by or self.worker,
        )

    def list(self, lot, homes, *, each=1, op_id=None):
        plan = Plan(lot=lot, region=self.village, each=each, on=DAY, op_id=op_id or uuid4())
        return lists.make_list(
            self.campaign, self.township, plan=plan, households=homes, by=self.below
        )

    def count(self, lot, counted, *, unit=None, by=None):
        shelf = self.shelf(lot, unit)
        return deciding.take_stock(shelf, count=Count(counted=counted, on=DAY), by=by or self.below)

    def shelf(self, lot, unit=None):
        rows = Shelf.objects.select_related("unit", "lot__item")
        return rows.get(lot=lot, unit=unit or self.township)

    def left(self, lot, unit=None):
        return self.shelf(lot, unit).left

    def figure(self, measure=Measure.GIFTS, unit=None):
        """What the ledger says of the unit's tree: fen, or pieces."""
        node = (unit or self.office).pk
        found = read(self.campaign.pk, tree=Tree.UNIT, nodes=[node], measures=[measure])
        figure = found[node, measure, ""]
        return figure.fen or figure.count


def _roster(unit):
    found = Roster.objects.filter(unit=unit).first()
    return found or Roster.objects.create(
        unit=unit, name="优抚对象花名册", file=_file(), file_name="花名册.xlsx",
        created_at=clock.now(), created_by_name="李文",
    )  # fmt: skip
