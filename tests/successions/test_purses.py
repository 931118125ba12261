"""Money of a round under way goes along with the unit that has it."""

from decimal import Decimal

import pytest

from tests.successions.country import Country, decree
from yushui.funds.actions import transfers
from yushui.funds.actions.transfers import Slip
from yushui.funds.models import Origin, Purse, Transfer
from yushui.successions import actions
from yushui.visits import actions as visits


pytestmark = pytest.mark.django_db


@pytest.fixture
def land():
    return Country()


def give(land, unit, amount):
    """Money of this year's round, from the county that has just that."""
    campaign, office = land.campaigns[1], unit.superior
    slip = {"document": "云财社〔2026〕3号", "on": campaign.starts_on}
    transfers.appropriate(
        campaign,
        office,
        origin=Origin.BUDGET,
        slip=Slip(amount=Decimal(amount), **slip),
        by=land.everybody,
    )
    return transfers.pass_on(
        campaign,
        giver=office,
        receiver=unit,
        slip=Slip(amount=Decimal(amount), **slip),
        by=land.everybody,
    )


def merge(land):
    one, other = land.towns()[:2]
    halls = [land.unit_at(place) for place in (one, other)]
    return halls, lambda: actions.merge_regions([one], other, decree=decree(), by=land.by)


def test_two_purses_become_one(land):
    halls, carry = merge(land)
    for hall, amount in zip(halls, (1000, 400), strict=True):
        give(land, hall, amount)
    home = halls[0].region.children.first().households.first()
    visit = land.visit(home)
    carry()
    purse = Purse.objects.of(land.campaigns[1], halls[1]).get()
    assert (purse.received, purse.spent) == (Decimal(1400), Decimal(300))
    assert not Purse.objects.filter(unit=halls[0]).exists()
    visit.refresh_from_db()
    visits.cancel(visit, reason="登错了户", by=land.everybody)
    purse.refresh_from_db()
    assert purse.left == Decimal(1400)


def test_one_that_had_none_takes_the_purse_over(land):
    halls, carry = merge(land)
    made = give(land, halls[0], 1000)
    carry()
    assert Purse.objects.get(received=Decimal(1000), passed_on=0).unit == halls[1]
    assert Transfer.objects.get(pk=made.pk).receiver == halls[1]
