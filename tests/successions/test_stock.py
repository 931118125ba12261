"""Gifts in stock go along with the unit that has them."""

from decimal import Decimal

import pytest

from tests.successions.country import Country, decree
from yushui.goods.actions import moving
from yushui.goods.actions.moving import Bought, Slip
from yushui.goods.models import Movement, Origin, Shelf
from yushui.successions import actions
from yushui.visits import actions as visits
from yushui.visits.calls import Call, Companion, GiftLine


pytestmark = pytest.mark.django_db


@pytest.fixture
def land():
    return Country()


def stocked(land, *shares):
    """A lot of the county, of which each of these units has its share."""
    by, office = land.everybody, shares[0][0].superior
    on = land.campaigns[1].starts_on
    item = moving.name_item(office, name="大米", measure="袋", by=by)
    bought = Bought(origin=Origin.PURCHASE, price=Decimal("45.80"), source="县粮油公司")
    slip = Slip(quantity=100, on=on, document="慰入〔2026〕1号")
    lot = moving.receive(office, item, bought=bought, slip=slip, by=by)
    for unit, quantity in shares:
        slip = Slip(quantity=quantity, on=on, document="慰调〔2026〕1号")
        sent = moving.pass_on(lot, giver=office, receiver=unit, slip=slip, by=by)
        moving.accept(sent, by=by)
    return lot


def test_two_shelves_become_one_and_a_visit_gives_back_to_it(land):
    one, other = land.towns()[:2]
    halls = [land.unit_at(place) for place in (one, other)]
    lot = stocked(land, (halls[0], 10), (halls[1], 4))
    home = halls[0].region.children.first().households.first()
    visit = visits.record(
        campaign=land.campaigns[1],
        unit=halls[0],
        household=home,
        persons=list(home.persons.all()),
        call=Call(
            land.campaigns[1].starts_on, [Companion("张明")], gifts=[GiftLine.of_stock(lot, 3)]
        ),
        by=land.everybody,
    )
    actions.merge_regions([one], other, decree=decree(), by=land.by)
    shelf = Shelf.objects.get(lot=lot, unit=halls[1])
    assert (shelf.received, shelf.handed_out, shelf.left) == (14, 3, 11)
    assert not Shelf.objects.filter(unit=halls[0]).exists()
    assert Movement.objects.filter(receiver=halls[1]).count() == 2
    visit.refresh_from_db()
    visits.cancel(visit, reason="登错了户", by=land.everybody)
    shelf.refresh_from_db()
    assert shelf.left == 14
