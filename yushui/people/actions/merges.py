"""Making one entry of two that are the same, and two again of what was merged by mistake."""

from collections.abc import Collection, Mapping
from copy import copy
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction
from django.db.models import Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.kernel.identifiers import id_card
from yushui.kernel.merging import Journal
from yushui.people import doubling, rules, seals
from yushui.people.lifecycle import DoubleState
from yushui.people.models import Double, Household, Merge, Person, Sex


PERSON_FIELDS = ("name", "relation", "sex", "birth_on", "id_number", "phone", "note")
HOUSEHOLD_FIELDS = ("head_name", "region", "address", "place_kind", "phone")
TOO_LATE = "其中一条已经被合并，请刷新后查看。"
# What a column says when nothing is known.
_SILENT = (None, "", Sex.UNKNOWN, Sex.UNSTATED)

Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def merge_persons(
    kept: Person,
    gone: Person,
    *,
    taking: Collection[str] = (),
    with_households: bool = False,
    by: Actor,
) -> Merge:
    """Let `kept` stand for both; what it does not say itself, and all of `taking`, is the other's.

    A household that would be left empty goes into the other with its last person.
    """
    kept, gone = _locked(Person, kept, gone)
    for person in (kept, gone):
        by.require(Permission.PEOPLE_EDIT, person.household.region)
    _require_fields(taking, PERSON_FIELDS)
    if kept.status != gone.status:
        raise RuleViolation(
            f"两条记录的状态不同（{kept.get_status_display()}、{gone.get_status_display()}）；"
            "请先核实并更正状态，再合并。"
        )
    journal = Journal()
    home, left = kept.household, gone.household
    journal.absorb(gone, into=kept)
    _complete_person(kept, gone, taking, journal)
    if home.pk != left.pk and (with_households or not left.persons.exists()):
        home, left = _locked(Household, home, left)
        journal.absorb(left, into=home)
        _complete_household(home, left, (), journal)
    merge = _finish(journal, household=home, person=kept, gone=gone.name, by=by)
    log("people.persons_merged", kept, by=by, gone=gone.pk, moved=sum(journal.counts().values()))
    return merge


@transaction.atomic
def merge_households(
    kept: Household, gone: Household, *, taking: Collection[str] = (), by: Actor
) -> Merge:
    """Let one household, with the members of both, stand for two that are one family."""
    kept, gone = _locked(Household, kept, gone)
    for household in (kept, gone):
        by.require(Permission.PEOPLE_EDIT, household.region)
    _require_fields(taking, HOUSEHOLD_FIELDS)
    journal = Journal()
    journal.absorb(gone, into=kept)
    _complete_household(kept, gone, taking, journal)
    merge = _finish(journal, household=kept, person=None, gone=str(gone), by=by)
    log("people.households_merged", kept, by=by, gone=gone.pk)
    return merge


@transaction.atomic
def part(merge: Merge, *, reason: str, by: Actor) -> Merge:
    """Undo a merge: both entries are again what they were, with what was changed since kept."""
    by.require(Permission.PEOPLE_EDIT, merge.household.region)
    told = rules.require_text(reason, "拆开的原因", field="reason", longest=200)
    _require_latest(merge)
    changes = {"undone_at": clock.now(), "undone_by_name": by.name, "undone_reason": told}
    if not Merge.objects.standing().filter(pk=merge.pk).update(**changes):
        raise Conflict("这次合并已经拆开，请刷新后查看。")
    journal = Journal(merge.journal)
    try:
        with transaction.atomic():
            journal.undo()
    except IntegrityError as clash:
        raise RuleViolation(
            "合并以后登记的内容与拆开后的两条记录冲突（如同一个身份证号、同一天的走访）；"
            "请先更正后来登记的内容，再拆开。"
        ) from clash
    for gone in journal.removed(Person):
        _say_they_are_two(merge, gone, by=by)
    merge.refresh_from_db()
    log("people.merge_undone", merge, by=by)
    return merge


def _locked(model: type[Row], kept: Row, gone: Row) -> tuple[Row, Row]:
    """Both as they stand, held until we commit: of two who merge them one is told."""
    if kept.pk == gone.pk:
        raise RuleViolation("请选择另一条记录：不能与自己合并。")
    rows = model._default_manager.select_for_update().filter(pk__in=[kept.pk, gone.pk])
    found = {row.pk: row for row in rows.order_by("pk")}
    if len(found) < 2:
        raise Conflict(TOO_LATE)
    return found[kept.pk], found[gone.pk]


