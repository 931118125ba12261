"""The account a person is paid into: one at a time, sealed, shown by its last four (S4-23)."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from tests import make
from yushui.audit.models import Event
from yushui.kernel.errors import NotPermitted, RuleViolation
from yushui.people import actions, rules, seals
from yushui.people.actions import AccountFacts
from yushui.people.models import BankAccount, Look


NUMBER = "6222020200112233445"  # fails the check digit: told, never refused
FACTS = AccountFacts("王建国", NUMBER, "临川农村商业银行")
SINCE, LATER = date(2026, 3, 1), date(2026, 7, 1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(county):
    return make.person(make.household(county.places["石桥镇柳林村"]))


def give(person, county, *, facts=FACTS, since=SINCE):
    return actions.set_account(person, facts=facts, since=since, by=county.clerk)


def test_an_account_is_sealed_and_shown_by_its_last_four(person, county):
    account = give(person, county)
    with connection.cursor() as cursor:
        cursor.execute("SELECT number_sealed FROM people_bankaccount")
        assert NUMBER.encode() not in bytes(cursor.fetchone()[0])
    assert seals.masked_account(account) == "**** 3445"
    assert seals.account_of(person) == NUMBER
    assert NUMBER not in str(list(Event.objects.values_list("detail", flat=True)))


def test_a_new_account_ends_the_one_before(person, county):
    first = give(person, county)
    second = give(person, county, since=LATER)
    first.refresh_from_db()
    assert (first.until, second.until) == (LATER, None)
    assert second.number_index == first.number_index


def test_the_database_refuses_a_second_standing_account(person):
    make.account(person)
    with pytest.raises(IntegrityError), transaction.atomic():
        make.account(person)


def test_the_database_refuses_a_guardian_without_a_relation(person):
    with pytest.raises(IntegrityError), transaction.atomic():
        make.account(person, guardian_name="王芳")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"number": "12345"}, "12至30位数字"),
        ({"number": "6.22202E+18"}, "按数字保存"),
        ({"holder_name": " "}, "户名没有填写"),
        ({"bank_name": ""}, "开户行没有填写"),
        ({"guardian_name": "王芳"}, "监护人与本人的关系没有填写"),
        ({"guardian_relation": "母亲"}, "监护人没有填写"),
    ],
)
def test_what_is_wrong_is_refused_in_words(person, county, changed, told):
    with pytest.raises(RuleViolation, match=told):
        give(person, county, facts=AccountFacts(**{**FACTS.__dict__, **changed}))


def test_an_account_of_tomorrow_and_one_before_the_last_are_refused(person, county):
    give(person, county, since=SINCE)
    with pytest.raises(RuleViolation, match="早于现有账户"):
        give(person, county, since=date(2026, 2, 1))


def test_who_may_not_edit_the_family_may_not_set_its_account(person):
    with pytest.raises(NotPermitted):
        actions.set_account(person, facts=FACTS, since=SINCE, by=make.actor("clerk"))


def test_a_look_at_an_account_needs_a_reason_and_counts(person, county):
    give(person, county)
    shown = actions.reveal(person, field="account", reason="发放慰问金", by=county.clerk)
    assert shown == NUMBER
    assert Look.objects.get().get_field_display() == "收款账号"


def test_a_list_that_goes_to_the_bank_is_noted_and_leaves_the_days_looks_alone(person, county):
    give(person, county)
    others = [make.person(person.household).pk for _ in range(rules.LOOKS_A_DAY)]
    actions.note_handed_out([person.pk, *others], reason="发放批次 1", by=county.clerk)
    assert Look.objects.filter(in_list=True).count() == rules.LOOKS_A_DAY + 1
    assert actions.reveal(person, field="account", reason="核对", by=county.clerk) == NUMBER


def test_an_ended_account_is_kept_and_the_person_is_without(person, county):
    actions.end_account(give(person, county), on=LATER, by=county.clerk)
    assert seals.account_of(person) == ""
    assert BankAccount.objects.count() == 1


def test_of_two_persons_who_are_one_the_account_of_the_one_that_stays_goes_on(person, county):
    other = make.person(make.household(person.household.region))
    stays, goes = make.account(person), make.account(other)
    merge = actions.merge_persons(person, other, by=county.clerk)
    assert list(BankAccount.objects.standing().filter(person=person)) == [stays]
    actions.part(merge, reason="不是同一人", by=county.clerk)
    goes.refresh_from_db()
    assert (goes.person_id, goes.until) == (other.pk, None)


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, []),
        ({"holder": " 王 建国"}, []),
        ({"holder": "王芳"}, ["既不是本人"]),
        ({"holder": "王芳", "guardian": "王芳"}, []),
        ({"age": 17}, ["未满18周岁"]),
        ({"age": 17, "guardian": "王芳"}, []),
        ({"age": None}, []),
        ({"warning": "可能有一位写错"}, ["可能有一位写错"]),
    ],
)
def test_what_is_odd_is_told_at_once(changed, told):
    said = rules.doubts_of_account(
        **{"holder": "王建国", "name": "王建国", "guardian": "", "age": 70, "warning": None}
        | changed
    )
    assert len(said) == len(told)
    assert all(word in one for word, one in zip(told, said, strict=True))
