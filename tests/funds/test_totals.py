"""What batches come to, by township, by unit, by kind of doubt."""

from uuid import uuid4

import pytest

from tests import make
from tests.funds import scene as scenes
from yushui.funds import totals
from yushui.funds.actions import batches
from yushui.territory.kinds import Kind


pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    made = scenes.build()
    for village in (0, 0, 1):
        made.recipient(village=made.villages[village])
    made.recipient(on_roster=False, with_account=False)
    return made


def test_a_batch_by_township_and_by_doubt(scene):
    batch = scene.prepare()
    (town,) = totals.by_town(batch)
    assert (town.name, town.total.meant, town.total.persons["held"]) == ("石桥镇", (3, 15_000), 1)
    assert totals.doubts_of(batch) == {"no_account": 1, "no_roster": 1}
    assert totals.by_batch([batch])[batch.pk].fen == town.total.fen


def test_whom_the_bank_could_not_pay_is_owed_once_however_often_it_was_tried(scene):
    office = make.unit(scene.office.region, kind=Kind.OFFICE)
    type(office).objects.filter(pk=scene.office.pk).update(answers_for=office)

    def persons():
        return dict(totals.by_node(scene.campaign, [office.pk])[office.pk].persons)

    batch = scene.submit(scene.prepare())
    scene.decide(batch.payments.held().get(), pays=False)
    scene.approve(batch)
    scene.answer(scene.hand_over(batch), n1="账号错误")
    assert persons() == {"paid": 2, "failed": 1, "left_out": 1}
    scene.fill(batches.redo_batch(batch, op_id=uuid4(), by=scene.clerk))
    assert persons() == {"paid": 2, "listed": 1, "left_out": 1}
