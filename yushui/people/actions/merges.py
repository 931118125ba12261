"""Making one entry of two that are the same, and two again of what was merged by mistake."""

from collections.abc import Collection, Mapping
from copy import copy
from typing import Any

from django.db import IntegrityError, models, transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.kernel.identifiers import id_card
from yushui.kernel.merging import Journal
from yushui.people import doubling, holding, rules, seals
from yushui.people.lifecycle import DoubleState
from yushui.people.matching import ladders
from yushui.people.models import Double, Household, Merge, MergedRow, Person, Sex


PERSON_FIELDS = ("name", "relation", "sex", "birth_on", "id_number", "phone", "note")
HOUSEHOLD_FIELDS = ("head_name", "region", "address", "place_kind", "phone")
TOO_LATE = "其中一条已经被合并，请刷新后查看。"
TWO_NUMBERS = f"{ladders.TWO_NUMBERS}，一般是两个人；核对过证件、确是同一人的，请勾选确认后再合并。"
# What a column says when nothing is known.
_SILENT = (None, "", Sex.UNKNOWN, Sex.UNSTATED)


@transaction.atomic
def merge_persons(
    kept: Person,
    gone: Person,
    *,
    taking: Collection[str] = (),
    with_households: bool = False,
    despite_numbers: bool = False,
    seen: str | None = None,
    by: Actor,
) -> Merge:
    """Let `kept` stand for both; what it does not say itself, and all of `taking`, is the other's.

    Two who have a number each are two, unless somebody has seen the papers (`despite_numbers`).
    Whoever saw the pair in a state says so (`seen`), and is told if another has spoken since.

    A household that would be left empty goes into the other with its last person.
    """
    kept, gone = _persons_held(kept, gone)
    for person in (kept, gone):
        by.require(Permission.PEOPLE_EDIT, person.household.region)
    _require_fields(taking, PERSON_FIELDS)
    _require_as_seen(kept, gone, seen)
    if kept.status != gone.status:
        raise RuleViolation(
            f"两条记录的状态不同（{kept.get_status_display()}、{gone.get_status_display()}）；"
            "请先核实并更正状态，再合并。"
        )
    if not despite_numbers and kept.id_index and gone.id_index:
        raise RuleViolation(TWO_NUMBERS)
    journal = Journal()
    home, left = kept.household, gone.household
    journal.absorb(gone, into=kept)
    _complete_person(kept, gone, taking, journal)
    if home.pk != left.pk and (with_households or not left.persons.exists()):
        journal.absorb(left, into=home)
        _complete_household(home, left, (), journal)
    merge = _finish(journal, household=home, person=kept, gone=gone, by=by)
    log("people.persons_merged", kept, by=by, gone=gone.pk, moved=sum(journal.counts().values()))
    return merge


@transaction.atomic
def merge_households(
    kept: Household, gone: Household, *, taking: Collection[str] = (), by: Actor
) -> Merge:
    """Let one household, with the members of both, stand for two that are one family."""
    kept, gone = _households_held(kept, gone)
    for household in (kept, gone):
        by.require(Permission.PEOPLE_EDIT, household.region)
    _require_fields(taking, HOUSEHOLD_FIELDS)
    journal = Journal()
    journal.absorb(gone, into=kept)
    _complete_household(kept, gone, taking, journal)
    merge = _finish(journal, household=kept, person=None, gone=gone, by=by)
    moved = sum(journal.counts().values())
    log("people.households_merged", kept, by=by, gone=gone.pk, moved=moved)
    return merge


@transaction.atomic
def part(merge: Merge, *, reason: str, by: Actor) -> Merge:
    """Undo a merge: both entries are again what they were, with what was changed since kept."""
    for region in (merge.household.region, merge.gone_region):
        by.require(Permission.PEOPLE_EDIT, region)
    told = rules.require_text(reason, "拆开的原因", field="reason", longest=200)
    persons = [merge.person_id] if merge.person_id else []
    holding.hold(households=[merge.household_id], persons=persons)
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
    _require_places_in_force(journal)
    for gone in journal.removed(Person):
        _say_they_are_two(merge, gone, by=by)
    merge.refresh_from_db()
    log("people.merge_undone", merge.person or merge.household, by=by, has_reason=True)
    return merge


def _persons_held(kept: Person, gone: Person) -> tuple[Person, Person]:
    """Both as they stand, held with their households: of two who merge them one is told."""
    keys = _two(kept, gone)
    told = Person.objects.filter(pk__in=keys).select_related("household__region")
    read = {one.household_id for one in told}
    is_held = holding.hold(households=read, persons=keys)
    found = {one.pk: one for one in told.all()}
    if not is_held or {one.household_id for one in found.values()} != read:
        raise Conflict(TOO_LATE)
    return found[kept.pk], found[gone.pk]


def _households_held(kept: Household, gone: Household) -> tuple[Household, Household]:
    """Both as they stand, held with everybody in them."""
    keys = _two(kept, gone)
    if not holding.hold(households=keys):
        raise Conflict(TOO_LATE)
    holding.hold(persons=Person.objects.filter(household__in=keys).values_list("pk", flat=True))
    found = Household.objects.select_related("region").in_bulk(keys)
    return found[kept.pk], found[gone.pk]


def _two(kept: models.Model, gone: models.Model) -> list[int]:
    if kept.pk == gone.pk:
        raise RuleViolation("请选择另一条记录：不能与自己合并。")
    return [kept.pk, gone.pk]


def _require_as_seen(kept: Person, gone: Person, seen: str | None) -> None:
    """What another clerk has said of the pair is not overridden unread."""
    first, second = sorted((kept.pk, gone.pk))
    now = Double.objects.select_for_update().filter(first=first, second=second).first()
    is_dismissed = now is not None and now.state == DoubleState.DISMISSED
    if is_dismissed and seen not in (None, DoubleState.DISMISSED):
        raise Conflict("这一对刚有人认定为两个人，没有合并；请刷新后核对。")


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
    journal: Journal,
    *,
    household: Household,
    person: Person | None,
    gone: Person | Household,
    by: Actor,
) -> Merge:
    journal.finish()
    merge = Merge.objects.create(
        household=household,
        person=person,
        gone=gone.name if isinstance(gone, Person) else str(gone),
        gone_region=(gone.household if isinstance(gone, Person) else gone).region,
        journal=journal.steps,
        made_at=clock.now(),
        made_by_name=by.name,
    )
    MergedRow.objects.bulk_create(MergedRow.told_by(merge), batch_size=500)
    return merge


def _require_latest(merge: Merge) -> None:
    """What was merged later was merged with what came of this, if both speak of one row."""
    others = MergedRow.objects.standing().filter(merge__gt=merge.pk)
    rows = others.in_conflict_with(Journal(merge.journal)).select_related("merge")
    rows = rows.defer("merge__journal")
    if later := rows.order_by("-merge", "pk").first():
        raise RuleViolation(f"后来还合并过“{later.merge.gone}”；请先拆开那一次，再拆这一次。")


def _require_places_in_force(journal: Journal) -> None:
    """Nobody comes back to a place that is no more."""
    homes = Household.objects.filter(pk__in=journal.removed(Household))
    ended = homes.exclude(region__valid_to=None).select_related("region").first()
    if ended is not None:
        raise RuleViolation(
            f"并入的一户原来在{ended.region.name}，合并以后那里已经撤并或划走，不能拆开；"
            "请用“新增家庭”重新登记这一户。"
        )


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
