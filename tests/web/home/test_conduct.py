"""Gatherings, what checks of conduct found, and gifts under way, each for whoever is next."""

import pytest

from tests import make
from tests.discipline.place import Place
from tests.goods.place import Store
from yushui.discipline import actions
from yushui.goods.actions import deciding, moving
from yushui.web.home import conduct, gifts


pytestmark = pytest.mark.django_db


def test_a_gathering_waits_for_a_leader_who_did_not_ask_for_it():
    place = Place()
    made = place.drafted()
    assert not list(conduct.gatherings_to_approve(place.mayor))
    actions.ask(made, by=place.mayor)
    assert not list(conduct.gatherings_to_approve(place.mayor))
    other = make.actor("head", place.township)
    [todo] = conduct.gatherings_to_approve(other)
    assert (todo.title, todo.due_on) == ("审批聚集活动：“八一”座谈会", made.planned_on)
    assert not list(conduct.gatherings_to_approve(place.head))  # of the county: may, need not
    actions.approve(made, by=other)
    assert not list(conduct.gatherings_to_approve(other))


def test_what_was_found_goes_to_who_puts_it_right_and_back():
    place = Place()
    found = place.finding()
    [todo] = conduct.findings_to_put_right(place.worker)
    assert (todo.due_on, todo.came_back) == (found.due_on, False)
    assert not list(conduct.findings_to_put_right(place.clerk))
    actions.answer(found, remedy="花篮已退", by=place.worker)
    assert not list(conduct.findings_to_put_right(place.worker))
    [todo] = conduct.findings_to_close(place.mayor)
    assert todo.detail.endswith("报：花篮已退")
    actions.send_back(found, decision="附上退货单", by=place.mayor)
    [todo] = conduct.findings_to_put_right(place.worker)
    assert (todo.came_back, todo.tone) == (True, "bad")


def test_gifts_wait_for_the_unit_they_are_sent_to():
    store = Store()
    sent = store.send(store.receive(10), 6)
    [todo] = gifts.gifts_to_accept(store.below)
    assert todo.title == "签收慰问品：大米（10千克） 6袋"
    assert not list(gifts.gifts_to_accept(store.clerk))
    assert not list(gifts.gifts_to_accept(store.worker))
    moving.accept(sent, by=store.below)
    assert not list(gifts.gifts_to_accept(store.below))


def test_what_stands_out_among_gifts_waits_for_who_may_decide(django_assert_num_queries):
    store = Store()
    count = store.count(store.stocked(10), 8)
    with django_assert_num_queries(1):
        [todo] = gifts.findings_to_decide(store.head)
    assert (todo.title, todo.url) == (
        "认定慰问品问题：盘点不符 1 条",
        "/goods/findings/?code=count",
    )
    assert not list(gifts.findings_to_decide(store.below))
    deciding.decide(count, code="count", decision="查实", by=store.head)
    assert not list(gifts.findings_to_decide(store.head))
