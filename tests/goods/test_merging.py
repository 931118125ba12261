"""Two households that are one: on a list once, and everything that was handed out stays."""

import pytest

from tests.goods.place import DAY, SIGNED, Store
from yushui.goods import findings
from yushui.goods.actions import lists
from yushui.goods.lifecycle import Hand
from yushui.goods.models import Handout
from yushui.people import actions as people


pytestmark = pytest.mark.django_db


@pytest.fixture
def store():
    return Store()


def standing(store, kept, gone, handed):
    """What a list says of the two, who of them had theirs when they were merged."""
    lot = store.stocked()
    made = store.list(lot, [kept, gone])
    line = made.lines.get(household=handed)
    lists.enter_signed(made, {line.pk: SIGNED}, on=DAY, by=store.worker)
    return made, lot


def states(made, home):
    rows = made.lines.filter(household=home).order_by("pk")
    return [Hand(one.state) for one in rows]


@pytest.mark.parametrize("which", ["kept", "gone"])
def test_whoever_had_theirs_is_not_asked_again(store, which):
    kept, gone = store.home(), store.home(head="王建军")
    made, lot = standing(store, kept, gone, {"kept": kept, "gone": gone}[which])
    before = Handout.objects.order_by("pk").values_list("household", "state")
    stood, left, fen = list(before), store.left(lot), store.figure()
    merge = people.merge_households(kept, gone, by=store.clerk)
    assert sorted(states(made, kept)) == sorted([Hand.GIVEN, Hand.LEFT])
    assert not made.lines.filter(household=gone).exists()
    assert (store.left(lot), store.figure()) == (left, fen)
    people.part(merge, reason="不是同一户", by=store.clerk)
    assert list(before.all()) == stood


def test_both_still_to_come_are_asked_once(store):
    kept, gone = store.home(), store.home(head="王建军")
    made = store.list(store.stocked(), [kept, gone])
    people.merge_households(kept, gone, by=store.clerk)
    assert sorted(states(made, kept)) == sorted([Hand.LISTED, Hand.LEFT])


def test_what_was_given_twice_stays_and_stands_out(store):
    kept, gone = store.home(), store.home(head="王建军")
    lot = store.stocked()
    store.hand_out(lot, home=kept)
    store.hand_out(lot, home=gone)
    people.merge_households(kept, gone, by=store.clerk)
    assert Handout.objects.filter(household=kept, state=Hand.GIVEN).count() == 2
    seen = Handout.objects.visible_to(store.clerk)
    assert findings.handouts("twice", seen, today=DAY).count() == 1
