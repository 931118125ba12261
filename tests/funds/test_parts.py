"""Long lists are approved, sent and answered by jobs, part by part: nothing is half done for long.

A part is two lines here; a job that is killed between two parts is what a worker runs again.
"""

from datetime import date
from decimal import Decimal

import pytest

from tests import make
from tests.funds import scene as scenes
from yushui.funds import carrying, jobs, payment_rules
from yushui.funds.actions import answering, banks, batches, payments
from yushui.funds.lifecycle import BATCH, UNDER_WAY
from yushui.funds.models import Answer, Batch
from yushui.jobs import progress
from yushui.kernel.errors import NotPermitted, RuleViolation
from yushui.ledger.models import Posting
from yushui.people import actions as people
from yushui.people.models import Look, Status


pytestmark = pytest.mark.django_db
TODAY = date(2026, 7, 25)


class Killed(BaseException):
    """What ends a process between two parts, unlike anything a job may catch."""


@pytest.fixture
def asked(monkeypatch):
    """What was enqueued, to be run when the test wants it."""
    waiting = []
    monkeypatch.setattr(payment_rules, "PERSONS_AT_ONCE", 0)
    monkeypatch.setattr(banks, "AT_ONCE", 2)
    monkeypatch.setattr(carrying, "enqueue", lambda task, *ids: waiting.append((task, ids)))
    return waiting


@pytest.fixture
def scene():
    made = scenes.build()
    for _ in range(5):
        made.recipient()
    made.fund(1000)
    return made


def run(asked):
    task, ids = asked.pop()
    return task.call(*ids)


def again(batch):
    return Batch.objects.for_listing().get(pk=batch.pk)


def states(batch):
    return sorted(batch.payments.values_list("state", flat=True))


def kill_after(monkeypatch, module, name, parts):
    """Let the process die when it has done so many parts."""
    do, done = getattr(module, name), []

    def once(*told, **more):
        if len(done) == parts:
            raise Killed
        done.append(1)
        return do(*told, **more)

    monkeypatch.setattr(module, name, once)


def taken_up(scene):
    batch = scene.approved()
    carrying.hand_over(batch, layout="workbook", by=scene.cashier)
    return again(batch)


def taken_in(scene, batch, **failures):
    reading = scenes.reading(scenes.rows_of(batch, failures))
    return carrying.enter(again(batch), reading=reading, on=TODAY, by=scene.cashier)


def test_a_long_list_is_approved_by_a_job_for_whoever_pressed(scene, asked):
    batch = scene.submit(scene.prepare())
    carrying.approve(batch, by=scene.head)
    assert again(batch).state == "approving"
    assert run(asked) == 5
    batch = again(batch)
    assert (batch.state, batch.approved_by_id) == ("approved", scene.head.id)


def test_what_the_last_look_of_the_job_finds_goes_back_to_the_approver(scene, asked):
    batch = scene.submit(scene.prepare())
    carrying.approve(batch, by=scene.head)
    type(scene.people[0]).objects.filter(pk=scene.people[0].pk).update(status=Status.DEAD)
    assert run(asked) == 0
    assert again(batch).state == "submitted"
    assert batch.payments.held().count() == 1
    assert "1 人有疑点" in progress.current(jobs.key_of(batch)).message


def test_of_two_presses_one_is_a_job(scene, asked):
    batch = scene.submit(scene.prepare())
    carrying.approve(batch, by=scene.head)
    with pytest.raises(RuleViolation):
        carrying.approve(again(batch), by=scene.head)
    run(asked)
    carrying.hand_over(again(batch), layout="workbook", by=scene.cashier)
    with pytest.raises(RuleViolation):
        carrying.hand_over(again(batch), layout="workbook", by=scene.cashier)
    assert len(asked) == 1


def test_three_people_however_long_the_list(scene, asked):
    scene.clerk = scene.head
    batch = scene.submit(scene.prepare())
    with pytest.raises(RuleViolation, match="三个人"):
        carrying.approve(batch, by=scene.head)
    scene.head = make.actor("head", scene.office, name="另一位负责人")
    carrying.approve(batch, by=scene.head)
    run(asked)
    payer = make.actor("cashier", scene.office)
    Batch.objects.filter(pk=batch.pk).update(approved_by_id=payer.id)
    with pytest.raises(RuleViolation, match="三个人"):
        carrying.hand_over(again(batch), layout="workbook", by=payer)
    with pytest.raises(NotPermitted):
        carrying.hand_over(again(batch), layout="workbook", by=scene.clerk)
    assert asked == []


