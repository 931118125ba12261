"""Citations on the first page of whoever takes them on."""

from datetime import date

import pytest

from tests import make
from tests.merits.place import Place
from yushui.merits import actions
from yushui.territory.kinds import Level
from yushui.web.home.merits import citations_to_bring


pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return Place()


def titles(actor):
    return [todo.title for todo in citations_to_bring(actor)]


@pytest.mark.parametrize(
    ("stage", "title"),
    [
        ("receive", "登记喜报：赵立功（二等功）"),
        ("registered", "核实喜报：赵立功（二等功）"),
        ("verified", "分派喜报：赵立功（二等功）"),
    ],
)
def test_on_paper_it_waits_for_the_clerk_of_the_unit_that_received_it(place, stage, title):
    getattr(place, stage)()
    assert titles(place.clerk) == [title]
    for other in (
        place.worker,
        make.actor("worker", place.office),
        make.actor("leader", place.office),
        make.actor("cashier", place.office),
        make.actor("clerk", place.army[Level.COUNTY]),
        make.actor("clerk", place.bureau[Level.PREFECTURE]),
    ):
        assert titles(other) == []


def test_to_the_door_it_is_brought_by_both_lanes_and_followed_by_its_receiver(place):
    place.assigned()
    bringing = (
        place.clerk,
        make.actor("worker", place.bureau[Level.COUNTY]),
        make.actor("worker", place.army[Level.COUNTY]),
    )
    assert [titles(one) for one in bringing] == [["送喜报：赵立功（二等功）"]] * 3
    for other in (
        place.worker,
        make.actor("leader", place.bureau[Level.COUNTY]),
        make.actor("clerk", place.bureau[Level.PREFECTURE]),
    ):
        assert titles(other) == []


def test_what_is_brought_or_off_the_way_waits_for_nobody(place):
    place.delivered()
    actions.withdraw(place.receive(order_number="另一道"), reason="重复", by=place.clerk)
    actions.send_back(place.receive(order_number="第三道"), reason="地址不明", by=place.clerk)
    assert titles(place.clerk) == []


def test_first_comes_what_is_due_first_and_late_is_late(place):
    place.verified()
    late = place.receive(order_number="另一道", received_on=date(2026, 7, 14))
    found = list(citations_to_bring(place.clerk))
    assert [todo.due_on for todo in found] == [late.register_due_on, date(2026, 8, 12)]
    assert [todo.tone for todo in found] == ["bad", "wait"]


def test_it_is_one_question_however_many_there_are(place, django_assert_num_queries):
    for number in range(4):
        place.receive(order_number=f"第{number}道")
    with django_assert_num_queries(1):
        assert len(titles(place.clerk)) == 4
