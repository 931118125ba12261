"""What is looked at before money goes out, and that nobody but a named official decides."""

from datetime import date
from decimal import Decimal

import pytest

from tests import make
from tests.funds import scene as scenes
from yushui.audit.models import Event
from yushui.funds import doubts, gathering, listing
from yushui.funds.actions import batches, payments
from yushui.funds.doubts import CHECKS, Account, Case, Frame
from yushui.kernel.errors import NotPermitted, RuleViolation
from yushui.people import actions as people
from yushui.people.models import Belonging, Household, Person


FRAME = Frame(
    cut_off_on=date(2026, 7, 20), starts_on=date(2026, 7, 10), ends_on=date(2026, 8, 15), fen=5_000,
    path="/1/2/", wanted=frozenset({"regular_allowance"}), shared={"two": 2},
)  # fmt: skip
OWN = Account("uid", b"", "one", "王建国", "农商行", "")
FINE = Case(
    person_id=1, name="王建国", birth_on=date(1950, 1, 1), status="alive", status_on=None,
    region_id=3, path="/1/2/3/", categories=frozenset({"regular_allowance"}), account=OWN,
)  # fmt: skip
ON = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("changed", "fen", "codes"),
    [
        ({}, 5_000, []),
        ({"status": "dead", "status_on": ON}, 5_000, ["dead"]),
        ({"status": "suspended"}, 5_000, ["stopped"]),
        ({"status": "cancelled"}, 5_000, ["stopped"]),
        ({"status": "moved"}, 5_000, ["moved"]),
        ({"path": "/1/20/3/"}, 5_000, ["moved"]),
        ({"birth_on": date(2008, 7, 21)}, 5_000, ["ward"]),
        ({"birth_on": date(2008, 7, 20)}, 5_000, []),
        ({"birth_on": None}, 5_000, []),
        ({"birth_on": date(2015, 1, 1), "account": OWN._replace(guardian="王芳")}, 5_000, []),
        ({"account": None}, 5_000, ["no_account"]),
        ({"account": OWN._replace(holder="王建")}, 5_000, ["holder"]),
        ({"account": OWN._replace(holder="王芳", guardian="王芳")}, 5_000, []),
        ({"account": OWN._replace(key="two")}, 5_000, ["shared"]),
        ({}, 40_000, ["amount"]),
        ({"is_on_roster": False}, 5_000, ["no_roster"]),
        ({"categories": frozenset({"serving_family"})}, 5_000, ["not_meant"]),
        ({"paid_in": 7}, 5_000, ["paid"]),
        (
            {"status": "dead", "account": None, "paid_in": 7}, 1,
            ["dead", "no_account", "amount", "paid"],
        ),
    ],
)  # fmt: skip
def test_each_check_finds_its_case_and_no_other(changed, fen, codes):
    assert list(doubts.examine(FINE._replace(**changed), fen, FRAME)) == codes


@pytest.mark.parametrize("on", [date(2026, 7, 9), date(2026, 8, 16)])
def test_a_list_outside_the_campaign_is_doubtful_as_a_whole(on):
    assert "time" in doubts.examine(FINE, 5_000, FRAME._replace(cut_off_on=on))


def test_every_check_says_what_to_do():
    assert len({check.code for check in CHECKS}) == len(CHECKS) == 12
    assert all(check.label and check.remedy.endswith("。") for check in CHECKS)


@pytest.fixture
def scene(db):
    return scenes.build()


def held(batch):
    return {
        one.name: sorted(doubt.code for doubt in one.doubts.all())
        for one in batch.payments.held().order_by("serial")
    }


def test_the_dead_of_huilai_are_never_paid_unseen(scene):
    """惠来 2022: 118 dead persons were paid."""
    people_ = [scene.recipient(name=f"已故{n:03}") for n in range(118)]
    living = scene.recipient(name="健在")
    for person in people_:
        people.mark_dead(person, on=date(2026, 7, 1), by=scene.clerk)
    batch = scene.submit(scene.prepare())
    assert list(held(batch).values()) == [["dead"]] * 118
    assert scene.approve(batch) == 118
    batch.refresh_from_db()
    assert batch.state == "submitted"
    payments.leave_out_all(batch, code="dead", reason="已故，停发", by=scene.head)
    assert scene.approve(batch) == 0
    scene.hand_over(batch)
    assert [one.person for one in batch.payments.filter(state="sent")] == [living]
    assert Event.objects.filter(kind="funds.payment_left_out").count() == 118


