"""Corrections of a household or a person by hand, and the audited look at a masked number."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models, transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.kernel.identifiers import id_card, phones
from yushui.people import rules, seals
from yushui.people.importing import bulk
from yushui.people.importing.families import MADE_HERE
from yushui.people.models import (
    Household,
    Look,
    Person,
    PlaceKind,
    Sex,
    Source,
    SourceRecord,
)
from yushui.people.searching import alike, keys
from yushui.territory.models import Region


@dataclass(frozen=True)
class HouseholdFacts:
    """What is said of a household; `phone` None leaves the number as it is, "" removes it."""

    head_name: str
    region: Region
    address: str = ""
    place_kind: str = PlaceKind.VILLAGE
    phone: str | None = None


@dataclass(frozen=True)
class PersonFacts:
    """What is said of a person; None leaves a sealed number as it is, "" removes it."""

    name: str
    relation: str = ""
    sex: str = Sex.UNKNOWN
    birth_on: date | None = None
    note: str = ""
    id_number: str | None = None
    phone: str | None = None


_IN_FULL: Mapping[str, Callable[[Person], str]] = {
    Look.Field.ID_CARD: seals.id_card,
    Look.Field.PHONE: seals.phone,
    Look.Field.CERTIFICATE: seals.certificates,
    Look.Field.ACCOUNT: seals.account_of,
}


@transaction.atomic
def reveal(person: Person, *, field: str, reason: str, by: Actor) -> str:
    """Show one masked number in full. Who looked and why stays on the person's page."""
    by.require(Permission.PEOPLE_REVEAL, person.household.region)
    if field not in _IN_FULL:
        raise RuleViolation("只能查看身份证号、联系电话、证件号码或收款账号。", field="field")
    told = rules.check_look(reason, looks_today=Look.objects.of_today(by.id).count())
    value = _IN_FULL[field](person)
    if not value:
        raise RuleViolation(f"“{person.name}”没有登记{Look.Field(field).label}。", field="field")
    Look.objects.create(
        person=person, field=field, reason=told, at=clock.now(), by_id=by.id, by_name=by.name
    )
    log("people.revealed", person, by=by, field=field, reason=told)
    return value


@transaction.atomic
def add_household(*, facts: HouseholdFacts, by: Actor) -> Household:
    """Enter a family by hand; it gets its number from the system, as one of a roster without."""
    by.require(Permission.PEOPLE_EDIT, facts.region)
    key = bulk.take_ids(Household, 1)[0]
    code = f"{facts.region.code[:6]}{MADE_HERE}{key:09}"
    household = Household(pk=key, code=code, updated_at=clock.now(), **_household_told(facts))
    seals.set_household_phone(household, _phones(facts.phone or ""))
    household.save(force_insert=True)
    log("people.household_added", household, by=by, region=facts.region.pk)
    return household


@transaction.atomic
def add_person(
    household: Household, *, facts: PersonFacts, is_other: bool = False, by: Actor
) -> Person:
    """Enter somebody by hand. Who seems to be known is entered only if somebody says otherwise."""
    by.require(Permission.PEOPLE_EDIT, household.region)
    person = Person(household=household, updated_at=clock.now())
    changed = _take_over(person, facts)
    if not is_other:
        _refuse_known(person, by)
    person.save(force_insert=True)
    _testify(person, changed, by=by)
    log("people.person_added", person, by=by, household=household.pk)
    return person


def _refuse_known(person: Person, by: Actor) -> None:
    if known := alike.find(alike.Said.of(person), by):
        first = known[0].person
        raise RuleViolation(
            f"“{first.name}”（{first.household.region.name}{first.household.head_name}家）可能就是这个人，"
            "请先打开核对；确认不是同一人的，勾选“确认不是同一人”后再保存。",
            field="is_other",
        )


@transaction.atomic
def edit_household(household: Household, *, facts: HouseholdFacts, by: Actor) -> Household:
    """Correct what is known of a household; moving it needs the right at both places."""
    by.require(Permission.PEOPLE_EDIT, household.region)
    by.require(Permission.PEOPLE_EDIT, facts.region)
    changed = _set(household, _household_told(facts))
    if facts.phone is not None:
        seals.set_household_phone(household, _phones(facts.phone))
        changed += seals.PHONE_COLUMNS
    _save(household, changed)
    log("people.household_edited", household, by=by, fields=_without_keys(changed))
    return household


