"""Recording a visit and taking it back, and what follows when households are merged."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import Trace, log, trace
from yushui.campaigns import actions as campaigns
from yushui.campaigns.lifecycle import State as CampaignState
from yushui.campaigns.models import Campaign
from yushui.kernel import clock, secrecy
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.ledger import actions as ledger
from yushui.people.models import Household, Person, Status
from yushui.territory.kinds import Kind
from yushui.territory.models import Unit
from yushui.visits import calls, departing, merging, postings, rules
from yushui.visits.actions import bringing
from yushui.visits.calls import Call, Event
from yushui.visits.lifecycle import LIFECYCLE, OCCURRENCE, TARGET, Reach, State
from yushui.visits.models import (
    GroupVisit,
    Mode,
    Occurrence,
    Participant,
    Target,
    Visit,
)


@transaction.atomic
def record(
    *,
    campaign: Campaign | None,
    unit: Unit,
    household: Household,
    persons: Sequence[Person],
    call: Call,
    by: Actor,
) -> Visit:
    """Record a call on a household. The same `op_id` twice is the same visit (exactly once).

    Whoever answers for the place may record it, as a visit of their own unit: the unit tree counts
    it there, the place tree where it happened (ADR 0010). Without a campaign it is daily work.
    """
    by.require(Permission.VISIT_RECORD, household.region)
    by.require_as(Permission.VISIT_RECORD, unit)
    if earlier := Visit.objects.filter(op_id=call.op_id).first():
        return earlier
    campaign = campaign or _daily_book(call, by)
    cleared = _check(campaign, call)
    _check_persons(household, persons, on=call.made_on)
    visit = _insert(
        Visit(
            campaign=campaign,
            unit=unit,
            region=household.region,
            household=household,
            money_from=bringing.draw_money(campaign, unit, call),
            **_told(call, by),
        )
    )
    visit.persons.set(persons)
    bringing.bring(visit, call, by=by)
    _reach(visit, persons)
    told = trace("visits.recorded", visit, by=by, persons=len(persons), cleared=cleared)
    _post(visit, persons, call, told)
    return visit


@transaction.atomic
def record_troop(
    *, campaign: Campaign | None, unit: Unit, host: Unit, call: Call, by: Actor
) -> Visit:
    """Record a call on a garrison unit, which is named by 代号 or public name alone (S1-67)."""
    by.require_as(Permission.VISIT_RECORD, unit)
    if earlier := Visit.objects.filter(op_id=call.op_id).first():
        return earlier
    campaign = campaign or _daily_book(call, by)
    cleared = _check(campaign, call)
    if host.kind != Kind.GARRISON:
        raise RuleViolation(f"“{host.name}”不是驻地部队，请重新选择。", field="host")
    visit = _insert(
        Visit(
            campaign=campaign,
            unit=unit,
            region=host.region,
            host=host,
            money_from=bringing.draw_money(campaign, unit, call),
            **_told(call, by),
        )
    )
    bringing.bring(visit, call, by=by)
    _post(visit, [], call, trace("visits.troop_recorded", visit, by=by, cleared=cleared))
    return visit


@transaction.atomic
def cancel(visit: Visit, *, reason: str, by: Actor) -> None:
    """Take a visit back. Its postings are reversed; the record itself stays, crossed out."""
    by.require_for_unit(Permission.VISIT_RECORD, visit.unit)
    if not reason.strip():
        raise RuleViolation("请写明撤销原因。", field="reason")
    _take_back(visit, reason)
    _ask_again(visit)
    log("visits.cancelled", visit, by=by)


@transaction.atomic
def record_group(
    *,
    campaign: Campaign,
    unit: Unit,
    event: Event,
    households: Sequence[Household],
    call: Call,
    by: Actor,
) -> GroupVisit:
    """Record an event as a visit to each household that came: all of them or none (S0-37)."""
    by.require_as(Permission.VISIT_RECORD, unit)
    for region in {household.region for household in households} | {event.region}:
        by.require(Permission.VISIT_RECORD, region)
    if earlier := GroupVisit.objects.filter(op_id=call.op_id).first():
        return earlier
    rules.check_attendance(len(households))
    if call.money:
        raise RuleViolation("集中慰问不逐户登记慰问金，请另行发放登记。", field="money")
    cleared = _check(campaign, replace(call, notes=f"{call.notes}\n{event.title}\n{event.place}"))
    made = _hold(GroupVisit(campaign=campaign, unit=unit, **_held(event, call, by)), call)
    attended = _attend(made, households, replace(call, mode=Mode.GROUP, heard="", notes=""), by)
    _put_in(attended, call, by)
    source = (postings.GROUP_SOURCE, made.pk)
    told = trace("visits.group_recorded", made, by=by, families=len(attended), cleared=cleared)
    ledger.append(campaign, [postings.entry_of_group(made)], source=source, trace=told)
    return made


@transaction.atomic
def cancel_group(event: GroupVisit, *, reason: str, by: Actor) -> None:
    """Take a group visit back with every visit it made; what was taken back alone stays so."""
    by.require_for_unit(Permission.VISIT_RECORD, event.unit)
    if not reason.strip():
        raise RuleViolation("请写明撤销原因。", field="reason")
    LIFECYCLE.advance(event, "cancel", cancelled_at=clock.now(), cancelled_reason=reason.strip())
    standing = list(event.visits.filter(state=State.RECORDED).order_by("pk"))
    for visit in standing:
        _take_back(visit, reason)
    ledger.reverse(source=(postings.GROUP_SOURCE, event.pk), on=clock.today())
    log("visits.group_cancelled", event, by=by, families=len(standing))


@transaction.atomic(savepoint=False)
def recount(keys: Sequence[int]) -> None:
    """Post visits anew, after who was visited has been put right by a merge or its undoing.

    A correction of today: what was reported of earlier days stays as it was.
    """
    today = clock.today()
    visits = merging.countable(keys).select_related("campaign", "unit", "region", "household")
    for visit in visits.prefetch_related(
        "gifts", "participants", "services", "persons__belongings"
    ):
        people = postings.beneficiaries(list(visit.persons.all()), on=visit.made_on)
        entries = postings.entries_of(visit, call=calls.told_again(visit), people=people)
        entries += postings.answering(visit)
        source = (postings.SOURCE, visit.pk)
        ledger.reverse(source=source, on=today)
        ledger.append(visit.campaign, [replace(one, on=today) for one in entries], source=source)


@transaction.atomic(savepoint=False)
def restand(keys: Sequence[int]) -> None:
    """Let households stand on the lists of open campaigns as their visits and people say.

    A merge and its undoing move visits, and much may have happened between the two.
    """
    listed = Target.objects.filter(household__in=keys, campaign__state=CampaignState.OPEN)
    for target in listed.exclude(state=Reach.EXCUSED).select_related("visit").order_by("pk"):
        standing = _standing_visit(target)
        cited = target.visit
        if target.state == Reach.UNVISITED and standing:
            told = {"visit": standing, "excuse": "", "excused_by_name": "", "left_as": ""}
            TARGET.advance(target, "reach", **told)
        elif cited and not _is_of(cited, target):
            _cite(target, standing)
    for household in Household.objects.filter(pk__in=keys):
        departing.stand_anew(Target.objects.filter(household=household), household)


def _daily_book(call: Call, by: Actor) -> Campaign:
    rules.check_recent(call.made_on, today=clock.today())
    return campaigns.daily_book(call.made_on, by=by)


def _check(campaign: Campaign, call: Call) -> bool:
    """Whether somebody had to look again at what reads like a secret, and did (S4-35)."""
    rules.check_open(campaign.name, is_open=campaign.state == CampaignState.OPEN)
    rules.check_made_on(call.made_on, today=clock.today(), starts_on=campaign.starts_on)
    rules.check_money(call.money)
    for gift in call.gifts:
        rules.check_money(gift.value, field="gifts")
    rules.check_company(companion.name for companion in call.participants)
    rules.check_substance(has_spirit=call.has_spirit, has_matter=bool(call.money or call.gifts))
    told = [("heard", call.heard), ("notes", call.notes)]
    return secrecy.check(told, is_cleared=call.is_cleared)


def _told(call: Call, by: Actor) -> dict[str, Any]:
    """The columns of a visit that the call itself fills."""
    return {
        "op_id": call.op_id,
        "mode": call.mode,
        "made_on": call.made_on,
        "money": call.money,
        "has_talk": call.has_talk,
        "heard": call.heard.strip(),
        "notes": call.notes.strip(),
        "recorded_at": clock.now(),
        "recorded_by_id": by.id,
        "recorded_by_name": by.name,
    }


def _check_persons(household: Household, persons: Sequence[Person], *, on: date) -> None:
    """Whoever was visited lived there, and lived: a visit from before a death may come in late."""
    if not persons:
        raise RuleViolation("请选择这次走访慰问的对象。", field="persons")
    for person in persons:
        if person.household_id != household.pk:
            raise RuleViolation(f"“{person.name}”不在这户家庭里。", field="persons")
        if not person.lived_on(on):
            raise RuleViolation(f"“{person.name}”那天已经去世，请核对。", field="persons")


def _insert(visit: Visit) -> Visit:
    # No savepoint: nothing of the action stands after a clash.
    try:
        visit.save(force_insert=True)
    except IntegrityError as clash:
        raise Conflict("本单位当天已经登记过对这户的走访，请打开原记录查看。") from clash
    return visit


def _held(event: Event, call: Call, by: Actor) -> dict[str, Any]:
    """The columns of a group visit."""
    return {
        "op_id": call.op_id,
        "region": event.region,
        "title": event.title.strip(),
        "setting": event.setting,
        "place": event.place.strip(),
        "held_on": call.made_on,
        "notes": call.notes.strip(),
        "recorded_at": clock.now(),
        "recorded_by_id": by.id,
        "recorded_by_name": by.name,
    }


def _hold(event: GroupVisit, call: Call) -> GroupVisit:
    try:
        event.save(force_insert=True)
    except IntegrityError as clash:
        raise Conflict("这次集中慰问已经登记，请打开原记录查看。") from clash
    Participant.objects.bulk_create(calls.company(call, event.unit_id, group_visit=event))
    return event


def _attend(
    event: GroupVisit, households: Sequence[Household], call: Call, by: Actor
) -> list[tuple[Visit, list[Person]]]:
    """A visit to each household that came, in the order of their keys, and who was met."""
    there: dict[int, list[Person]] = {household.pk: [] for household in households}
    living = Person.objects.alive().filter(household__in=there).prefetch_related("belongings")
    for person in living.order_by("pk"):
        there[person.household_id].append(person)
    told = _told(call, by)
    del told["op_id"]  # of the event; each of its visits has one of its own
    came = sorted(households, key=lambda one: one.pk)
    for household in came:
        _check_persons(household, there[household.pk], on=call.made_on)
    visits = [
        Visit(
            campaign=event.campaign,
            unit=event.unit,
            region=household.region,
            household=household,
            group_visit=event,
            **told,
        )
        for household in came
    ]
    _require_free(event, came)
    Visit.objects.bulk_create(visits)
    return [(visit, there[household.pk]) for visit, household in zip(visits, came, strict=True)]


def _require_free(event: GroupVisit, households: Sequence[Household]) -> None:
    """One unit calls on a household once a day; who was called on already is named."""
    made = Visit.objects.standing().filter(unit=event.unit, made_on=event.held_on)
    taken = made.filter(campaign=event.campaign, household__in=households)
    if names := taken.order_by("pk").values_list("household__head_name", flat=True):
        told = "、".join(names[:5])
        raise Conflict(f"本单位当天已经登记过对这些家庭的走访，请先去掉勾选：{told}。")


def _put_in(attended: Sequence[tuple[Visit, list[Person]]], call: Call, by: Actor) -> None:
    """What every household got, whom it counts for, and what that means for the figures."""
    met = Visit.persons.through
    met.objects.bulk_create(
        met(visit=visit, person=person) for visit, persons in attended for person in persons
    )
    bringing.bring_each([visit for visit, _ in attended], call, by=by)
    for visit, persons in attended:
        _reach(visit, persons)
        _post(visit, persons, call, None)


def _take_back(visit: Visit, reason: str) -> None:
    LIFECYCLE.advance(visit, "cancel", cancelled_at=clock.now(), cancelled_reason=reason.strip())
    bringing.put_back(visit, reason=reason.strip())
    ledger.reverse(source=(postings.SOURCE, visit.pk), on=clock.today())
    _release(visit)


def _post(visit: Visit, persons: Sequence[Person], call: Call, told: Trace | None) -> None:
    people = postings.beneficiaries(persons, on=visit.made_on)
    entries = postings.entries_of(visit, call=call, people=people)
    source = (postings.SOURCE, visit.pk)
    ledger.append(visit.campaign, entries, source=source, trace=told)


def _reach(visit: Visit, persons: Sequence[Person]) -> None:
    """Tick the household off; a target excused earlier and reached after all counts as reached.

    One that is gone counts only when somebody who has left since was still met.
    """
    waiting = Target.objects.filter(campaign=visit.campaign, household=visit.household)
    if all(person.status == Status.ALIVE for person in persons):
        waiting = waiting.owed()
    for target in waiting.exclude(state=Reach.VISITED):
        TARGET.advance(target, "reach", visit=visit, excuse="", excused_by_name="", left_as="")


def _release(visit: Visit) -> None:
    """A cancelled visit gives the household back, unless another visit of the round stands."""
    for target in Target.objects.filter(visit=visit):
        _cite(target, _standing_visit(target))


def _ask_again(visit: Visit) -> None:
    """What the visit answered waits for another."""
    for occurrence in Occurrence.objects.filter(visit=visit):
        OCCURRENCE.advance(occurrence, "reopen", visit=None)


def _is_of(visit: Visit, target: Target) -> bool:
    return visit.state == State.RECORDED and visit.household_id == target.household_id


def _standing_visit(target: Target) -> Visit | None:
    """The first visit of the round to the household that was not taken back."""
    made = Visit.objects.standing().filter(campaign=target.campaign_id)
    return made.filter(household=target.household_id).order_by("pk").first()


def _cite(target: Target, visit: Visit | None) -> None:
    """Let a target that was reached rest on another visit, or be to visit again."""
    if visit:
        target.visit = visit
        target.save(update_fields=["visit"])
    else:
        TARGET.advance(target, "reopen", visit=None)
        departing.stand_anew(Target.objects.filter(pk=target.pk), target.household)
