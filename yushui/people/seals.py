"""The only place that seals and opens personal numbers (security.md C-22…C-24)."""

import json
from collections.abc import Callable, Collection
from uuid import UUID

from yushui.kernel import secrets
from yushui.people import catalogue
from yushui.people.models import (
    BankAccount,
    Evidence,
    Finding,
    Household,
    OwnWords,
    Person,
    Question,
    Reply,
    SourceRecord,
)
from yushui.people.searching.keys import Keyer


PERSON = "people_person"
HOUSEHOLD = "people_household"
RECORD = "people_sourcerecord"
QUESTION = "people_question"
EVIDENCE = "people_evidence"
FINDING = "people_finding"
ACCOUNT = "people_bankaccount"
REPLY = "people_reply"
WORDS = "people_ownwords"


# What is written when a number is.
ID_COLUMNS = ("id_sealed", "id_index", "id_tail_key")
PHONE_COLUMNS = ("phone_sealed", "phone_key", "other_phone_key")


def set_id_card(person: Person, number: str) -> None:
    """Keep an 18-character number, already checked, sealed and findable by equality, or none."""
    person.id_sealed = sealed_id(person.uid, number) if number else None
    person.id_index = id_index(number) if number else None
    person.id_tail_key = Keyer().tail(person.uid, number)


Sealer = Callable[[UUID, str], bytes]


def sealers(rows: int) -> tuple[Sealer, Sealer]:
    """Seal so many persons' identity numbers, and their telephone numbers."""
    return secrets.sealer(PERSON, "id", rows=rows), secrets.sealer(PERSON, "phone", rows=rows)


def id_indexer() -> Callable[[str], str]:
    return secrets.indexer(PERSON, "id")


def sealed_id(uid: UUID, number: str) -> bytes:
    return secrets.seal(PERSON, "id", uid, number)


def sealed_phone(uid: UUID, number: str) -> bytes:
    return secrets.seal(PERSON, "phone", uid, number)


def opened_id(uid: UUID, sealed: bytes | memoryview | None) -> str:
    return secrets.open_(PERSON, "id", uid, sealed) if sealed else ""


def opened_phone(uid: UUID, sealed: bytes | memoryview | None) -> str:
    return secrets.open_(PERSON, "phone", uid, sealed) if sealed else ""


def id_index(number: str) -> str:
    return secrets.blind_index(PERSON, "id", number)


def id_card(person: Person) -> str:
    return opened_id(person.uid, person.id_sealed)


def masked_id_card(person: Person) -> str:
    return catalogue.masked("people.person.id_sealed", id_card(person))


def set_phone(person: Person, number: str) -> None:
    person.phone_sealed = sealed_phone(person.uid, number) if number else None
    person.phone_key, person.other_phone_key = Keyer().phones(number)


def phone(person: Person) -> str:
    return opened_phone(person.uid, person.phone_sealed)


def masked_phone(person: Person) -> str:
    return catalogue.masked("people.person.phone_sealed", phone(person))


def set_household_phone(household: Household, number: str) -> None:
    household.phone_sealed = (
        secrets.seal(HOUSEHOLD, "phone", household.uid, number) if number else None
    )
    household.phone_key, household.other_phone_key = Keyer().phones(number)


def opened_household_phone(uid: UUID, sealed: bytes | memoryview | None) -> str:
    return secrets.open_(HOUSEHOLD, "phone", uid, sealed) if sealed else ""


def masked_household_phone(household: Household) -> str:
    return catalogue.masked("people.household.phone_sealed", household_phone(household))


def household_phone(household: Household) -> str:
    return opened_household_phone(household.uid, household.phone_sealed)


def record_sealer(rows: int) -> Sealer:
    """Seal what so many sources say of persons' numbers."""
    return secrets.sealer(RECORD, "said", rows=rows)


def set_numbers(record: SourceRecord, numbers: dict[str, str]) -> None:
    """Keep what a source says of a person's numbers; an empty text says that there is none."""
    record.sealed = (
        secrets.seal(RECORD, "said", record.uid, json.dumps(numbers)) if numbers else None
    )


