"""What the three hands of a payment batch have to do, each no more than its page offers."""

from uuid import uuid4

import pytest

from tests import make
from tests.funds import scene as scenes
from yushui.funds.actions import banks, batches
from yushui.funds.lifecycle import BEFORE_APPROVAL
from yushui.funds.models import Batch
from yushui.territory.models import Unit
from yushui.web.funds.batch_rows import buttons
from yushui.web.home.money import batches_to_move


pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    made = scenes.build()
    made.recipient()
    return made


def titles(actor):
    return [todo.title.partition("：")[0] for todo in batches_to_move(actor)]


def held(scene):
    scene.recipient(with_account=False)
    return scene.prepare()


def returned(scene):
    batches.return_batch(scene.submit(held(scene)), reason="先认定", by=scene.head)


def failed(scene):
    scene.recipient()
    batch = scene.sent()
    scene.answer(batch, n1="账号错误")
    return batch


def failed_with_a_list_in_the_making(scene):
    batches.redo_batch(failed(scene), op_id=uuid4(), by=scene.clerk)


def failed_and_taken_up(scene):
    scene.fill(batches.redo_batch(failed(scene), op_id=uuid4(), by=scene.clerk))


def partly_answered(scene):
    scene.recipient()
    batch = scene.sent()
    scene.answer(batch, scenes.rows_of(batch, {"n1": "账号错误"})[:1])


def prepared_by_the_head(scene):
    scene.clerk = scene.head
    scene.submit(held(scene))


STAGES = {
    "preparing": lambda scene: batches.prepare_batch(
        scene.campaign, unit=scene.office, standard=scene.standard,
        cut_off_on=scenes.CUT_OFF, op_id=uuid4(), by=scene.clerk,
    ),
    "draft": lambda scene: scene.prepare(),
    "held": held,
    "submitted": lambda scene: scene.submit(scene.prepare()),
    "submitted, held": lambda scene: scene.submit(held(scene)),
    "returned": returned,
    "approved": lambda scene: scene.approved(),
    "sent": lambda scene: scene.sent(),
    "partly answered": partly_answered,
    "failed": failed,
    "failed, in the making": failed_with_a_list_in_the_making,
    "failed, taken up": failed_and_taken_up,
    "settled": lambda scene: scene.answer(scene.sent()),
    "withdrawn": lambda scene: batches.withdraw_batch(
        scene.prepare(), reason="重编", by=scene.clerk
    ),
    "prepared by the head": prepared_by_the_head,
}  # fmt: skip


@pytest.mark.parametrize("stage", STAGES)
def test_one_is_told_of_what_the_page_offers(scene, stage):
    STAGES[stage](scene)
    above = Unit.objects.create(
        name="云泽市双拥办", kind="office", region=scene.office.region.parent
    )
    cast = {
        "编制人": scene.clerk,
        "审批人": scene.head,
        "付款人": scene.cashier,
        "另一位负责人": make.actor("head", scene.office),
        "查看领导": make.actor("leader", scene.office),
        "走访员": make.actor("worker", scene.office),
        "上级负责人": make.actor("head", above),
        "上级财务": make.actor("cashier", above),
    }
    for who, actor in cast.items():
        offered = {deed for batch in Batch.objects.all() if (deed := due(batch, actor))}
        assert set(titles(actor)) == offered, who


def due(batch, actor):
    """What carries it on, by its buttons."""
    may = buttons(batch, actor)
    is_held = batch.payments.held().exists()
    steps = {
        "审批发放": may["may_approve"],
        "付款": may["layouts"],
        "修改发放名单": may["may_submit"] and batch.state == "returned",
        "认定疑点": may["may_leave_out"] and is_held and batch.state in BEFORE_APPROVAL,
        "补发": may["redo"],
    }
    return next((step for step, is_due in steps.items() if is_due), "")


def test_whoever_prepared_it_neither_approves_nor_pays(scene):
    scene.clerk = make.actor("head", scene.office, name="编制人")
    batch = scene.submit(scene.prepare())
    assert titles(scene.clerk) == []
    assert titles(scene.head) == ["审批发放"]
    scene.approve(batch)
    two_posts = make.user("cashier", scene.office)
    Batch.objects.filter(pk=batch.pk).update(approved_by_id=two_posts.actor.id)
    assert titles(two_posts.actor) == []
    assert titles(scene.cashier) == ["付款"]


def test_the_entry_says_how_many_are_doubtful_and_why_it_came_back(scene):
    batch = scene.submit(held(scene))
    [todo] = batches_to_move(scene.head)
    assert todo.detail == "编制人编制，1 人待认定"
    batches.return_batch(batch, reason="标准不对", by=scene.head)
    [todo] = batches_to_move(scene.clerk)
    assert (todo.detail, todo.tone) == ("被退回：标准不对，1 人待认定", "bad")


def test_it_is_one_question_however_many_there_are(scene, django_assert_num_queries):
    scene.submit(scene.prepare())
    for _ in range(3):
        held(scene)
    with django_assert_num_queries(1):
        assert len(list(batches_to_move(scene.head))) == 4


def test_what_was_sent_waits_for_the_bank_and_for_nobody_here(scene):
    banks.hand_out_list(scene.sent(), by=scene.cashier)
    assert [titles(one) for one in (scene.clerk, scene.head, scene.cashier)] == [[], [], []]