def _require_fields(taking: Collection[str], fields: Collection[str]) -> None:
    if unknown := set(taking) - set(fields):
        raise RuleViolation(f"没有“{'、'.join(sorted(unknown))}”这一项，请刷新后重新选择。")


def _complete_person(kept: Person, gone: Person, taking: Collection[str], journal: Journal) -> None:
    """Give what stays the other's words where it is silent, or where a clerk prefers them.

    Every field is a step of its own, so that a later correction of one keeps no other from being
    put back. What an identity number says of birth and sex goes with it.
    """
    values = _preferred(kept, gone, taking, ("relation", "sex", "birth_on", "note"))
    number, phone = seals.id_card(gone), seals.phone(gone)
    if gone.status_on and (kept.status_on is None or gone.status_on > kept.status_on):
        values["status_on"] = gone.status_on  # of the same status; both say since when
    told = copy(kept)
    if number and ("id_number" in taking or not kept.id_sealed):
        seals.set_id_card(told, number)
        _change_together(kept, told, seals.ID_COLUMNS, journal)
        card = id_card(number, today=clock.today())
        values |= {"birth_on": card.born_on, "sex": "1" if card.sex == "男" else "2"}
    if phone and ("phone" in taking or not kept.phone_sealed):
        seals.set_phone(told, phone)
        _change_together(kept, told, seals.PHONE_COLUMNS, journal)
    if "name" in taking:
        journal.change(kept, name=gone.name, reading=gone.reading)
    _change_each(kept, values, journal)
    rules.check_agreement(seals.id_card(kept), kept.birth_on, kept.sex, today=clock.today())


def _complete_household(
    kept: Household, gone: Household, taking: Collection[str], journal: Journal
) -> None:
    phone, told = seals.household_phone(gone), copy(kept)
    if phone and ("phone" in taking or not kept.phone_sealed):
        seals.set_household_phone(told, phone)
        _change_together(kept, told, seals.PHONE_COLUMNS, journal)
    columns = ("head_name", "region_id", "address", "place_kind")
    _change_each(kept, _preferred(kept, gone, taking, columns), journal)


def _preferred(
    kept: models.Model, gone: models.Model, taking: Collection[str], columns: Collection[str]
) -> dict[str, Any]:
    """What the other says instead, by column."""
    found = {}
    for column in columns:
        own, other = getattr(kept, column), getattr(gone, column)
        is_wanted = column.removesuffix("_id") in taking or own in _SILENT
        if is_wanted and other not in _SILENT and other != own:
            found[column] = other
    return found


def _change_together(
    kept: models.Model, told: models.Model, columns: Collection[str], journal: Journal
) -> None:
    """A sealed number and what it is found by are put back together or not at all."""
    journal.change(kept, **{column: getattr(told, column) for column in columns})


def _change_each(kept: models.Model, values: Mapping[str, Any], journal: Journal) -> None:
    for column, value in values.items():
        journal.change(kept, **{column: value})
    journal.change(kept, updated_at=clock.now())


def _finish(
    journal: Journal, *, household: Household, person: Person | None, gone: str, by: Actor
) -> Merge:
    journal.finish()
    return Merge.objects.create(
        household=household,
        person=person,
        gone=gone,
        journal=journal.steps,
        made_at=clock.now(),
        made_by_name=by.name,
    )


def _require_latest(merge: Merge) -> None:
    """What was merged into the same entry later was merged with what came of this."""
    same = Q(household=merge.household_id)
    if merge.person_id:
        same |= Q(person=merge.person_id)
    later = Merge.objects.standing().filter(same, pk__gt=merge.pk).order_by("-pk").first()
    if later is not None:
        raise RuleViolation(f"后来还合并过“{later.gone}”；请先拆开那一次，再拆这一次。")


def _say_they_are_two(merge: Merge, gone: int, *, by: Actor) -> None:
    """Whom a clerk has parted the search shall not bring together again."""
    pair = Person.objects.filter(pk__in=[gone, merge.person_id]).order_by("pk")
    first, second = pair.select_related("household__region")
    Double.objects.update_or_create(
        first=first,
        second=second,
        defaults={
            "score": 0.0,
            "told_index": doubling.told_index(first, second),
            "state": DoubleState.DISMISSED,
            "found_at": merge.made_at,
            "settled_at": clock.now(),
            "settled_by_name": by.name,
        },
    )
