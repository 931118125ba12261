"""Made-up gifts: bought by a county, sent down, handed out, and what was found on the way."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count

from yushui.demonstration.season import Season
from yushui.goods.actions import deciding, handing, lists, moving
from yushui.goods.actions.handing import Brought, Signature
from yushui.goods.actions.lists import Plan
from yushui.goods.actions.moving import Bought, Slip
from yushui.goods.models import Item, Lot, Origin, Shelf, Signed, Sort
from yushui.people.models import Household
from yushui.territory.kinds import Kind
from yushui.territory.models import Region, Unit
from yushui.visits.models import Target


RICE, COUPLETS = 900, 400
A_TOWNSHIP = 120
ON_A_LIST = 40


@dataclass
class _Book:
    story: Season
    office: Unit
    on: date

    def item(self, name: str, measure: str, spec: str, sort: str = Sort.GOODS) -> Item:
        return moving.name_item(
            self.office,
            name=name,
            measure=measure,
            spec=spec,
            sort=sort,
            per_household=1,
            by=self.story.by,
        )

    def slip(self, quantity: int, document: str, note: str = "") -> Slip:
        return Slip(quantity=quantity, on=self.on, document=document, note=note)

    def lot(self, item: Item, quantity: int, price: str, origin: str, source: str) -> Lot:
        bought = Bought(
            origin=origin, price=Decimal(price), source=source, campaign=self.story.round
        )
        slip = self.slip(quantity, f"慰入〔2026〕{item.pk}号")
        return moving.receive(self.office, item, bought=bought, slip=slip, by=self.story.by)

    def send(self, lot: Lot, town: Unit, *, arrives: bool) -> None:
        slip = self.slip(A_TOWNSHIP, f"慰调〔2026〕{town.pk}号")
        sent = moving.pass_on(lot, giver=self.office, receiver=town, slip=slip, by=self.story.by)
        if arrives:
            moving.accept(sent, on=self.on, by=self.story.by)


def keep(story: Season, office: Unit, town: Unit) -> str:
    """A county's rice and couplets; one of its townships has handed out half of a list."""
    book = _Book(story, office, story.round.starts_on + timedelta(days=1))
    rice = book.item("大米", "袋", "10千克")
    lot = book.lot(rice, RICE, "58.80", Origin.PURCHASE, "鹿鸣县粮油购销公司")
    couplets = book.item("春联", "副", "", Sort.COUPLETS)
    book.lot(couplets, COUPLETS, "6.50", Origin.DONATION, "鹿鸣县书法家协会")
    towns = list(office.subordinates.filter(kind=Kind.TOWNSHIP).order_by("path")[:4])
    for one in {town, *towns}:
        book.send(lot, one, arrives=one == town or one != towns[-1])
    given = _list(book, lot, town)
    _find(book, lot, town)
    return f"慰问品入库 2 批，{town.name}按名单发放 {given} 户"


def _list(book: _Book, lot: Lot, town: Unit) -> int:
    """The village with most families: three quarters came, and one agent signed."""
    by, round_ = book.story.by, book.story.round
    inside = Target.objects.filter(campaign=round_, unit=town).owed()
    counted = inside.values_list("region").annotate(n=Count("pk")).order_by("-n", "region")
    village = Region.objects.get(pk=counted[0][0])
    homes = Household.objects.filter(pk__in=inside.filter(region=village).values("household"))
    chosen = list(homes.select_related("region").order_by("code")[:ON_A_LIST])
    plan = Plan(lot=lot, region=village, each=1, on=book.on, op_id=uuid.uuid4())
    made = lists.make_list(round_, town, plan=plan, households=chosen, by=by)
    lines = list(made.lines.select_related("household").order_by("pk"))
    came = lines[: -(-len(lines) * 3 // 4)]
    signatures = {
        one.pk: Signature(Signed.SELF, one.household.head_name) for one in came if one.household
    }
    signatures[came[0].pk] = Signature(Signed.AGENT, "邻居代领人", "邻居")
    lists.enter_signed(made, signatures, on=book.on, by=by)
    if came[0].household:
        _hand_out(book, lot, came[0].household, town)
    return len(came)


def _hand_out(book: _Book, lot: Lot, home: Household, town: Unit) -> None:
    """Somebody of the list came for another one, and nobody signed."""
    handing.hand_out(
        home,
        Brought(lot, 1),
        unit=town,
        campaign=book.story.round,
        on=book.on,
        op_id=uuid.uuid4(),
        by=book.story.by,
    )


def _find(book: _Book, lot: Lot, town: Unit) -> None:
    """Two bags broke, one went to nobody on the list, and the count is one short."""
    by = book.story.by
    moving.lose(lot, unit=town, slip=book.slip(2, "", "运输途中破损 2 袋"), by=by)
    taken = book.slip(1, "", "称是对象的亲戚，没有登记是哪一户")
    moving.take(lot, unit=town, taker="村民（未留姓名）", slip=taken, by=by)
    shelf = Shelf.objects.select_related("unit", "lot__item").get(lot=lot, unit=town)
    count = deciding.Count(counted=shelf.left - 1, on=book.on, note="两人清点")
    deciding.take_stock(shelf, count=count, by=by)
