"""The money of a visit comes out of the purse of the unit that visits (S4-28)."""

import uuid
from decimal import Decimal

import pytest

from tests.visits.place import Place
from yushui.funds.models import Purse
from yushui.kernel.errors import RuleViolation
from yushui.ledger.measures import Measure
from yushui.visits import actions
from yushui.visits.models import MoneyFrom, Visit


pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return Place()


def purse(place, received="500"):
    return Purse.objects.create(
        campaign=place.campaign, unit=place.township, received=Decimal(received)
    )


def test_a_visit_draws_on_the_purse_and_gives_back_when_it_is_cancelled(place):
    kept = purse(place)
    visit = place.record()
    kept.refresh_from_db()
    assert (visit.money_from, kept.spent) == (MoneyFrom.PURSE, Decimal(300))
    actions.cancel(visit, reason="登错了户", by=place.by)
    kept.refresh_from_db()
    assert kept.spent == 0


def test_a_village_draws_on_its_townships_purse(place):
    kept = purse(place)
    place.record(unit=place.township.subordinates.get())
    kept.refresh_from_db()
    assert kept.spent == Decimal(300)


def test_more_than_is_left_is_no_visit(place):
    kept = purse(place, "299.99")
    with pytest.raises(
        RuleViolation, match=r"这次 300\.00 元超出 0\.01 元；请先申请追加"
    ) as refused:
        place.record()
    assert refused.value.field == "money"
    assert not Visit.objects.exists()
    assert place.figure(Measure.CASH) == 0
    kept.refresh_from_db()
    assert kept.spent == 0


def test_a_units_own_money_leaves_the_purse_alone(place):
    kept = purse(place, "1")
    visit = place.record(is_own_money=True)
    assert visit.money_from == MoneyFrom.OWN
    actions.cancel(visit, reason="登错了户", by=place.by)
    kept.refresh_from_db()
    assert kept.spent == 0


def test_the_same_call_twice_is_paid_once(place):
    kept = purse(place)
    once = uuid.uuid4()
    assert place.record(op_id=once) == place.record(op_id=once)
    kept.refresh_from_db()
    assert kept.spent == Decimal(300)


def test_without_a_purse_nothing_is_said_and_later_nothing_refunded(place):
    visit = place.record()
    assert visit.money_from == ""
    kept = purse(place)
    actions.cancel(visit, reason="登错了户", by=place.by)
    kept.refresh_from_db()
    assert kept.spent == 0


def test_a_visit_without_money_asks_for_no_purse(place, django_assert_num_queries):
    kept = purse(place, "0")
    assert place.record(money=Decimal(0)).money_from == ""
    kept.refresh_from_db()
    assert kept.spent == 0