def _household_told(facts: HouseholdFacts) -> dict[str, Any]:
    if Region.objects.current().filter(parent=facts.region).exists():
        raise RuleViolation("请选到村（社区）一级。", field="region")
    return {
        "head_name": rules.require_text(facts.head_name, "户主姓名", field="head_name", longest=40),
        "region": facts.region,
        "address": facts.address.strip(),
        "place_kind": facts.place_kind,
    }


@transaction.atomic
def edit_person(person: Person, *, facts: PersonFacts, by: Actor) -> Person:
    """Correct what is known of a person; what an identity number says itself goes before."""
    by.require(Permission.PEOPLE_EDIT, person.household.region)
    changed = _take_over(person, facts)
    _save(person, changed)
    _testify(person, changed, by=by)
    log("people.person_edited", person, by=by, fields=_without_keys(changed))
    return person


def _take_over(person: Person, facts: PersonFacts) -> list[str]:
    """Set what is said of a person; answer the names of what changed."""
    told: dict[str, Any] = {
        "name": rules.require_text(facts.name, "姓名", field="name", longest=40),
        "relation": facts.relation.strip(),
        "sex": facts.sex,
        "birth_on": facts.birth_on,
        "note": facts.note.strip(),
    }
    changed = _set(person, told)
    if facts.id_number is not None:
        changed += _set_id_number(person, facts.id_number)
    if facts.phone is not None:
        seals.set_phone(person, _phones(facts.phone))
        changed += seals.PHONE_COLUMNS
    rules.check_agreement(seals.id_card(person), person.birth_on, person.sex, today=clock.today())
    return changed


_SPOKEN_OF = {"name", "relation", "sex", "note"}


def _testify(person: Person, changed: list[str], *, by: Actor) -> None:
    """Keep what the office said of a person beside what the rosters say."""
    if not changed:
        return
    said: dict[str, Any] = {key: getattr(person, key) for key in _SPOKEN_OF.intersection(changed)}
    if "birth_on" in changed:
        said["birth_on"] = person.birth_on.isoformat() if person.birth_on else ""
    numbers = {}
    if "id_sealed" in changed:
        numbers["id_number"] = seals.id_card(person)
    if "phone_sealed" in changed:
        numbers["phone"] = seals.phone(person)
    record = SourceRecord(
        person=person, source=Source.OFFICE, said=said, at=clock.now(), by_name=by.name
    )
    seals.set_numbers(record, numbers)
    record.save(force_insert=True)


def _without_keys(changed: list[str]) -> list[str]:
    """What changed, without what merely follows from it."""
    return [name for name in changed if not name.endswith("_key")]


def _set(record: models.Model, told: Mapping[str, Any]) -> list[str]:
    """Set what differs; answer its names."""
    changed = [name for name, value in told.items() if getattr(record, name) != value]
    for name in changed:
        setattr(record, name, told[name])
    return changed


def _save(record: Household | Person, changed: list[str]) -> None:
    """Compare and set: nothing is written over what became of the record since it was read."""
    if not changed:
        return
    told = {name: getattr(record, name) for name in changed}
    if isinstance(record, Person) and "name" in told:
        told["reading"] = record.reading = keys.reading(record.name)
    as_read = type(record)._base_manager.filter(pk=record.pk, updated_at=record.updated_at)
    record.updated_at = clock.now()
    if not as_read.update(**told, updated_at=record.updated_at):
        raise Conflict(
            "您办理期间，这份档案刚被他人改动、撤回或合并，本次没有保存；请刷新后再更正。"
        )


def _set_id_number(person: Person, text: str) -> list[str]:
    if not text.strip():
        seals.set_id_card(person, "")
        return [*seals.ID_COLUMNS]
    try:
        card = id_card(text, today=clock.today())
    except RuleViolation as problem:
        raise RuleViolation(problem.message, field="id_number") from problem
    seals.set_id_card(person, card.number)
    if Person.objects.filter(id_index=person.id_index).exclude(pk=person.pk).exists():
        raise RuleViolation("这个身份证号已经登记在另一个人名下，请核对。", field="id_number")
    person.birth_on = person.birth_on or card.born_on
    return [*seals.ID_COLUMNS, "birth_on"]


def _phones(text: str) -> str:
    try:
        return "、".join(map(str, phones(text)))
    except RuleViolation as problem:
        raise RuleViolation(problem.message, field="phone") from problem
