"""Who is the contact of a family: assigned, handed over, ended; and what number a place calls."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log, log_many
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.kernel.identifiers import phones
from yushui.people import rules
from yushui.people.models import Contact, EndReason, Helpline, Household, without_contact
from yushui.territory.models import Region


TAKEN = "这户刚刚由别人安排了联系人，本次没有保存；请刷新后查看。"
ENDED = "这位联系人已经终止，请刷新后查看。"
BATCH = 2_000


@dataclass(frozen=True)
class ContactFacts:
    """What is said of a contact, as it is typed."""

    name: str
    unit_name: str
    phone: str
    title: str = ""


@transaction.atomic
def assign_contact(household: Household, *, facts: ContactFacts, since: date, by: Actor) -> Contact:
    """Give a family its contact; one that has one already gets another by handing over."""
    by.require(Permission.PEOPLE_EDIT, household.region)
    active = household.contacts.active().first()
    if active is not None:
        raise RuleViolation(f"这户已有联系人“{active.name}”，要换人请用“移交”。")
    made = _begin(household, _checked(facts), since=since, by=by)
    log("people.contact_assigned", household, by=by, contact=made.pk)
    return made


@transaction.atomic
def hand_over_contact(
    contact: Contact, *, facts: ContactFacts, on: date, reason: str, by: Actor
) -> Contact:
    """End the contact and begin another on the same day: the family is never without."""
    by.require(Permission.PEOPLE_EDIT, contact.household.region)
    told = _checked(facts)
    _end(contact, on=on, reason=reason, by=by)
    made = _begin(contact.household, told, since=on, by=by)
    log("people.contact_handed_over", contact.household, by=by, contact=made.pk, end_reason=reason)
    return made


@transaction.atomic
def end_contact(contact: Contact, *, on: date, reason: str, by: Actor) -> Contact:
    """Say since when somebody is no longer the contact, and why; that they were stays."""
    by.require(Permission.PEOPLE_EDIT, contact.household.region)
    _end(contact, on=on, reason=reason, by=by)
    log("people.contact_ended", contact.household, by=by, contact=contact.pk, end_reason=reason)
    return contact


@transaction.atomic
def assign_contacts(
    region: Region, *, facts: ContactFacts, since: date, replacing: str = "", by: Actor
) -> int:
    """One contact for all families of a village that have none; answer how many.

    With `replacing`, a reason, those who have another contact are handed over as well.
    """
    by.require(Permission.PEOPLE_EDIT, region)
    if Region.objects.current().filter(parent=region).exists():
        raise RuleViolation("请选到村（社区）一级，再统一安排联系人。")
    told = _checked(facts)
    rules.check_day(since, today=clock.today(), field="since")
    if replacing:
        _end_others(region, told, on=since, reason=replacing, by=by)
    without = without_contact(Household.objects.filter(region=region)).order_by("pk")
    made = [_contact(household, told, since=since, by=by) for household in without]
    _write(made)
    log_many(
        "people.contact_assigned",
        ((one.household, {"contact": one.pk, "region": region.pk}) for one in made),
        by=by,
    )
    log("people.contacts_assigned", region, by=by, count=len(made), end_reason=replacing)
    return len(made)


@transaction.atomic
def set_helpline(region: Region, *, name: str, phone: str, by: Actor) -> Helpline:
    """Say which number the families of a place may call; it stands on their cards."""
    by.require(Permission.PEOPLE_EDIT, region)
    told = {
        "name": rules.require_text(name, "服务站名称", field="name", longest=60),
        "phone": _phone(phone),
        "updated_at": clock.now(),
    }
    made, _ = Helpline.objects.update_or_create(region=region, defaults=told)
    log("people.helpline_set", region, by=by)
    return made


def _checked(facts: ContactFacts) -> ContactFacts:
    return ContactFacts(
        name=rules.require_text(facts.name, "联系人姓名", field="name", longest=40),
        unit_name=rules.require_text(facts.unit_name, "所在单位", field="unit_name", longest=60),
        phone=_phone(facts.phone),
        title=facts.title.strip()[:40],
    )


def _phone(text: str) -> str:
    try:
        told = "、".join(map(str, phones(text)))
    except RuleViolation as problem:
        raise RuleViolation(problem.message, field="phone") from problem
    return rules.require_text(told, "电话", field="phone", longest=40)


def _contact(household: Household, told: ContactFacts, *, since: date, by: Actor) -> Contact:
    return Contact(
        household=household,
        name=told.name,
        unit_name=told.unit_name,
        title=told.title,
        phone=told.phone,
        since=since,
        assigned_at=clock.now(),
        assigned_by_name=by.name,
    )


def _begin(household: Household, told: ContactFacts, *, since: date, by: Actor) -> Contact:
    rules.check_day(since, today=clock.today(), field="since")
    made = _contact(household, told, since=since, by=by)
    _write([made])
    return made


def _write(made: list[Contact]) -> None:
    """Of two who assign at one moment one is told; a family is not left with both."""
    try:
        with transaction.atomic():
            Contact.objects.bulk_create(made, batch_size=BATCH)
    except IntegrityError as taken:
        raise Conflict(TAKEN) from taken


def _end(contact: Contact, *, on: date, reason: str, by: Actor) -> None:
    rules.check_end(on, since=contact.since, today=clock.today())
    _check_reason(reason)
    changes = {"until": on, "end_reason": reason, "ended_by_name": by.name}
    if not Contact.objects.active().filter(pk=contact.pk).update(**changes):
        raise Conflict(ENDED)
    for name, value in changes.items():
        setattr(contact, name, value)


def _check_reason(reason: str) -> None:
    if reason not in EndReason.values:
        raise RuleViolation("请选择终止的原因。", field="reason")


def _end_others(region: Region, told: ContactFacts, *, on: date, reason: str, by: Actor) -> None:
    """End all contacts of a village but those who are the new one already."""
    _check_reason(reason)
    others = Contact.objects.active().filter(household__region=region)
    others = others.exclude(name=told.name, phone=told.phone)
    late = others.filter(since__gt=on).select_related("household").first()
    if late is not None:
        raise RuleViolation(
            f"“{late.household.head_name}”家的联系人是{late.since}才开始的，移交不能早于这一天。",
            field="since",
        )
    others.update(until=on, end_reason=reason, ended_by_name=by.name)
