"""Into which account a person is paid; and the account numbers that go to a bank."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.kernel.identifiers import bank_card
from yushui.people import rules, seals
from yushui.people.models import BankAccount, Look, Person


TAKEN = "这个人的收款账户刚刚由别人登记了，本次没有保存；请刷新后查看。"
BATCH = 2_000


@dataclass(frozen=True)
class AccountFacts:
    """What is said of an account, as it is typed."""

    holder_name: str
    number: str
    bank_name: str
    guardian_name: str = ""
    guardian_relation: str = ""


@transaction.atomic
def set_account(person: Person, *, facts: AccountFacts, since: date, by: Actor) -> BankAccount:
    """Give a person an account; the one before ends on that day and is kept."""
    by.require(Permission.PEOPLE_EDIT, person.household.region)
    rules.check_day(since, today=clock.today(), field="since")
    made = _account(person, facts, since=since, by=by)
    _end_standing(person, on=since)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as taken:
        raise Conflict(TAKEN) from taken
    log("people.account_set", person, by=by, account=made.pk)
    return made


@transaction.atomic
def end_account(account: BankAccount, *, on: date, by: Actor) -> BankAccount:
    """Say since when an account is no longer to be paid into; the person is then without."""
    by.require(Permission.PEOPLE_EDIT, account.person.household.region)
    rules.check_end(on, since=account.since, today=clock.today())
    if not BankAccount.objects.standing().filter(pk=account.pk).update(until=on):
        raise Conflict("这个账户已经停用，请刷新后查看。")
    account.until = on
    log("people.account_ended", account.person, by=by, account=account.pk)
    return account


@transaction.atomic
def note_handed_out(persons: Iterable[int], *, reason: str, by: Actor) -> int:
    """Note on each person that the account went out in a list; whoever hands it out asks for it."""
    at = clock.now()
    made = Look.objects.bulk_create(
        [
            Look(
                person_id=person, field=Look.Field.ACCOUNT, reason=reason[:60], at=at,
                by_id=by.id, by_name=by.name, in_list=True,
            )
            for person in persons
        ],
        batch_size=BATCH,
    )  # fmt: skip
    log("people.accounts_handed_out", "people", by=by, count=len(made), reason=reason)
    return len(made)


def _account(person: Person, facts: AccountFacts, *, since: date, by: Actor) -> BankAccount:
    guardian, relation = facts.guardian_name.strip(), facts.guardian_relation.strip()
    rules.check_guardian(guardian, relation)
    made = BankAccount(
        person=person,
        holder_name=rules.require_text(facts.holder_name, "户名", field="holder_name", longest=60),
        bank_name=rules.require_text(facts.bank_name, "开户行", field="bank_name", longest=80),
        guardian_name=guardian,
        guardian_relation=relation,
        since=since,
        noted_at=clock.now(),
        noted_by_name=by.name,
    )
    seals.set_account(made, _number(facts.number))
    return made


def _number(text: str) -> str:
    try:
        return bank_card(text).number
    except RuleViolation as problem:
        raise RuleViolation(problem.message, field="number") from problem


def _end_standing(person: Person, *, on: date) -> None:
    standing = BankAccount.objects.standing().filter(person=person)
    if standing.filter(since__gt=on).exists():
        raise RuleViolation("日期早于现有账户的登记日期，请核对。", field="since")
    standing.update(until=on)
