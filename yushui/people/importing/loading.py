"""Writing a plan: every row sealed and set down, inside the caller's one transaction."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain, repeat
from typing import Any
from uuid import UUID

from yushui.people import rules, seals
from yushui.people.importing import bulk, staging, testimony, undoing
from yushui.people.importing.families import MADE_HERE, Home, Member
from yushui.people.importing.planning import Plan
from yushui.people.importing.undoing import Written
from yushui.people.models import (
    Belonging,
    Household,
    Person,
    PlaceKind,
    Question,
    Roster,
    SourceRecord,
    Status,
)
from yushui.people.seals import Sealer
from yushui.people.searching import keys
from yushui.people.searching.keys import NO_PHONES, Keyer
from yushui.territory.models import Region


MANY = 1000

_NEW_HOUSEHOLD = (
    "id", "uid", "code", "head_name", "region_id", "address", "place_kind", "updated_at",
    "phone_key", "other_phone_key",
)  # fmt: skip
_NEW_PERSON = (
    "id", "uid", "household_id", "name", "relation", "sex", "birth_on", "id_sealed", "id_index",
    "phone_sealed", "status", "note", "updated_at", "reading", "phone_key", "other_phone_key",
    "id_tail_key",
)  # fmt: skip
_CHANGED_HOUSEHOLD = ("code", "head_name", "region_id", "address", "updated_at")
_CHANGED_PERSON = (
    "household_id", "relation", "sex", "birth_on", "id_sealed", "id_index", "phone_sealed", "note",
    "updated_at", "phone_key", "other_phone_key", "id_tail_key",
)  # fmt: skip
_ALIVE = Status.ALIVE.value
_BELONGING = ("person_id", "category", "cause", "source")
_CAUSED = frozenset((*rules.DISABILITIES, *rules.GRADES))


def seal(plan: Plan) -> None:
    """Encrypt what a load would write; what is sealed already stays."""
    if plan.is_sealed:
        return
    seal_id, seal_phone = seals.sealers(MANY)
    keyer = Keyer()
    for member, uid in zip(plan.new, bulk.fresh_uids(), strict=False):
        line, member.uid = member.line, uid
        member.id_sealed = seal_id(uid, line.id_number) if line.id_number else None
        member.id_tail_key = keyer.tail(uid, line.id_number)
        member.phone_sealed = seal_phone(uid, line.phone) if line.phone else None
        member.phone_keys = keyer.phones(line.phone)
    for member in plan.changed:
        _seal_changed(member, seal_id, seal_phone, keyer)
    plan.is_sealed = True


def _seal_changed(member: Member, seal_id: Sealer, seal_phone: Sealer, keyer: Keyer) -> None:
    assert member.known is not None, "Only who is known can change."
    uid = member.known.uid
    if "id_index" in member.changes:
        member.id_sealed = seal_id(uid, member.line.id_number)
        member.id_tail_key = keyer.tail(uid, member.line.id_number)
    if phone := member.changes.get("phone"):
        member.phone_sealed = seal_phone(uid, phone)
        member.phone_keys = keyer.phones(phone)


def write(
    plan: Plan, *, roster: Roster, at: datetime, by_name: str, question: Question | None = None
) -> Written:
    """Write households first, then the persons in them, then their categories and what was said.

    Rows about whom a clerk has to be asked become questions; `question` is the one that is settled
    by this. What was written is told, and what stood there before kept, so that it can be undone.
    """
    source = undoing.label_of(roster)
    seal(plan)
    bulk.make_room()
    after = undoing.last_record()
    undoing.keep(plan.changed, plan.homes, plan.known, roster=roster, question=question)
    homes = _write_households(plan, roster.unit.region, at)
    ids = bulk.take_ids(Person, len(plan.new))
    bulk.insert(Person, _NEW_PERSON, _new_persons(zip(ids, plan.new, strict=True), at))
    bulk.update(Person, _CHANGED_PERSON, _changed_persons(plan, at))
    added = chain(
        (
            (pk, code, _cause(member, code), source)
            for pk, member in zip(ids, plan.new, strict=True)
            for code in member.line.codes
        ),
        (
            (member.known.pk, code, _cause(member, code), source)
            for member in plan.changed
            if member.known is not None
            for code in member.added
        ),
    )
    bulk.insert(Belonging, _BELONGING, added)
    spoken_of = [*zip(ids, plan.new, strict=True), *_known(plan.changed), *_known(plan.same)]
    testimony.write(roster, spoken_of, at=at, by_name=by_name)
    _ask(plan, roster)
    if len(plan.new) >= MANY:
        bulk.tell_planner(Household, Person, Belonging, SourceRecord)
    return Written(undoing.span(ids), undoing.span(homes), after, len(plan.new))


def _cause(member: Member, code: str) -> str:
    return member.line.cause if code in _CAUSED else ""


def _known(members: Iterable[Member]) -> Iterator[tuple[int, Member]]:
    return ((member.known.pk, member) for member in members if member.known is not None)


def _ask(plan: Plan, roster: Roster) -> None:
    """Keep the rows that a clerk has to settle, sealed as a whole."""
    questions = []
    for member, candidates, fingerprint in plan.asked:
        question = Question(
            roster=roster,
            row=member.line.number,
            name=member.line.name,
            region_id=member.region_id,
            candidates=candidates,
            content_index=fingerprint,
        )
        question.sealed = seals.sealed_row(question.uid, staging.packed(member.line))
        questions.append(question)
    Question.objects.bulk_create(questions, batch_size=500)


def _write_households(plan: Plan, region: Region, at: datetime) -> Sequence[int]:
    """Returns the keys of the new ones."""
    fresh = [home for home in plan.homes if home.is_new]
    ids = bulk.take_ids(Household, len(fresh))
    for pk, home in zip(ids, fresh, strict=True):
        home.pk = pk
        home.code = home.code or f"{region.code[:6]}{MADE_HERE}{pk:09}"
    bulk.insert(Household, _NEW_HOUSEHOLD, map(_household, fresh, bulk.fresh_uids(), repeat(at)))
    bulk.update(
        Household,
        _CHANGED_HOUSEHOLD,
        (
            (home.pk, *(home.changes.get(key) for key in _CHANGED_HOUSEHOLD[:-1]), at)
            for home in plan.homes
            if home.changes
        ),
    )
    return ids


def _household(home: Home, uid: UUID, at: datetime) -> tuple[Any, ...]:
    return (
        home.pk,
        uid,
        home.code,
        home.head_name,
        home.region_id,
        home.address,
        PlaceKind.VILLAGE.value,
        at,
        *NO_PHONES,
    )


def _new_persons(members: Iterable[tuple[int, Member]], at: datetime) -> Iterator[tuple[Any, ...]]:
    for pk, member in members:
        line = member.line
        assert member.home is not None, "Every member was put into a household."
        yield (
            pk,
            member.uid,
            member.home.pk,
            line.name,
            line.relation,
            line.sex,
            line.birth_on,
            member.id_sealed,
            member.index or None,
            member.phone_sealed,
            _ALIVE,
            line.note,
            at,
            keys.reading(line.name),
            *(member.phone_keys or NO_PHONES),
            member.id_tail_key or 0,
        )


def _changed_persons(plan: Plan, at: datetime) -> Iterator[tuple[Any, ...]]:
    for member in plan.changed:
        person, changes = member.known, member.changes
        assert person is not None, "Only who is known can change."
        yield (
            person.pk,
            changes["household"].pk if "household" in changes else None,
            changes.get("relation"),
            changes.get("sex"),
            changes.get("birth_on"),
            member.id_sealed,
            changes.get("id_index"),
            member.phone_sealed,
            changes.get("note"),
            at,
            *(member.phone_keys or (None, None)),
            member.id_tail_key,
        )