@pytest.mark.parametrize("parts", [0, 1, 2])
def test_a_list_whose_process_is_killed_is_sent_on(scene, asked, monkeypatch, parts):
    batch = taken_up(scene)
    assert (batch.state, batch.paid_by_id) == ("sending", scene.cashier.id)
    with monkeypatch.context() as dying:
        kill_after(dying, banks, "send_part", parts)
        with pytest.raises(Killed):
            jobs.send_batch.call(batch.pk)
    assert states(again(batch)).count("sent") == 2 * parts
    assert again(batch).state == "sending"
    assert run(asked) == 5
    assert jobs.send_batch.call(batch.pk) == 0
    assert (again(batch).state, states(batch)) == ("exported", ["sent"] * 5)
    assert scene.campaign.purses.get().spent == Decimal(250)
    assert Look.objects.count() == 5


def test_while_it_is_sent_nobody_moves_it_and_no_list_goes_out(scene, asked, monkeypatch):
    batch = taken_up(scene)
    banks.send_part(batch, by=scene.cashier)
    for move in (
        lambda: batches.withdraw_batch(again(batch), reason="重编", by=scene.head),
        lambda: batches.return_batch(again(batch), reason="重编", by=scene.head),
        lambda: banks.hand_out_list(again(batch), by=scene.cashier),
        lambda: scene.answer(again(batch), [(1, "50", "成功", "")]),
        lambda: banks.give_up_sending(again(batch), by=scene.cashier),
    ):
        with pytest.raises(RuleViolation):
            move()
    assert set(states(batch)) == {"sent", "listed"}


@pytest.mark.parametrize("why", ["purse", "layout"])
def test_what_cannot_be_sent_waits_for_its_payer_with_the_reason(scene, asked, why):
    if why == "purse":
        scene.campaign.purses.update(received=Decimal(249))
    batch = taken_up(scene)
    if why == "layout":
        Batch.objects.filter(pk=batch.pk).update(layout="delimited")
        batch.payments.filter(serial=2).update(holder_name="王|建国")
    assert run(asked) == 0
    told = progress.current(jobs.key_of(batch))
    assert told.has_failed
    assert ("超出" if why == "purse" else "分隔符") in told.message
    assert (again(batch).state, again(batch).paid_by_id) == ("approved", "")
    assert states(batch) == ["listed"] * 5


@pytest.mark.parametrize("parts", [0, 1, 2])
def test_an_answer_whose_process_is_killed_is_entered_on(scene, asked, monkeypatch, parts):
    batch = taken_up(scene)
    run(asked)
    answer = taken_in(scene, batch, n1="户名不符")
    assert again(batch).state == "answering"
    with monkeypatch.context() as dying:
        kill_after(dying, answering, "enter_part", parts)
        with pytest.raises(Killed):
            jobs.enter_answer.call(answer.pk)
    assert states(batch).count("paid") == 2 * parts
    assert run(asked) == 5
    assert jobs.enter_answer.call(answer.pk) == 0
    assert (again(batch).state, states(batch)) == ("settled", ["failed"] + ["paid"] * 4)
    assert sum(Posting.objects.values_list("cash", flat=True)) == 20_000
    assert scene.campaign.purses.get().spent == Decimal(200)
    assert Answer.objects.get().outcome == {}


def test_a_second_file_waits_for_the_first(scene, asked):
    batch = taken_up(scene)
    run(asked)
    rows = scenes.rows_of(batch)
    carrying.enter(again(batch), reading=scenes.reading(rows[:2]), on=TODAY, by=scene.cashier)
    with pytest.raises(RuleViolation, match="上一个回盘文件"):
        carrying.enter(again(batch), reading=scenes.reading(rows), on=TODAY, by=scene.cashier)
    assert run(asked) == 2
    assert again(batch).state == "exported"
    carrying.enter(again(batch), reading=scenes.reading(rows), on=TODAY, by=scene.cashier)
    run(asked)
    assert again(batch).state == "settled"


