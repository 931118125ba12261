"""From the standard to the bank and back: three people, one payment each (S4-22..25)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from tests import make
from tests.funds import scene as scenes
from yushui.audit.models import Event
from yushui.funds import listing, seals
from yushui.funds.actions import banks, batches, payments, standards
from yushui.funds.lifecycle import BATCH, PAYMENT, BatchState, PaymentState
from yushui.funds.models import Batch, Payment, Standard
from yushui.kernel.errors import NotPermitted, RuleViolation
from yushui.ledger.models import Posting
from yushui.people import actions as people
from yushui.people import seals as people_seals
from yushui.people.models import Look
from yushui.territory.kinds import Kind


pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return scenes.build()


def states(batch):
    return list(batch.payments.order_by("serial").values_list("state", flat=True))


def posted():
    """Fen and persons that the ledger counts."""
    rows = Posting.objects.values_list("cash", "persons_paid")
    return tuple(map(sum, zip(*rows, strict=True))) if rows else (0, 0)


def test_who_draws_the_regular_allowance_is_paid_once_whatever_else_they_are(scene):
    person = scene.recipient(categories=("old_demobilised", "disabled_5", "combat_veteran"))
    scene.recipient(categories=("serving_family",))
    batch = scene.prepare()
    payment = batch.payments.get()
    assert (payment.person, payment.amount, payment.region) == (
        person, Decimal(50), scene.villages[0],
    )  # fmt: skip
    assert {"regular_allowance", "disabled_1_6", "veteran"} <= {*payment.categories}


def test_the_line_keeps_the_account_of_that_day_sealed_to_itself(scene):
    person = scene.recipient()
    payment = scene.prepare().payments.get()
    number = people_seals.account_of(person)
    assert seals.account(payment.uid, payment.account_sealed) == number
    assert seals.masked_account(payment) == f"**** {number[-4:]}"
    assert bytes(payment.account_sealed) != bytes(person.accounts.get().number_sealed)


@pytest.mark.parametrize(
    ("since", "until", "is_paid"),
    [
        (None, None, True),
        (scenes.CUT_OFF, None, True),
        (date(2026, 7, 21), None, False),
        (None, scenes.CUT_OFF, True),
        (None, date(2026, 7, 19), False),
    ],
)
def test_the_cut_off_date_decides(scene, since, until, is_paid):
    scene.recipient()
    person = scene.recipient()
    person.belongings.update(since=since, until=until)
    paid = {one.person_id for one in scene.prepare().payments.all()}
    assert (person.pk in paid) is is_paid


def test_a_batch_of_nobody_is_refused_in_words(scene):
    with pytest.raises(RuleViolation, match="没有可以发放的人"):
        scene.prepare()


def test_the_same_form_twice_is_one_batch(scene):
    scene.recipient()
    op_id = uuid4()
    first = scene.prepare(op_id=op_id)
    again = batches.prepare_batch(
        scene.campaign, unit=scene.office, standard=scene.standard, cut_off_on=scenes.CUT_OFF,
        op_id=op_id, by=scene.clerk,
    )  # fmt: skip
    assert (again, Batch.objects.count()) == (first, 1)
    with pytest.raises(RuleViolation):
        scene.fill(again)
    assert Payment.objects.count() == 1


def test_from_the_list_to_the_ledger(scene):
    scene.fund(1000)
    people_ = [scene.recipient() for _ in range(3)]
    batch = scene.sent()
    assert states(batch) == ["sent"] * 3
    assert scene.campaign.purses.get().spent == Decimal(150)
    scene.answer(batch, n2="户名不符")
    batch.refresh_from_db()
    assert (batch.state, states(batch)) == ("settled", ["paid", "failed", "paid"])
    assert posted() == (10_000, 2)
    assert scene.campaign.purses.get().spent == Decimal(100)
    spot = Posting.objects.order_by("pk").first()
    assert (spot.unit, spot.place, spot.persons_paid_of) == (
        scene.office, scene.villages[0], people_[0].pk,
    )  # fmt: skip
    assert "old_demobilised" in spot.categories.codes


def test_a_failed_payment_is_made_anew_with_the_mended_account(scene):
    person = scene.recipient()
    batch = scene.sent()
    scene.answer(batch, n1="账号错误")
    facts = people.AccountFacts(person.name, "6222020200112233", "临川农村商业银行")
    people.set_account(person, facts=facts, since=date(2026, 7, 22), by=scene.clerk)
    again = scene.fill(batches.redo_batch(batch, op_id=uuid4(), by=scene.clerk))
    assert seals.masked_account(again.payments.get()) == "**** 2233"
    scene.approve(scene.submit(again))
    scene.answer(scene.hand_over(again))
    assert posted() == (5_000, 1)
    with pytest.raises(RuleViolation, match="没有未到账的人"):
        batches.redo_batch(again, op_id=uuid4(), by=scene.clerk)


def test_money_that_came_back_is_posted_away_and_may_be_paid_anew(scene):
    scene.fund(50)
    scene.recipient()
    batch = scene.sent()
    scene.answer(batch)
    payments.take_back_payment(
        batch.payments.get(), on=date(2026, 7, 25), reason="账户已销户退回", by=scene.cashier
    )
    assert posted() == (0, 0)
    assert scene.campaign.purses.get().spent == 0
    again = scene.fill(batches.redo_batch(batch, op_id=uuid4(), by=scene.clerk))
    assert states(again) == ["listed"]


def test_money_does_not_come_back_before_it_went(scene):
    scene.recipient()
    batch = scene.sent()
    scene.answer(batch)
    with pytest.raises(RuleViolation, match="早于到账日期 2026年7月25日"):
        payments.take_back_payment(
            batch.payments.get(), on=date(2026, 7, 24), reason="账户已销户退回", by=scene.cashier
        )
    assert states(batch) == ["paid"]


def test_no_more_is_sent_than_the_purse_holds(scene):
    scene.fund(99)
    scene.recipient()
    scene.recipient()
    batch = scene.approved()
    with pytest.raises(RuleViolation, match="这次 100"):
        scene.hand_over(batch)
    batch.refresh_from_db()
    assert (batch.state, states(batch)) == ("approved", ["listed"] * 2)


def test_the_accounts_that_went_to_the_bank_are_noted_on_each_person(scene):
    person = scene.recipient()
    batch = scene.sent()
    look = Look.objects.get(person=person)
    assert (look.by_name, look.reason, look.in_list) == (
        "付款人",
        f"发放批次{batch.pk}交银行",
        True,
    )
    banks.hand_out_list(batch, by=scene.cashier)
    assert Event.objects.filter(kind="funds.list_handed_out", actor_id=scene.cashier.id).exists()


def test_who_prepared_does_not_approve_and_who_approved_does_not_pay(scene):
    scene.recipient()
    both = make.user("head", scene.office)
    make.Post.objects.create(user=both, role="cashier", unit=scene.office, since=date(2020, 1, 1))
    batch = batches.submit_batch(scene.prepare(by=both.actor), by=both.actor)
    changes = listing.look_again(batch)
    with pytest.raises(RuleViolation, match="必须是三个人"):
        batches.approve_batch(batch, changes=changes, by=both.actor)
    scene.approve(batch)
    with pytest.raises(RuleViolation, match="必须是三个人"):
        banks.hand_over_batch(batch, layout="workbook", by=both.actor)


@pytest.mark.parametrize(
    "columns",
    [
        {"prepared_by_id": ""},
        {"state": "approved", "approved_by_id": "1", "approved_at": scenes.clock.now()},
        {"state": "approved", "approved_by_id": "", "approved_at": scenes.clock.now()},
        {
            "state": "exported", "approved_by_id": "2", "approved_at": scenes.clock.now(),
            "paid_by_id": "2", "paid_at": scenes.clock.now(), "layout": "csv",
        },
        {
            "state": "exported", "approved_by_id": "2", "approved_at": scenes.clock.now(),
            "paid_by_id": "1", "paid_at": scenes.clock.now(), "layout": "csv",
        },
        {
            "state": "settled", "approved_by_id": "2", "approved_at": scenes.clock.now(),
            "paid_by_id": "", "paid_at": None,
        },
        {"state": "withdrawn", "setback": ""},
    ],
)  # fmt: skip
def test_the_database_refuses_a_batch_without_its_three(scene, columns):
    scene.recipient()
    batch = scene.prepare()
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(**{"prepared_by_id": "1"} | columns)


@pytest.mark.parametrize(
    "columns",
    [
        {"amount": 0},
        {"account_sealed": None},
        {"holder_name": ""},
        {"state": "left_out"},
        {"state": "paid"},
        {"state": "failed"},
        {"decision": "可以"},
    ],
)
def test_the_database_refuses_a_line_that_says_too_little(scene, columns):
    scene.recipient()
    batch = scene.prepare()
    with pytest.raises(IntegrityError), transaction.atomic():
        batch.payments.update(**columns)


def test_the_database_refuses_a_second_payment_in_a_campaign(scene):
    scene.recipient()
    scene.prepare()
    other = scene.prepare()
    assert states(other) == ["held"]
    with pytest.raises(IntegrityError), transaction.atomic():
        other.payments.update(state="listed")


def test_a_second_list_holds_whom_the_first_one_has_and_nobody_can_pay_them(scene):
    scene.recipient()
    first, other = scene.prepare(), scene.prepare()
    doubt = other.payments.get().doubts.get()
    assert (doubt.code, doubt.told) == ("paid", f"本次活动已列入第{first.pk}号批次")
    with pytest.raises(RuleViolation, match="不能认定照发"):
        scene.decide(other.payments.get(), pays=True)
    batches.withdraw_batch(first, reason="重复编制", by=scene.clerk)
    batches.recheck_batch(other, changes=listing.look_again(other), by=scene.clerk)
    assert states(other) == ["listed"]


def test_a_stranger_and_a_worker_can_do_nothing(scene):
    scene.recipient()
    batch = scene.prepare()
    for who in (make.actor("head"), make.actor("worker", scene.office)):
        with pytest.raises(NotPermitted):
            batches.submit_batch(batch, by=who)
        with pytest.raises(NotPermitted):
            batches.withdraw_batch(batch, reason="试试", by=who)
        with pytest.raises(NotPermitted):
            banks.hand_over_batch(batch, layout="csv", by=who)


def test_a_township_does_not_pay(scene):
    town = scene.villages[0].parent.units.get()
    clerk = make.actor("clerk", town)
    with pytest.raises(RuleViolation, match="由县级单位发放"):
        scene.prepare(unit=town, by=clerk)


def test_a_command_neither_sets_a_standard_nor_pays(scene):
    command = make.unit(scene.office.region, kind=Kind.ARMED_FORCES_DEPARTMENT)
    with pytest.raises(RuleViolation, match="由地方单位办理"):
        standards.set_standard(command, facts=scenes.FACTS, by=make.actor("clerk", command))
    with pytest.raises(RuleViolation, match="由地方单位办理"):
        scene.prepare(unit=command, by=make.actor("clerk", command))


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"cut_off_on": date(2026, 6, 30)}, "不适用于"),
        ({"cut_off_on": date(2099, 1, 1)}, "不能晚于今天"),
    ],
)
def test_a_standard_holds_for_its_days(scene, values, told):
    scene.recipient()
    with pytest.raises(RuleViolation, match=told):
        scene.prepare(**values)


def test_a_standard_of_another_county_does_not_hold_here(scene):
    other = make.unit(make.region(scene.office.region.parent))
    foreign = standards.set_standard(other, facts=scenes.FACTS, by=make.actor("clerk", other))
    with pytest.raises(RuleViolation, match="不适用于"):
        scene.prepare(standard=foreign)


def test_a_local_standard_stands_before_that_of_the_prefecture(scene):
    city = make.unit(scene.office.region.parent)
    facts = replace(scenes.FACTS, amount=Decimal(40))
    wide = standards.set_standard(city, facts=facts, by=make.actor("clerk", city))
    found = Standard.objects.in_force(scenes.CUT_OFF, scene.office.region).for_listing()
    assert list(found) == [scene.standard, wide]
    standards.end_standard(scene.standard, unit=scene.office, on=date(2026, 7, 19), by=scene.clerk)
    assert list(found.all()) == [wide]


@pytest.mark.parametrize("lifecycle", [BATCH, PAYMENT])
def test_every_move_has_a_button_and_a_state_to_start_from(lifecycle):
    assert lifecycle.labels.keys() == lifecycle.moves.keys()
    kinds = BatchState if lifecycle is BATCH else PaymentState
    for move, (sources, target) in lifecycle.moves.items():
        for state in kinds:
            if state in sources:
                assert lifecycle.target(move, state) == target
            else:
                with pytest.raises(RuleViolation):
                    lifecycle.target(move, state)


def test_of_two_who_approve_one_is_told(scene):
    scene.recipient()
    batch = scene.submit(scene.prepare())
    stale = Batch.objects.get(pk=batch.pk)
    scene.approve(batch)
    with pytest.raises(RuleViolation, match="现在不能审批"):
        scene.approve(stale)
