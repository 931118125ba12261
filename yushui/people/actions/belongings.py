"""What a person is: work labels for a time, and the evidence for them."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.people import categories, rules, seals
from yushui.people.models import Belonging, Evidence, Person, Source, SourceRecord


@dataclass(frozen=True)
class Seen:
    """A certificate or a decision as a clerk saw it; one of the two numbers is there."""

    paper: str
    number: str = ""
    decision: str = ""
    issuer: str = ""
    issued_on: date | None = None


@transaction.atomic
def add_category(
    person: Person,
    *,
    category: str,
    cause: str = "",
    since: date | None = None,
    source: str = "",
    by: Actor,
) -> Belonging:
    """Say that a person belongs to a category from now on, or from a day."""
    by.require(Permission.PEOPLE_EDIT, person.household.region)
    if category not in dict(categories.by_hand()):
        raise RuleViolation("没有这个人员类别，请从列表中选择。", field="category")
    rules.check_cause(category, cause)
    if since is not None:
        rules.check_day(since, today=clock.today(), field="since")
    _check_apart(person, category)
    made = Belonging.objects.create(
        person=person, category=category, cause=cause, since=since, source=source.strip()[:120]
    )
    _testify(person, by=by)
    log("people.category_added", person, by=by, category=category)
    return made


@transaction.atomic
def edit_category(
    belonging: Belonging, *, cause: str = "", since: date | None = None, source: str = "", by: Actor
) -> Belonging:
    """Correct since when, why, or on what ground a person is in a category."""
    by.require(Permission.PEOPLE_EDIT, belonging.person.household.region)
    rules.check_cause(belonging.category, cause)
    if since is not None:
        rules.check_day(since, today=clock.today(), field="since")
        if belonging.until is not None and since > belonging.until:
            raise RuleViolation("开始日期不能晚于终止日期，请核对。", field="since")
    belonging.cause, belonging.since, belonging.source = cause, since, source.strip()[:120]
    belonging.save(update_fields=["cause", "since", "source"])
    log("people.category_edited", belonging.person, by=by, category=belonging.category)
    return belonging


@transaction.atomic
def end_category(belonging: Belonging, *, on: date, by: Actor) -> Belonging:
    """Say that a person no longer belongs to a category; that they did stays on record."""
    by.require(Permission.PEOPLE_EDIT, belonging.person.household.region)
    rules.check_day(on, today=clock.today(), field="on")
    if belonging.since is not None and on < belonging.since:
        raise RuleViolation("终止日期不能早于开始日期，请核对。", field="on")
    if not Belonging.objects.filter(pk=belonging.pk, until=None).update(until=on):
        raise Conflict("这个类别已经终止，请刷新后查看。")
    belonging.until = on
    _testify(belonging.person, by=by)
    log("people.category_ended", belonging.person, by=by, category=belonging.category)
    return belonging


@transaction.atomic
def remove_category(belonging: Belonging, *, reason: str, by: Actor) -> None:
    """Take out a category that the person never had; what the sources said stays with them."""
    by.require(Permission.PEOPLE_EDIT, belonging.person.household.region)
    told = rules.require_text(reason, "更正原因", field="reason", longest=200)
    person, category = belonging.person, belonging.category
    if belonging.evidence.standing().exists():
        raise RuleViolation("这个类别还有依据，请先撤销依据，再更正。", field="reason")
    belonging.delete()
    _testify(person, by=by)
    log("people.category_removed", person, by=by, category=category, reason=told)


@transaction.atomic
def add_evidence(belonging: Belonging, *, seen: Seen, by: Actor) -> Evidence:
    """Note a certificate or a decision that proves a category."""
    by.require(Permission.PEOPLE_EDIT, belonging.person.household.region)
    number, decision = seen.number.strip(), seen.decision.strip()
    if not number and not decision:
        raise RuleViolation("证件号码和批准文号至少填一项。", field="number")
    if seen.issued_on is not None:
        rules.check_day(seen.issued_on, today=clock.today(), field="issued_on")
    made = Evidence(
        belonging=belonging,
        paper=seen.paper,
        decision=decision,
        issuer=seen.issuer.strip(),
        issued_on=seen.issued_on,
        noted_at=clock.now(),
        noted_by_name=by.name,
    )
    seals.set_certificate(made, number)
    made.save(force_insert=True)
    log("people.evidence_added", belonging.person, by=by, category=belonging.category)
    return made


@transaction.atomic
def take_back_evidence(evidence: Evidence, *, reason: str, by: Actor) -> None:
    """Take back what was noted by mistake. It no longer proves anything; the record stays."""
    person = evidence.belonging.person
    by.require(Permission.PEOPLE_EDIT, person.household.region)
    told = rules.require_text(reason, "撤销原因", field="reason", longest=200)
    standing = Evidence.objects.standing().filter(pk=evidence.pk)
    if not standing.update(taken_back_at=clock.now(), taken_back_reason=told):
        raise Conflict("这条依据已经撤销，请刷新后查看。")
    log("people.evidence_taken_back", person, by=by, category=evidence.belonging.category)


def _check_apart(person: Person, category: str) -> None:
    """Neither the same category twice nor two grades of disability at once."""
    open_ones = set(person.belongings.filter(until=None).values_list("category", flat=True))
    if category in open_ones:
        raise RuleViolation(
            f"“{person.name}”已经是“{categories.label(category)}”。", field="category"
        )
    other = next((code for code in open_ones if categories.grade(code)), None)
    if categories.grade(category) and other:
        raise RuleViolation(
            f"“{person.name}”已经登记为“{categories.label(other)}”；等级有变的先终止原来的，"
            "登记有误的先更正。",
            field="category",
        )


def _testify(person: Person, *, by: Actor) -> None:
    """Keep what the office now says a person is, beside what the rosters say."""
    codes = person.belongings.filter(until=None).values_list("category", flat=True)
    SourceRecord.objects.create(
        person=person,
        source=Source.OFFICE,
        said={"categories": sorted(codes)},
        at=clock.now(),
        by_name=by.name,
    )
