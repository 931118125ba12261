"""Money comes in, is passed on and given back: purses, ledger and tables agree (S4-28)."""

import uuid
from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests import make
from tests.funds.place import Treasury
from yushui.audit.models import Event
from yushui.campaigns.lifecycle import State as CampaignState
from yushui.funds.actions import purses, transfers
from yushui.funds.lifecycle import BOOKING, Booking
from yushui.funds.models import Appropriation, Purse, Transfer
from yushui.kernel.errors import Conflict, NotPermitted, RuleViolation
from yushui.ledger.models import Posting
from yushui.territory.kinds import Kind


pytestmark = pytest.mark.django_db


@pytest.fixture
def treasury():
    return Treasury()


def test_what_is_passed_on_leaves_one_purse_and_is_in_the_other(treasury):
    treasury.appropriate("1000")
    treasury.pass_on("400")
    assert treasury.left(treasury.office) == Decimal("600")
    assert treasury.left(treasury.township) == Decimal("400")


def test_the_ledger_has_over_a_tree_what_came_into_it_from_outside(treasury):
    treasury.appropriate("1000")
    treasury.pass_on("400")
    treasury.give_back("150")
    assert treasury.funds(treasury.office) == 100_000
    assert treasury.funds(treasury.township) == 25_000


def test_what_is_given_back_can_be_passed_on_again(treasury):
    treasury.appropriate("1000")
    treasury.pass_on("1000")
    treasury.give_back("300")
    treasury.pass_on("300", to=treasury.other)
    assert [treasury.left(one) for one in (treasury.office, treasury.township, treasury.other)] == [
        Decimal(0),
        Decimal(700),
        Decimal(300),
    ]


def test_more_than_came_in_is_not_passed_on(treasury):
    treasury.appropriate("1000")
    with pytest.raises(RuleViolation, match=r"超出 0\.01 元；请核对金额，或先登记到账"):
        treasury.pass_on("1000.01")
    assert not Transfer.objects.exists()
    assert treasury.left(treasury.office) == Decimal(1000)


def test_nobody_gives_back_what_is_spent(treasury):
    treasury.appropriate("1000")
    treasury.pass_on("400")
    purses.spend(treasury.campaign, treasury.township, Decimal("399"))
    with pytest.raises(RuleViolation, match=r"超出 0\.50 元"):
        treasury.give_back("1.50")


def test_the_same_form_twice_is_one_entry(treasury):
    once = uuid.uuid4()
    assert treasury.appropriate("500", op_id=once) == treasury.appropriate("500", op_id=once)
    assert treasury.left(treasury.office) == Decimal(500)
    again = uuid.uuid4()
    assert treasury.pass_on("100", op_id=again) == treasury.pass_on("100", op_id=again)
    assert treasury.left(treasury.office) == Decimal(400)


def test_a_transfer_is_cancelled_while_unspent(treasury):
    treasury.appropriate("1000")
    made = treasury.pass_on("400")
    transfers.cancel_transfer(made, reason="拨错单位", by=treasury.clerk)
    assert treasury.left(treasury.office) == Decimal(1000)
    assert treasury.left(treasury.township) == Decimal(0)
    assert treasury.funds(treasury.township) == 0
    assert not Posting.objects.of(("funds.transfer", made.pk)).standing()


def test_a_transfer_spent_in_part_stands(treasury):
    treasury.appropriate("1000")
    made = treasury.pass_on("400")
    purses.spend(treasury.campaign, treasury.township, Decimal("0.01"))
    with pytest.raises(RuleViolation, match="请先撤销用款，或改用“交回结余”"):
        transfers.cancel_transfer(made, reason="拨错单位", by=treasury.clerk)
    assert Transfer.objects.get().state == Booking.BOOKED
    assert treasury.left(treasury.township) == Decimal("399.99")


def test_an_appropriation_passed_on_stands(treasury):
    made = treasury.appropriate("1000")
    sent = treasury.pass_on("1")
    with pytest.raises(RuleViolation, match=r"超出 1\.00 元"):
        transfers.cancel_appropriation(made, reason="重复登记", by=treasury.clerk)
    transfers.cancel_transfer(sent, reason="拨错", by=treasury.clerk)
    made.refresh_from_db()
    transfers.cancel_appropriation(made, reason="重复登记", by=treasury.clerk)
    assert treasury.left(treasury.office) == treasury.funds(treasury.office) == 0


def test_of_two_who_cancel_one_is_told(treasury):
    made = treasury.appropriate("1000")
    stale = Appropriation.objects.get()
    transfers.cancel_appropriation(made, reason="重复登记", by=treasury.clerk)
    with pytest.raises(Conflict):
        transfers.cancel_appropriation(stale, reason="重复登记", by=treasury.clerk)


