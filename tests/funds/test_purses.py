"""A purse bears what came in, and no more."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests import make
from tests.funds import scene as scenes
from yushui.funds.actions import payments, purses
from yushui.funds.models import Purse, keeper_of
from yushui.kernel import clock
from yushui.kernel.errors import RuleViolation
from yushui.territory.kinds import Kind


pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return make.unit(make.region(level=3))


def purse(unit, **values):
    return Purse.objects.create(
        campaign=make.campaign(unit), unit=unit, **{"received": Decimal("1000")} | values
    )


def test_what_is_spent_is_gone_and_what_is_refunded_is_there_again(office):
    kept = purse(office)
    assert purses.spend(kept.campaign, office, Decimal("999.99"))
    kept.refresh_from_db()
    assert kept.left == Decimal("0.01")
    purses.refund(kept.campaign, office, Decimal("999.99"))
    kept.refresh_from_db()
    assert kept.left == Decimal("1000")


def test_more_than_is_left_is_refused_and_says_what_there_was(office):
    kept = purse(office, spent=Decimal("800"), passed_on=Decimal("150"))
    with pytest.raises(RuleViolation) as refused, transaction.atomic():
        purses.spend(kept.campaign, office, Decimal("50.01"))
    assert refused.value.field == "money"
    assert refused.value.message == (
        f"“{office.name}”的活动经费已到账 1,000.00 元、已下拨 150.00 元、已用 800.00 元，"
        "这次 50.01 元超出 0.01 元；请先申请追加，或改为本单位自有资金。"
    )
    kept.refresh_from_db()
    assert kept.spent == Decimal("800")


def test_a_unit_without_a_purse_draws_on_none(office):
    kept = purse(office)
    assert not purses.spend(kept.campaign, make.township(office), Decimal("1"))
    assert not purses.spend(make.campaign(office), office, Decimal("1"))


def test_spending_costs_one_statement(office, django_assert_num_queries):
    kept = purse(office)
    with django_assert_num_queries(1):
        purses.spend(kept.campaign, office, Decimal("1"))


def test_a_village_and_a_station_have_their_townships_purse(office):
    township = make.township(office, villages=1)
    village = township.subordinates.get()
    station = make.unit(village.region, kind=Kind.STATION, superior=village)
    centre = make.unit(office.region, kind=Kind.STATION, superior=office)
    assert keeper_of(village) == keeper_of(station) == township
    assert keeper_of(centre) == centre


def test_a_bureau_has_the_offices_purse_and_a_department_its_own(office):
    bureau = make.unit(office.region, kind=Kind.BUREAU, superior=office)
    department = make.unit(office.region, kind=Kind.ARMED_FORCES_DEPARTMENT)
    for unit in (bureau, department):
        unit.answers_for = office
        unit.save()
    assert keeper_of(bureau) == office
    assert keeper_of(department) == department


@pytest.mark.parametrize(
    "values",
    [
        {"spent": Decimal("1000.01")},
        {"spent": Decimal("400"), "passed_on": Decimal("300"), "given_back": Decimal("300.01")},
        {"spent": Decimal("-0.01")},
        {"received": Decimal("-1"), "spent": Decimal("-1")},
    ],
)
def test_the_database_itself_refuses_what_cannot_be(office, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        purse(office, **values)


def test_a_unit_has_one_purse_in_a_campaign(office):
    kept = purse(office)
    with pytest.raises(IntegrityError), transaction.atomic():
        Purse.objects.create(campaign=kept.campaign, unit=office)


@pytest.fixture
def payer():
    made = scenes.build()
    for _ in range(3):
        made.recipient()
    return made


def test_what_was_on_no_purse_goes_back_into_none(payer):
    """The money comes while the list is at the bank: none of it was drawn, none comes back."""
    batch = payer.sent()
    payer.fund(1000)
    payer.answer(batch, n1="户名不符")
    payments.take_back_payment(
        batch.payments.get(serial=2), on=clock.today(), reason="退汇", by=payer.cashier
    )
    assert payer.campaign.purses.get().spent == 0


def test_what_was_drawn_goes_back(payer):
    payer.fund(1000)
    batch = payer.sent()
    payer.answer(batch, n1="户名不符")
    payments.take_back_payment(
        batch.payments.get(serial=2), on=clock.today(), reason="退汇", by=payer.cashier
    )
    assert payer.campaign.purses.get().spent == 50
