"""What the to-do list is told: goods to sign for, findings to decide on, and nothing else."""

import pytest

from tests.goods.place import Store
from yushui.goods.actions import deciding, moving
from yushui.web.goods import waiting


pytestmark = pytest.mark.django_db


@pytest.fixture
def store():
    return Store()


def test_goods_wait_for_the_unit_they_are_sent_to(store):
    sent = store.send(store.receive(10), 6)
    assert [one.title for one in waiting.to_accept(store.below)] == [
        "签收慰问品：大米（10千克） 6袋"
    ]
    assert not list(waiting.to_accept(store.clerk))
    assert not list(waiting.to_accept(store.worker))
    moving.accept(sent, by=store.below)
    assert not list(waiting.to_accept(store.below))


def test_findings_wait_for_who_may_decide(store):
    count = store.count(store.stocked(10), 8)
    (one,) = waiting.to_decide(store.head)
    assert (one.title, one.url) == ("认定慰问品问题：盘点不符 1 条", "/goods/findings/?code=count")
    assert not list(waiting.to_decide(store.below))
    deciding.decide(count, code="count", decision="查实", by=store.head)
    assert not list(waiting.to_decide(store.head))
