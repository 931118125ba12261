"""Goods come in, go down and back, and never less than nothing is left."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests import make
from tests.goods.place import Store
from yushui.audit.models import Event
from yushui.goods.actions import moving
from yushui.goods.lifecycle import Booking
from yushui.goods.models import Item, Lot, Movement, Shelf
from yushui.kernel.errors import NotPermitted, RuleViolation


pytestmark = pytest.mark.django_db


@pytest.fixture
def store():
    return Store()


def test_what_came_in_is_there_at_its_price(store):
    lot = store.receive(100)
    shelf = store.shelf(lot, store.office)
    assert (shelf.left, shelf.value) == (100, Decimal("4580.00"))
    assert Event.objects.filter(kind="goods.received", subject_id=str(lot.pk)).exists()


def test_the_same_form_twice_is_the_same_lot(store):
    op_id = uuid4()
    assert store.receive(100, op_id=op_id) == store.receive(100, op_id=op_id)
    assert store.left(Lot.objects.get(), store.office) == 100


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"price": "0"}, "price"),
        ({"price": "100000.01"}, "price"),
        ({"quantity": 0}, "quantity"),
        ({"quantity": 1_000_001}, "quantity"),
        ({"document": " "}, "document"),
        ({"on": date(2126, 1, 1)}, "on"),
    ],
)
def test_goods_come_in_by_a_document_at_a_price(store, told, field):
    with pytest.raises(RuleViolation) as refused:
        store.receive(**{"quantity": 10} | told)
    assert refused.value.field == field
    assert not Lot.objects.exists()


def test_a_kind_is_entered_once(store):
    with pytest.raises(RuleViolation, match="已经有“大米”"):
        moving.name_item(store.office, name="大米 ", measure="袋", spec="10千克", by=store.clerk)
    other = moving.name_item(store.office, name="大米", measure="袋", spec="5千克", by=store.clerk)
    assert Item.objects.count() == 2
    assert str(other) == "大米（5千克）"


def test_a_kind_of_another_county_is_not_ours(store):
    there = make.unit(make.region(level=3))
    by = make.actor("clerk", there)
    theirs = moving.name_item(there, name="食用油", measure="桶", by=by)
    with pytest.raises(RuleViolation, match="不是本单位和上级登记的"):
        store.receive(1, item=theirs)


def test_what_is_passed_on_is_under_way_until_the_other_side_signs(store):
    lot = store.receive(100)
    sent = store.send(lot, 60)
    assert store.left(lot, store.office) == 40
    assert not Shelf.objects.filter(unit=store.township).exists()
    moving.accept(sent, by=store.below)
    assert store.left(lot) == 60
    assert (sent.state, sent.accepted_by_name) == (Booking.BOOKED, "李文")


def test_it_is_signed_for_once_and_by_the_receiver_alone(store):
    sent = store.send(store.receive(100), 60)
    with pytest.raises(NotPermitted):
        moving.accept(sent, by=store.clerk)
    stale = Movement.objects.get()
    moving.accept(sent, by=store.below)
    with pytest.raises(RuleViolation, match="已被他人改动"):
        moving.accept(stale, by=store.below)
    assert store.left(sent.lot) == 60


def test_more_than_is_there_goes_nowhere(store):
    lot = store.receive(10)
    store.send(lot, 4)
    with pytest.raises(
        RuleViolation, match="“大米（10千克）”只剩 6（下拨 4），这次要 7，差 1；请核对数量"
    ) as refused:
        store.send(lot, 7, to=store.other)
    assert refused.value.field == "quantity"
    assert store.left(lot, store.office) == 6


def test_what_a_unit_never_had_it_cannot_give(store):
    lot = store.receive(10)
    with pytest.raises(RuleViolation, match="没有这批“大米（10千克）”"):
        store.hand_out(lot)


def test_goods_go_down_the_line_and_no_other_way(store):
    lot = store.receive(10)
    with pytest.raises(RuleViolation, match=r"不是“.*”的下级"):
        moving.pass_on(
            lot, giver=store.office, receiver=make.unit(), slip=store.slip(1), by=store.clerk
        )
    with pytest.raises(RuleViolation, match="用同一本台账"):
        moving.pass_on(
            lot, giver=store.office, receiver=store.office, slip=store.slip(1), by=store.clerk
        )


def test_what_is_left_goes_back(store):
    lot = store.stocked(10)
    back = moving.give_back(
        lot, giver=store.township, receiver=store.office, slip=store.slip(3), by=store.below
    )
    moving.accept(back, by=store.clerk)
    assert (store.left(lot), store.left(lot, store.office)) == (7, 3)


def test_the_lost_and_the_taken_leave_with_a_reason(store):
    lot = store.stocked(10)
    moving.lose(lot, unit=store.township, slip=store.slip(2), by=store.below)
    moving.take(lot, unit=store.township, taker="周发", slip=store.slip(1), by=store.below)
    assert store.left(lot) == 7
    with pytest.raises(RuleViolation, match="请写明原因"):
        moving.lose(lot, unit=store.township, slip=store.slip(1, note=" "), by=store.below)
    with pytest.raises(RuleViolation, match="请写明领用人"):
        moving.take(lot, unit=store.township, taker="", slip=store.slip(1), by=store.below)


def test_a_lot_is_cancelled_while_all_of_it_is_there(store):
    lot = store.receive(10)
    sent = store.send(lot, 1)
    with pytest.raises(RuleViolation, match="只剩 9"), transaction.atomic():
        moving.cancel_lot(lot, reason="登错", by=store.clerk)
    moving.cancel_movement(sent, reason="没有发车", by=store.clerk)
    moving.cancel_lot(Lot.objects.get(), reason="登错", by=store.clerk)
    assert store.left(lot, store.office) == 0


def test_what_arrived_is_taken_back_while_it_is_still_there(store):
    lot = store.stocked(10)
    store.hand_out(lot, 1)
    with pytest.raises(RuleViolation, match="只剩 9"), transaction.atomic():
        moving.cancel_movement(Movement.objects.get(), reason="登错", by=store.clerk)
    assert (store.left(lot), store.left(lot, store.office)) == (9, 0)


def test_a_worker_hands_out_and_moves_nothing(store):
    lot = store.stocked(10)
    with pytest.raises(NotPermitted):
        moving.lose(lot, unit=store.township, slip=store.slip(1), by=store.worker)
    assert store.hand_out(lot, by=store.worker).quantity == 1


def test_nothing_is_handed_out_before_it_came_in(store):
    lot = store.stocked(10)
    with pytest.raises(RuleViolation, match="早于这批慰问品的入库日期"):
        store.hand_out(lot, on=date(2026, 7, 10))


@pytest.mark.parametrize(
    "columns", [{"handed_out": 11}, {"lost": 6, "taken": 5}, {"passed_on": 10, "given_back": 1}]
)
def test_the_database_lets_no_stock_below_nothing(store, columns):
    lot = store.stocked(10)
    with pytest.raises(IntegrityError):
        Shelf.objects.filter(lot=lot, unit=store.township).update(**columns)


def test_a_village_draws_on_its_townships_stock(store):
    lot = store.stocked(10)
    village = store.township.subordinates.get()
    made = store.hand_out(lot, unit=village)
    assert (made.unit, store.left(lot)) == (store.township, 9)


def test_who_sees_the_stock(store):
    store.stocked(10)
    stranger = make.actor("clerk")
    for model in (Shelf, Lot, Movement, Item):
        assert not model.objects.visible_to(stranger).exists()
        assert model.objects.visible_to(store.clerk).exists()
    assert Item.objects.visible_to(store.below).exists()
    assert Movement.objects.visible_to(store.below).exists()