def test_a_file_that_does_not_fit_is_refused_while_the_page_waits(scene, asked):
    batch = taken_up(scene)
    run(asked)
    with pytest.raises(RuleViolation, match="不在交银行的名单里"):
        carrying.enter(
            again(batch), reading=scenes.reading([(9, "50", "成功", "")]), on=TODAY,
            by=scene.cashier,
        )  # fmt: skip
    assert again(batch).state == "exported"


def test_who_is_merged_while_a_list_is_sent_stays_on_it(scene, asked):
    batch = taken_up(scene)
    banks.send_part(batch, by=scene.cashier)
    sent, listed = batch.payments.get(serial=1), batch.payments.get(serial=5)
    people.merge_persons(sent.person, listed.person, by=scene.clerk)
    while banks.send_part(batch, by=scene.cashier):
        pass
    assert states(batch) == ["sent"] * 5
    assert scene.campaign.purses.get().spent == Decimal(250)


@pytest.mark.parametrize("state", UNDER_WAY)
def test_what_is_under_way_is_left_by_its_own_moves_alone(state):
    assert set(BATCH.available(state)) <= {
        "fill", "withdraw", "look_away", "approve", "stop", "export", "wait", "settle",
    }  # fmt: skip
    assert ("withdraw" in BATCH.available(state)) is (state == "preparing")


def test_below_the_size_it_is_done_while_the_page_waits(scene, monkeypatch):
    monkeypatch.setattr(carrying, "enqueue", None)
    batch = scene.submit(scene.prepare())
    assert carrying.approve(batch, by=scene.head) == 0
    carrying.hand_over(again(batch), layout="workbook", by=scene.cashier)
    taken_in(scene, batch)
    assert again(batch).state == "settled"


@pytest.fixture
def sent(scene, monkeypatch):
    """Sent on the 20th."""
    batch = scene.sent()
    Batch.objects.filter(pk=batch.pk).update(
        paid_at=batch.paid_at.replace(day=20), approved_at=batch.paid_at.replace(day=20)
    )
    return again(batch)


HEAD = (*scenes.HEAD, "入账日期")


def test_money_counts_from_the_day_it_arrived(scene, sent):
    rows = [
        (1, "50", "成功", "", "2026年7月21日"),
        (2, "50", "成功", "", ""),
        (3, "50", "失败", "销户", ""),
    ]
    answering.enter_answer(
        sent, reading=scenes.reading(rows, HEAD), on=date(2026, 7, 22), by=scene.cashier
    )
    days = {one.serial: one.paid_on for one in sent.payments.filter(state="paid")}
    assert days == {1: date(2026, 7, 21), 2: date(2026, 7, 22)}
    money = Posting.objects.exclude(cash=0).values_list("on", "cash")
    assert sorted(money) == [(date(2026, 7, 21), 5_000), (date(2026, 7, 22), 5_000)]


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2026, 7, 19), "到账日期早于交银行的日期2026年7月20日"),
        (date(2026, 7, 26), "到账日期晚于今天"),
    ],
)
def test_it_arrives_between_being_sent_and_today(scene, sent, day, told):
    for rows, on in (
        ([(1, "50", "成功", "", "")], day),
        ([(1, "50", "成功", "", day.isoformat())], TODAY),
    ):
        with pytest.raises(RuleViolation, match=told):
            answering.enter_answer(
                sent, reading=scenes.reading(rows, HEAD), on=on, by=scene.cashier
            )
    assert set(states(sent)) == {"sent"}


def test_a_day_nobody_understands_refuses_the_file():
    with pytest.raises(RuleViolation, match="第2行的到账日期“下周一”看不懂"):
        scenes.reading([(1, "50", "成功", "", "下周一")], HEAD)


def test_it_comes_back_no_earlier_than_it_arrived(scene, sent):
    answering.enter_answer(
        sent, reading=scenes.reading(scenes.rows_of(sent)), on=date(2026, 7, 23), by=scene.cashier
    )
    payment = sent.payments.get(serial=1)
    with pytest.raises(RuleViolation, match="早于到账日期 2026年7月23日"):
        payments.take_back_payment(payment, on=date(2026, 7, 22), reason="退票", by=scene.cashier)
    payments.take_back_payment(payment, on=date(2026, 7, 23), reason="退票", by=scene.cashier)
