"""Who got what, who signed, and what it means for the ledger."""

from decimal import Decimal
from uuid import uuid4

import pytest

from tests import make
from tests.goods.place import DAY, SIGNED, Store
from yushui.goods.actions import handing, lists, moving
from yushui.goods.actions.handing import Signature
from yushui.goods.lifecycle import Hand
from yushui.goods.models import Handout, Shelf, Way
from yushui.kernel.errors import NotPermitted, RuleViolation
from yushui.ledger.measures import Measure
from yushui.visits import actions as visits
from yushui.visits.actions import recording
from yushui.visits.calls import Call, Companion, Event, GiftLine
from yushui.visits.models import GiftKind, Visit


pytestmark = pytest.mark.django_db
FEN = 4580


@pytest.fixture
def store():
    return Store()


def test_a_handout_is_quantity_times_price_once(store):
    lot = store.stocked(10)
    op_id = uuid4()
    home = store.home()
    first = store.hand_out(lot, 3, home, op_id=op_id)
    assert store.hand_out(lot, 3, home, op_id=op_id) == first
    assert (store.left(lot), store.figure()) == (7, 3 * FEN)


def test_one_that_is_taken_back_is_back_on_the_shelf(store):
    lot = store.stocked(10)
    made = store.hand_out(lot, 3)
    handing.cancel_handout(made, reason="登错了户", by=store.worker)
    assert (made.state, store.left(lot), store.figure()) == (Hand.CANCELLED, 10, 0)
    with pytest.raises(RuleViolation, match="当前状态不能“撤销”"):
        handing.cancel_handout(made, reason="再撤一次", by=store.worker)
    assert store.left(lot) == 10


def test_what_a_visit_brings_comes_out_of_stock_and_counts_once(store):
    lot = store.stocked(10)
    line = GiftLine.of_stock(lot, 2, signer="王建国")
    visit = store.visit(gifts=[line, GiftLine(GiftKind.GOODS, "水果", 1, Decimal(30))])
    made = Handout.objects.get()
    assert (made.way, made.signed_as, made.household) == (Way.VISIT, "self", visit.household)
    assert store.left(lot) == 8
    assert store.figure() == 2 * FEN + 3000
    assert [(gift.name, gift.handout_id) for gift in visit.gifts.order_by("pk")] == [
        ("大米", made.pk),
        ("水果", None),
    ]


def test_a_visit_taken_back_gives_everything_back_once(store):
    lot = store.stocked(10)
    visit = store.visit(gifts=[GiftLine.of_stock(lot, 2)])
    visits.cancel(visit, reason="登错了户", by=store.worker)
    assert (store.left(lot), store.figure()) == (10, 0)
    assert Handout.objects.get().state == Hand.CANCELLED
    with pytest.raises(RuleViolation):
        visits.cancel(visit, reason="登错了户", by=store.worker)
    assert store.left(lot) == 10


def test_its_handout_is_not_taken_back_alone(store):
    lot = store.stocked(10)
    store.visit(gifts=[GiftLine.of_stock(lot, 2)])
    with pytest.raises(RuleViolation, match="请撤销那次走访"):
        handing.cancel_handout(Handout.objects.get(), reason="登错", by=store.worker)


def test_a_visit_that_wants_more_than_there_is_is_no_visit(store):
    lot = store.stocked(1)
    with pytest.raises(RuleViolation, match="只剩 1，这次要 2") as refused:
        store.visit(gifts=[GiftLine.of_stock(lot, 2)])
    assert refused.value.field == "gifts"
    assert not Visit.objects.exists()
    assert (store.left(lot), store.figure()) == (1, 0)


def test_the_same_visit_sent_twice_draws_once(store):
    lot = store.stocked(10)
    home, op_id = store.home(), uuid4()
    for _ in range(2):
        store.visit(home, gifts=[GiftLine.of_stock(lot, 2)], op_id=op_id)
    assert (store.left(lot), store.figure()) == (8, 2 * FEN)


def test_a_visit_counted_anew_draws_nothing_more(store):
    lot = store.stocked(10)
    visit = store.visit(gifts=[GiftLine.of_stock(lot, 2)])
    recording.recount([visit.pk])
    assert (store.left(lot), store.figure()) == (8, 2 * FEN)


def test_couplets_out_of_stock_count_by_the_piece(store):
    item = moving.name_item(
        store.office, name="春联", measure="副", sort="couplets", by=store.clerk
    )
    lot = store.stocked(10, price="3.50", item=item)
    store.visit(gifts=[GiftLine.of_stock(lot, 2)])
    store.hand_out(lot, 3)
    assert store.figure(Measure.COUPLETS) == 5
    assert store.figure() == 5 * 350


def test_a_group_visit_draws_for_all_or_for_none(store):
    lot = store.stocked(3)
    homes = [store.home() for _ in range(4)]

    def record(households):
        return visits.record_group(
            campaign=store.campaign,
            unit=store.township,
            event=Event("座谈会", store.village),
            households=households,
            call=Call(DAY, [Companion("张明")], gifts=[GiftLine.of_stock(lot, 1)]),
            by=store.worker,
        )

    with pytest.raises(RuleViolation, match="只剩 3，这次要 4"):
        record(homes)
    assert not Visit.objects.exists()
    event = record(homes[:3])
    assert (store.left(lot), store.figure()) == (0, 3 * FEN)
    visits.cancel_group(event, reason="没有举行", by=store.worker)
    assert (store.left(lot), store.figure()) == (3, 0)