def test_whoever_died_long_ago_is_no_recipient(scene):
    scene.recipient()
    people.mark_dead(scene.recipient(), on=date(2024, 1, 1), by=scene.clerk)
    assert scene.prepare().payments.count() == 1


def test_the_lawful_tail_of_a_death_is_told_and_still_decided_by_a_person(scene):
    person = scene.recipient(categories=("combat_veteran",))
    people.mark_dead(person, on=date(2026, 5, 4), by=scene.clerk)
    batch = scene.submit(scene.prepare())
    payment = batch.payments.get()
    assert "可续发到2026年11月30日" in payment.doubts.get().told
    scene.decide(payment, pays=True, reason="去世后续发六个月内")
    assert scene.approve(batch) == 0


def test_whoever_dies_between_the_approval_and_the_bank_stops_the_list(scene):
    person = scene.recipient()
    batch = scene.approved()
    people.mark_dead(person, on=date(2026, 7, 21), by=scene.clerk)
    with pytest.raises(RuleViolation, match="等1人已故、迁出或被中止，不能付款"):
        scene.hand_over(batch)
    batches.return_batch(batch, reason="有人去世", by=scene.head)
    batches.recheck_batch(batch, changes=listing.look_again(batch), by=scene.clerk)
    assert held(batch) == {person.name: ["dead"]}


def test_who_is_paid_though_moved_is_not_paid_when_dead(scene):
    person = scene.recipient()
    Person.objects.filter(pk=person.pk).update(status="moved", status_on=date(2026, 7, 1))
    batch = scene.submit(scene.prepare())
    scene.decide(batch.payments.get(), pays=True, reason="迁入地未发")
    assert scene.approve(batch) == 0
    Person.objects.filter(pk=person.pk).update(status="dead", status_on=date(2026, 7, 21))
    with pytest.raises(RuleViolation, match="等1人已故、迁出或被中止，不能付款"):
        scene.hand_over(batch)
    Person.objects.filter(pk=person.pk).update(status="moved", status_on=date(2026, 7, 1))
    assert scene.hand_over(batch).state == "exported"


def test_the_faked_list_of_rudong_stands_out_on_every_line(scene):
    """如东 2020: 10 × 400 yuan, nobody on a roster, outside the month, no preparer's signature."""
    scene.recipient()
    batch = scene.prepare(cut_off_on=date(2026, 7, 2))
    fakes = [scene.recipient(name=f"虚列{n}", on_roster=False, categories=()) for n in range(10)]
    for person in fakes:
        payments.add_payment(batch, person, amount=Decimal(400), reason="领导交办", by=scene.clerk)
    found = held(batch)
    assert all(
        found[person.name] == ["amount", "no_roster", "not_meant", "time"] for person in fakes
    )
    assert scene.approve(scene.submit(batch)) == 11
    payment = batch.payments.get(person=fakes[0])
    with pytest.raises(NotPermitted):
        payments.decide_payment(payment, pays=True, reason="照发", by=scene.clerk)
    scene.decide(payment, pays=True, reason="另案核实")
    assert scene.approve(batch) == 10


def test_an_amount_that_is_not_the_standards_is_found(scene):
    """惠来 2022: 10.38万 were paid by a wrong standard."""
    batch = scene.prepare() if scene.recipient() else None
    other = scene.recipient(categories=("old_demobilised",), name="错发")
    payments.add_payment(batch, other, amount=Decimal(500), reason="漏列", by=scene.clerk)
    assert held(batch) == {"错发": ["amount"]}
    assert "金额500.00元，标准是50.00元" in batch.payments.get(name="错发").doubts.get().told