def test_every_step_leaves_a_trace(treasury):
    made = treasury.appropriate("1000")
    sent = treasury.pass_on("400")
    treasury.give_back("100")
    purses.spend(treasury.campaign, treasury.township, Decimal("0"))
    transfers.cancel_appropriation(treasury.appropriate("5"), reason="误登", by=treasury.clerk)
    kinds = Event.objects.filter(kind__startswith="funds.").order_by("pk")
    assert list(kinds.values_list("kind", flat=True)) == [
        "funds.appropriated",
        "funds.transferred",
        "funds.transferred",
        "funds.appropriated",
        "funds.appropriation_cancelled",
    ]
    assert made.recorded_by_name == sent.recorded_by_name == treasury.clerk.name


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"amount": "0"}, "amount"),
        ({"amount": "-5"}, "amount"),
        ({"amount": "5", "document": " "}, "document"),
        ({"amount": "5", "on": date(2099, 1, 1)}, "on"),
    ],
)
def test_a_slip_is_of_something_by_a_document_on_a_day_that_has_come(treasury, told, field):
    with pytest.raises(RuleViolation) as refused:
        treasury.appropriate(**told)
    assert refused.value.field == field


def test_the_lanes_keep_their_money_apart(treasury):
    treasury.appropriate("1000")
    department = make.unit(
        treasury.office.region, kind=Kind.ARMED_FORCES_DEPARTMENT, superior=treasury.office
    )
    with pytest.raises(RuleViolation, match="分属军地两线"):
        treasury.pass_on("10", to=department)


def test_money_goes_to_units_below_alone(treasury):
    treasury.appropriate("1000")
    with pytest.raises(RuleViolation, match=r"不是“.*”的下级"):
        treasury.pass_on("10", to=make.unit(make.region(level=3)))
    with pytest.raises(RuleViolation, match="用同一个资金账户"):
        treasury.pass_on("10", to=treasury.office)


def test_a_village_receives_into_its_townships_purse(treasury):
    treasury.appropriate("1000")
    made = treasury.pass_on("10", to=treasury.township.subordinates.get())
    assert made.receiver == treasury.township


def test_nobody_moves_the_money_of_another_unit(treasury):
    treasury.appropriate("1000")
    with pytest.raises(NotPermitted):
        treasury.pass_on("10", by=treasury.below)
    with pytest.raises(NotPermitted):
        treasury.appropriate("10", unit=treasury.township)
    with pytest.raises(NotPermitted):
        treasury.appropriate("10", by=make.actor("worker", treasury.office))
    treasury.pass_on("10")
    with pytest.raises(NotPermitted):
        treasury.give_back("10", by=treasury.clerk)


def test_when_all_is_over_money_is_still_given_back(treasury):
    treasury.appropriate("1000")
    treasury.pass_on("400")
    treasury.campaign.state = CampaignState.CLOSED
    treasury.campaign.save()
    treasury.give_back("100")
    with pytest.raises(RuleViolation, match="已经结束"):
        treasury.pass_on("1")
    with pytest.raises(RuleViolation, match="已经结束"):
        treasury.appropriate("1")


@pytest.mark.parametrize("state", Booking)
@pytest.mark.parametrize("move", BOOKING.moves)
def test_only_what_is_booked_is_cancelled(state, move):
    assert (move in BOOKING.available(state)) == (state == Booking.BOOKED)


@pytest.mark.parametrize(
    "values",
    [
        {"amount": Decimal(0)},
        {"document": ""},
        {"state": Booking.CANCELLED},
    ],
)
def test_the_database_itself_refuses_an_entry_that_says_nothing(treasury, values):
    treasury.appropriate("1000")
    treasury.pass_on("400")
    for model in (Appropriation, Transfer):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.update(**values)


def test_the_database_itself_refuses_a_transfer_to_oneself(treasury):
    treasury.appropriate("1000")
    treasury.pass_on("400")
    with pytest.raises(IntegrityError), transaction.atomic():
        Transfer.objects.update(receiver=treasury.office)


def test_each_sees_what_names_a_unit_below_it(treasury):
    treasury.appropriate("1000")
    treasury.pass_on("400")
    treasury.pass_on("100", to=treasury.other)
    assert Transfer.objects.visible_to(treasury.clerk).count() == 2
    assert Transfer.objects.visible_to(treasury.below).count() == 1
    assert not Appropriation.objects.visible_to(treasury.below).exists()
    assert Purse.objects.visible_to(treasury.below).count() == 1