def test_a_list_draws_when_it_is_signed_and_not_before(store):
    lot = store.stocked(10)
    made = store.list(lot, [store.home() for _ in range(3)], each=2)
    assert (store.left(lot), store.figure()) == (10, 0)
    first, second, third = made.lines.order_by("pk")
    count = lists.enter_signed(
        made,
        {first.pk: SIGNED, second.pk: Signature("agent", "王小明", "儿子")},
        on=DAY,
        by=store.worker,
    )
    assert (count, store.left(lot), store.figure()) == (2, 6, 4 * FEN)
    lists.leave(made, [third.pk], by=store.worker)
    assert sorted(made.lines.values_list("state", flat=True)) == ["given", "given", "left"]


def test_a_line_is_entered_once(store):
    lot = store.stocked(10)
    made = store.list(lot, [store.home()])
    line = made.lines.get()
    lists.enter_signed(made, {line.pk: SIGNED}, on=DAY, by=store.worker)
    with pytest.raises(RuleViolation, match="已由他人登记"):
        lists.enter_signed(made, {line.pk: SIGNED}, on=DAY, by=store.worker)
    assert (store.left(lot), store.figure()) == (9, FEN)


def test_a_line_entered_by_mistake_waits_again(store):
    lot = store.stocked(10)
    made = store.list(lot, [store.home()])
    line = made.lines.get()
    lists.enter_signed(made, {line.pk: SIGNED}, on=DAY, by=store.worker)
    line.refresh_from_db()
    handing.cancel_handout(line, reason="登错了户", by=store.worker)
    line.refresh_from_db()
    assert (line.state, line.signer) == (Hand.LISTED, "")
    assert (store.left(lot), store.figure()) == (10, 0)
    lists.enter_signed(made, {line.pk: SIGNED}, on=DAY, by=store.worker)
    assert (store.left(lot), store.figure()) == (9, FEN)


def test_a_list_is_made_once_and_of_somebody(store):
    lot = store.stocked(10)
    home, op_id = store.home(), uuid4()
    assert store.list(lot, [home], op_id=op_id) == store.list(lot, [home], op_id=op_id)
    with pytest.raises(RuleViolation, match="没有应发的家庭"):
        store.list(lot, [])


@pytest.mark.parametrize(
    ("signature", "field"),
    [
        (Signature("self"), "signer"),
        (Signature("agent", "王小明"), "relation"),
        (Signature("photo"), "picture"),
    ],
)
def test_a_signature_says_whose_it_is(store, signature, field):
    lot = store.stocked(10)
    with pytest.raises(RuleViolation) as refused:
        store.hand_out(lot, signature=signature)
    assert refused.value.field == field
    assert not Handout.objects.exists()


def test_who_signs_later_is_entered_later(store):
    lot = store.stocked(10)
    made = store.hand_out(lot, signature=Signature())
    assert made.signed_as == ""
    handing.sign(made, Signature("agent", "王小明", "儿子"), by=store.worker)
    made.refresh_from_db()
    assert (made.signer, made.relation) == ("王小明", "儿子")
    with pytest.raises(NotPermitted):
        handing.sign(made, SIGNED, by=store.clerk)


def test_a_closed_campaign_takes_no_more(store):
    lot = store.stocked(10)
    type(store.campaign).objects.update(state="closed")
    store.campaign.refresh_from_db()
    with pytest.raises(RuleViolation, match="已经结束"):
        store.hand_out(lot)
    assert Shelf.objects.get(unit=store.township).left == 10


def test_what_was_handed_out_in_a_closed_campaign_stays(store):
    lot = store.stocked(10)
    made = store.hand_out(lot)
    type(store.campaign).objects.update(state="closed")
    made.campaign.refresh_from_db()
    with pytest.raises(RuleViolation, match="已经结束，不能再撤销"):
        handing.cancel_handout(made, reason="登错了", by=store.worker)
    assert (store.left(lot), store.figure()) == (9, FEN)


def test_a_station_keeps_hold_of_what_it_handed_out(store):
    lot = store.stocked(10)
    station = make.unit(store.village, superior=store.township, kind="village")
    worker = make.actor("worker", station, name="站里的人")
    made = store.hand_out(lot, unit=station, by=worker, signature=Signature())
    assert list(Handout.objects.of_hand(worker)) == [made]
    assert list(Handout.objects.visible_to(worker)) == [made]
    handing.sign(made, SIGNED, by=worker)
    handing.cancel_handout(made, reason="登错了", by=worker)
    assert store.left(lot) == 10


@pytest.mark.parametrize("reason", ["字" * 201, "登错\0了"])
def test_a_reason_is_a_sentence(store, reason):
    made = store.hand_out(store.stocked(10))
    with pytest.raises(RuleViolation, match="撤销原因最多 200 字"):
        handing.cancel_handout(made, reason=reason, by=store.worker)