def numbers_of(record: SourceRecord) -> dict[str, str]:
    """What a source said of the person's numbers, by field."""
    if not record.sealed:
        return {}
    told: dict[str, str] = json.loads(secrets.open_(RECORD, "said", record.uid, record.sealed))
    return told


def refresh_keys(one: Person | Household, changed: Collection[str]) -> set[str]:
    """Derive anew what a number is found by where its sealed column was set: these columns."""
    keyer, columns = Keyer(), set[str]()
    if "phone_sealed" in changed:
        number = phone(one) if isinstance(one, Person) else household_phone(one)
        one.phone_key, one.other_phone_key = keyer.phones(number)
        columns |= {"phone_key", "other_phone_key"}
    if "id_sealed" in changed and isinstance(one, Person):
        one.id_tail_key = keyer.tail(one.uid, id_card(one))
        columns.add("id_tail_key")
    return columns


def sealed_row(uid: UUID, row: str) -> bytes:
    return secrets.seal(QUESTION, "row", uid, row)


def row_index(row: str) -> str:
    return secrets.blind_index(QUESTION, "row", row)


def opened_row(question: Question) -> str:
    return secrets.open_(QUESTION, "row", question.uid, question.sealed)


def pair_index(told: str) -> str:
    """Keyed hash of what was compared of two persons."""
    return secrets.blind_index(PERSON, "pair", told)


def set_certificate(evidence: Evidence, number: str) -> None:
    evidence.number_sealed = (
        secrets.seal(EVIDENCE, "number", evidence.uid, number) if number else None
    )


def certificate(evidence: Evidence) -> str:
    if not evidence.number_sealed:
        return ""
    return secrets.open_(EVIDENCE, "number", evidence.uid, evidence.number_sealed)


def masked_certificate(evidence: Evidence) -> str:
    return catalogue.masked("people.evidence.number_sealed", certificate(evidence))


def certificates(person: Person) -> str:
    """Numbers of all certificates that were seen of a person, each with what it is."""
    seen = Evidence.objects.standing().filter(belonging__person=person, number_sealed__isnull=False)
    return "、".join(f"{one.get_paper_display()} {certificate(one)}" for one in seen.order_by("pk"))


def set_account(account: BankAccount, number: str) -> None:
    """Keep an account number, already checked, sealed and findable by equality."""
    account.number_sealed = secrets.seal(ACCOUNT, "number", account.uid, number)
    account.number_index = secrets.blind_index(ACCOUNT, "number", number)


def account(account: BankAccount) -> str:
    return secrets.open_(ACCOUNT, "number", account.uid, account.number_sealed)


def opened_account(uid: UUID, sealed: bytes | memoryview) -> str:
    return secrets.open_(ACCOUNT, "number", uid, sealed)


def masked_account(account_: BankAccount) -> str:
    return catalogue.masked("people.bankaccount.number_sealed", account(account_))


def account_of(person: Person) -> str:
    """The number a person is paid into now."""
    standing = BankAccount.objects.standing().filter(person=person).first()
    return account(standing) if standing else ""


def finding_sealer(rows: int) -> Sealer:
    """Seal what a check found of so many rows."""
    return secrets.sealer(FINDING, "told", rows=rows)


def opened_finding(finding: Finding) -> str:
    return secrets.open_(FINDING, "told", finding.uid, finding.sealed)


def set_reply(reply: Reply, content: str) -> None:
    reply.sealed = secrets.seal(REPLY, "content", reply.uid, content)


def opened_reply(reply: Reply) -> str:
    return secrets.open_(REPLY, "content", reply.uid, reply.sealed)


def set_own_words(words: OwnWords, text: str) -> None:
    words.sealed = secrets.seal(WORDS, "text", words.uid, text)


def own_words(words: OwnWords) -> str:
    return secrets.open_(WORDS, "text", words.uid, words.sealed) if words.sealed else ""