def test_without_an_account_nobody_can_be_decided_paid_and_an_account_clears_it(scene):
    person = scene.recipient(with_account=False)
    batch = scene.prepare()
    with pytest.raises(RuleViolation, match="没有账户，不能认定照发：在家庭档案里登记"):
        scene.decide(batch.payments.get(), pays=True)
    make.account(person)
    batches.recheck_batch(batch, changes=listing.look_again(batch), by=scene.clerk)
    assert held(batch) == {}
    assert scene.approve(scene.submit(batch)) == 0


def test_an_account_that_ends_holds_the_line_again(scene):
    person = scene.recipient()
    batch = scene.submit(scene.prepare())
    people.end_account(person.accounts.get(), on=date(2026, 7, 21), by=scene.clerk)
    assert scene.approve(batch) == 1
    payment = batch.payments.get()
    assert (payment.state, payment.account_sealed, payment.holder_name) == ("held", None, "")


def test_one_account_for_several_is_found_in_each(scene):
    for name in ("甲", "乙"):
        make.account(scene.recipient(name=name, with_account=False), number="6222020200112233")
    told = [one.doubts.get().told for one in scene.prepare().payments.held()]
    assert told == ["这个账户登记在2个人名下"] * 2


def test_only_accounts_of_the_list_are_counted(scene):
    batch = scene.prepare() if scene.recipient() else None
    for name in ("甲", "乙"):
        make.account(scene.recipient(name=name, with_account=False), number="6222020200112233")
    ours = [one.person_id for one in batch.payments.all()]
    assert gathering.frame_of(batch, gathering.of_persons(batch, ours)).shared == {}
    everybody = [one.pk for one in scene.people]
    shared = gathering.frame_of(batch, gathering.of_persons(batch, everybody)).shared
    assert list(shared.values()) == [2]


def test_who_moved_to_another_county_is_found(scene):
    person = scene.recipient()
    batch = scene.prepare()
    elsewhere = make.region(make.region(scene.office.region.parent))
    Household.objects.filter(pk=person.household_id).update(region=elsewhere)
    batches.recheck_batch(batch, changes=listing.look_again(batch), by=scene.clerk)
    assert held(batch) == {person.name: ["moved"]}


def test_what_was_decided_stays_decided_until_more_comes_up(scene):
    person = scene.recipient(on_roster=False)
    batch = scene.submit(scene.prepare())
    scene.decide(batch.payments.get(), pays=True, reason="村委会证明")
    assert scene.approve(batch) == 0
    batches.return_batch(batch, reason="再核对", by=scene.head)
    Belonging.objects.filter(person=person).update(until=date(2026, 7, 1))
    batches.recheck_batch(batch, changes=listing.look_again(batch), by=scene.clerk)
    payment = batch.payments.get()
    assert (held(batch), payment.decided_by_id) == ({person.name: ["no_roster", "not_meant"]}, "")


def test_a_decision_names_its_official_and_its_reason(scene):
    scene.recipient(on_roster=False)
    payment = scene.decide(scene.prepare().payments.get(), pays=True, reason="村委会证明")
    assert (payment.decided_by_name, payment.decision) == ("审批人", "村委会证明")
    with pytest.raises(RuleViolation, match="请写明认定理由"):
        scene.decide(payment, pays=False, reason=" ")


def test_of_two_persons_who_are_one_only_one_is_paid(scene):
    first, second = scene.recipient(), scene.recipient()
    batch = scene.prepare()
    merge = people.merge_persons(first, second, by=scene.clerk)
    assert sorted(one.state for one in batch.payments.all()) == ["left_out", "listed"]
    people.part(merge, reason="不是同一人", by=scene.clerk)
    assert [one.state for one in batch.payments.all()] == ["listed", "listed"]


def test_who_was_paid_twice_before_the_two_were_known_as_one_is_a_finding(scene):
    first, second = scene.recipient(), scene.recipient()
    scene.answer(scene.sent())
    people.merge_persons(first, second, by=scene.clerk)
    assert sorted(first.payments.values_list("state", "is_double")) == [
        ("paid", False), ("paid", True),
    ]  # fmt: skip
