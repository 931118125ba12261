"""What stands out is explained and listed, and an official decides by name."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from tests import make
from tests.goods.place import DAY, SIGNED, Store
from yushui.goods import findings, rules
from yushui.goods.actions import deciding, handing, lists, moving
from yushui.goods.actions.handing import Signature
from yushui.goods.models import Movement, Ruling
from yushui.kernel import clock
from yushui.kernel.errors import NotPermitted, RuleViolation
from yushui.people.models import SourceRecord
from yushui.visits import actions as visits
from yushui.visits.calls import GiftLine


pytestmark = pytest.mark.django_db


@pytest.fixture
def store():
    made = Store()
    moving.set_standard(made.rice, per_household=2, by=made.clerk)
    return made


def told(store, code, *, by=None, today=DAY):
    rows = list(findings.rows(code, by or store.below, today=today))
    return [(one.title, one.told) for one in findings.told(code, rows, today=today)]


def codes(store, today=DAY):
    return {code for code, count in findings.counts(store.below, today=today).items() if count}


def test_goods_signed_for_by_those_on_the_list_are_no_finding(store):
    lot = store.stocked(10)
    store.hand_out(lot, 2)
    made = store.list(lot, [store.home()])
    lists.enter_signed(made, {made.lines.get().pk: SIGNED}, on=DAY, by=store.worker)
    assert codes(store, today=DAY + timedelta(days=60)) == set()


def test_goods_taken_by_nobody_on_the_list(store):
    lot = store.stocked(10)
    slip = store.slip(2, note="说是亲戚代领")
    moving.take(lot, unit=store.township, taker="周发", slip=slip, by=store.below)
    assert told(store, "nobody") == [
        ("周发，大米（10千克） 2袋", "周发领用 2袋，不在发放名单上。说是亲戚代领")
    ]
    assert store.figure() == 0, "nobody's gifts are no consolation of families"


def test_a_recipient_on_no_roster(store):
    lot = store.stocked(10)
    home = store.home(on_roster=False, head="陈生人")
    store.hand_out(lot, 1, home)
    assert codes(store) == {"no_roster"}
    SourceRecord.objects.create(
        person=home.persons.get(), source="survey", at=clock.now(), by_name="李文"
    )
    assert codes(store) == {"no_roster"}, "a conversation is no roster"


def test_more_than_the_standard_counts_once_for_the_household(store):
    lot, home = store.stocked(10), store.home()
    store.visit(home, gifts=[GiftLine.of_stock(lot, 2), GiftLine.of_stock(store.stocked(5), 1)])
    (found,) = told(store, "above")
    assert found[1] == "本次活动共领 3袋，每户标准 2袋。"
    assert "twice" not in codes(store), "two lots on one visit are one occasion"


def test_the_same_household_twice_in_one_campaign(store):
    lot, home = store.stocked(10), store.home()
    store.hand_out(lot, 1, home)
    made = store.list(lot, [home])
    lists.enter_signed(made, {made.lines.get().pk: SIGNED}, on=DAY, by=store.worker)
    assert told(store, "twice") == [
        ("王建国家，大米（10千克） 1袋，7月12日", "本次活动已经领过“大米”，这是后登记的一笔。")
    ]
    other = make.campaign(store.office)
    store.hand_out(lot, 1, home, campaign=other)
    assert len(told(store, "twice")) == 1, "the next campaign is another occasion"


def test_what_was_taken_back_is_no_finding_any_more(store):
    lot, home = store.stocked(10), store.home()
    store.hand_out(lot, 2, home)
    visit = store.visit(home, gifts=[GiftLine.of_stock(lot, 1)])
    assert codes(store) == {"above", "twice"}
    visits.cancel(visit, reason="重复登记", by=store.worker)
    assert codes(store) == set()


def test_unsigned_after_a_week(store):
    lot = store.stocked(10)
    store.hand_out(lot, 1, signature=Signature())
    assert codes(store, today=DAY + rules.UNSIGNED_AFTER) == set()
    late = DAY + rules.UNSIGNED_AFTER + timedelta(days=1)
    assert told(store, "unsigned", today=late)[0][1] == "发放 8 天，还没有签收记录。"


def test_a_stock_take_that_differs_changes_nothing_by_itself(store):
    lot = store.stocked(10)
    store.count(lot, 10)
    assert codes(store) == set()
    store.count(lot, 8)
    assert store.left(lot) == 10
    assert told(store, "count")[0][1] == "账面 10袋，实点 8，少 2。"


@pytest.mark.parametrize(("counted", "kind"), [(8, "lost"), (12, "found")])
def test_an_official_puts_the_difference_into_the_book(store, counted, kind):
    lot = store.stocked(10)
    count = store.count(lot, counted)
    deciding.decide(count, code="count", decision="鼠害，已查实", adjusts=True, by=store.head)
    assert store.left(lot) == counted
    assert Movement.objects.get(kind=kind).quantity == 2
    assert codes(store) == set()


def test_a_difference_may_be_decided_without_touching_the_book(store):
    lot = store.stocked(10)
    deciding.decide(store.count(lot, 8), code="count", decision="重新清点相符", by=store.head)
    assert store.left(lot) == 10


def test_who_decides(store):
    lot = store.stocked(10)
    count = store.count(lot, 8)
    for by in (store.below, make.actor("head", store.office)):
        with pytest.raises(NotPermitted):
            deciding.decide(count, code="count", decision="查实", by=by)
    own = store.count(lot, 7, by=store.head)
    with pytest.raises(RuleViolation, match="您自己登记的"):
        deciding.decide(own, code="count", decision="查实", by=store.head)
    with pytest.raises(RuleViolation, match="请写明认定意见"):
        deciding.decide(count, code="count", decision=" ", by=store.head)


def test_a_finding_is_decided_once(store):
    count = store.count(store.stocked(10), 8)
    deciding.decide(count, code="count", decision="查实", adjusts=True, by=store.head)
    with pytest.raises(RuleViolation, match="刚刚已经认定过"):
        deciding.decide(count, code="count", decision="再认定", adjusts=True, by=store.head)


def test_the_database_refuses_a_decision_about_two_things(store):
    lot = store.stocked(10)
    with pytest.raises(IntegrityError):
        Ruling.objects.create(
            code="count", handout=store.hand_out(lot), stocktake=store.count(lot, 8),
            decision="查实", decided_at=clock.now(), decided_by_id="1", decided_by_name="李文",
        )  # fmt: skip


def test_a_difference_goes_into_the_book_once(store):
    lot = store.stocked(10)
    first, second = store.count(lot, 8), store.count(lot, 8)
    with pytest.raises(RuleViolation, match="又盘点过"):
        deciding.decide(first, code="count", decision="查实", adjusts=True, by=store.head)
    deciding.decide(second, code="count", decision="查实", adjusts=True, by=store.head)
    deciding.decide(first, code="count", decision="见后一次", by=store.head)
    assert store.left(lot) == 8


@pytest.mark.parametrize("counted", [8, 12])
def test_nobody_undoes_what_an_official_put_into_the_book(store, counted):
    lot = store.stocked(10)
    count = store.count(lot, counted)
    deciding.decide(count, code="count", decision="查实", adjusts=True, by=store.head)
    with pytest.raises(RuleViolation, match="请再盘点一次"):
        moving.cancel_movement(Movement.objects.latest("pk"), reason="不对", by=store.below)
    assert store.left(lot) == counted


def test_a_record_is_found_to_be_what_it_can_be(store):
    count = store.count(store.stocked(10), 8)
    for code in ("unsigned", "no-such"):
        with pytest.raises(RuleViolation, match="没有这种问题"):
            deciding.decide(count, code=code, decision="查实", by=store.head)


def test_a_decision_ends_with_what_it_was_about(store):
    lot = store.stocked(10)
    made = store.list(lot, [store.home()])
    line = made.lines.get()
    for _ in range(2):
        lists.enter_signed(made, {line.pk: Signature()}, on=DAY, by=store.worker)
        line.refresh_from_db()
        deciding.decide(line, code="unsigned", decision="已电话核实", by=store.head)
        handing.cancel_handout(line, reason="登错了户", by=store.worker)


def test_a_kind_that_both_keep_is_one_kind(store):
    own = moving.name_item(store.township, name="大米", measure="袋", spec="5千克", by=store.below)
    lots = store.stocked(10), store.receive(10, item=own, unit=store.township, by=store.below)
    home = store.home()
    for lot in lots:
        store.hand_out(lot, home=home)
    assert "twice" in codes(store)
