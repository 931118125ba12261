"""Everything that changes a visit or a target. No other module writes to these tables.

Each action checks the post, checks the rules, writes, posts to the ledger and leaves a trace, in
one transaction. Pages, commands and jobs all come through here, so they cannot disagree.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import Trace, log, trace
from yushui.campaigns.lifecycle import State as CampaignState
from yushui.campaigns.models import Campaign
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.ledger import actions as ledger
from yushui.people.models import Household, Person, Status
from yushui.territory.kinds import Kind
from yushui.territory.models import Unit
from yushui.visits import calls, departing, listing, merging, postings, rules
from yushui.visits.calls import Call
from yushui.visits.lifecycle import LIFECYCLE, TARGET, Reach, State
from yushui.visits.models import Gift, Participant, Target, Try, Visit


@transaction.atomic
def freeze_targets(campaign: Campaign, *, by: Actor) -> int:
    """Put every household that a coverage duty names on the list; answer how many are new.

    May run again after a later roster: households already listed keep their state.
    """
    by.require_for_unit(Permission.CAMPAIGN_MANAGE, campaign.unit)
    _require_open(campaign)
    made = Target.objects.bulk_create(listing.missing_targets(campaign), batch_size=2000)
    log("visits.targets_frozen", campaign, by=by, count=len(made))
    return len(made)


@transaction.atomic
def record(
    *,
    campaign: Campaign,
    unit: Unit,
    household: Household,
    persons: Sequence[Person],
    call: Call,
    by: Actor,
) -> Visit:
    """Record a call on a household. The same `op_id` twice is the same visit (exactly once).

    Whoever answers for the place may record it, as a visit of their own unit: the unit tree counts
    it there, the place tree where it happened (ADR 0010).
    """
    by.require(Permission.VISIT_RECORD, household.region)
    by.require_as(Permission.VISIT_RECORD, unit)
    if earlier := Visit.objects.filter(op_id=call.op_id).first():
        return earlier
    _check(campaign, call)
    _check_persons(household, persons, on=call.made_on)
    visit = _insert(
        Visit(
            campaign=campaign,
            unit=unit,
            region=household.region,
            household=household,
            **_told(call, by),
        )
    )
    visit.persons.set(persons)
    _bring(visit, call)
    _reach(visit, persons)
    _post(visit, persons, call, trace("visits.recorded", visit, by=by, persons=len(persons)))
    return visit


@transaction.atomic
def record_troop(*, campaign: Campaign, unit: Unit, host: Unit, call: Call, by: Actor) -> Visit:
    """Record a call on a garrison unit, which is named by 代号 or public name alone (S1-67)."""
    by.require_as(Permission.VISIT_RECORD, unit)
    if earlier := Visit.objects.filter(op_id=call.op_id).first():
        return earlier
    _check(campaign, call)
    if host.kind != Kind.GARRISON:
        raise RuleViolation(f"“{host.name}”不是驻地部队，请重新选择。", field="host")
    visit = _insert(
        Visit(campaign=campaign, unit=unit, region=host.region, host=host, **_told(call, by))
    )
    _bring(visit, call)
    _post(visit, [], call, trace("visits.troop_recorded", visit, by=by))
    return visit


@transaction.atomic
def cancel(visit: Visit, *, reason: str, by: Actor) -> None:
    """Take a visit back. Its postings are reversed; the record itself stays, crossed out."""
    by.require_for_unit(Permission.VISIT_RECORD, visit.unit)
    if not reason.strip():
        raise RuleViolation("请写明撤销原因。", field="reason")
    LIFECYCLE.advance(visit, "cancel", cancelled_at=clock.now(), cancelled_reason=reason.strip())
    ledger.reverse(source=(postings.SOURCE, visit.pk), on=clock.today())
    _release(visit)
    log("visits.cancelled", visit, by=by)


@transaction.atomic
def note_try(target: Target, *, tried_on: date, note: str, by: Actor) -> None:
    """Somebody went and met nobody: counted towards the second try, once a day (S0-70)."""
    by.require(Permission.VISIT_RECORD, target.region)
    round_ = target.campaign
    _require_open(round_)
    rules.check_tried_on(
        tried_on, today=clock.today(), starts_on=round_.starts_on, ends_on=round_.ends_on
    )
    _insert_try(
        Try(
            target=target,
            tried_on=tried_on,
            note=note.strip(),
            noted_at=clock.now(),
            noted_by_name=by.name,
        )
    )
    waiting = Target.objects.filter(pk=target.pk, state=Reach.UNVISITED)
    if not waiting.update(tries_count=F("tries_count") + 1):
        raise Conflict("这户已经走访或免访，不用再记未遇；请刷新名单查看。")
    target.refresh_from_db(fields=["tries_count"])
    log("visits.tried", target, by=by, tries=target.tries_count, tried_on=tried_on)


@transaction.atomic
def take_back_try(made: Try, *, reason: str, by: Actor) -> None:
    """Take a try back that was noted by mistake. It no longer counts; the record stays."""
    by.require(Permission.VISIT_RECORD, made.target.region)
    if not reason.strip():
        raise RuleViolation("请写明撤销原因。", field="reason")
    standing = Try.objects.standing().filter(pk=made.pk)
    if not standing.update(taken_back_at=clock.now(), taken_back_reason=reason.strip()):
        raise Conflict("这次未遇已经撤销，请刷新名单查看。")
    counting = Target.objects.filter(pk=made.target_id).exclude(state=Reach.EXCUSED)
    if not counting.update(tries_count=F("tries_count") - 1):
        raise RuleViolation("这户已凭上门记录批准免访，不能再撤销未遇。")
    log("visits.try_taken_back", made.target, by=by, tried_on=made.tried_on)


@transaction.atomic
def excuse(target: Target, *, excuse: str, note: str, by: Actor) -> None:
    """Take a household off the duty with a reason; only a head may (S0-70)."""
    by.require(Permission.VISIT_EXCUSE, target.region)
    rules.check_excuse(excuse, tries=target.tries_count)
    TARGET.advance(target, "excuse", excuse=excuse, note=note.strip(), excused_by_name=by.name)
    log("visits.excused", target, by=by, excuse=excuse)


@transaction.atomic(savepoint=False)
def recount(keys: Sequence[int]) -> None:
    """Post visits anew, after who was visited has been put right by a merge or its undoing.

    A correction of today: what was reported of earlier days stays as it was.
    """
    today = clock.today()
    visits = merging.countable(keys).select_related("campaign", "unit", "region", "household")
    for visit in visits.prefetch_related("gifts", "participants", "persons__belongings"):
        people = postings.beneficiaries(list(visit.persons.all()), on=visit.made_on)
        entries = postings.entries_of(visit, call=calls.told_again(visit), people=people)
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


def _require_open(campaign: Campaign) -> None:
    if campaign.state != CampaignState.OPEN:
        raise RuleViolation(f"活动“{campaign.name}”已经结束，不能再登记。")


def _check(campaign: Campaign, call: Call) -> None:
    _require_open(campaign)
    rules.check_made_on(call.made_on, today=clock.today(), starts_on=campaign.starts_on)
    rules.check_money(call.money)
    for gift in call.gifts:
        rules.check_money(gift.value, field="gifts")
    rules.check_company(companion.name for companion in call.participants)


def _told(call: Call, by: Actor) -> dict[str, Any]:
    """The columns of a visit that the call itself fills."""
    return {
        "op_id": call.op_id,
        "mode": call.mode,
        "made_on": call.made_on,
        "money": call.money,
        "heard": call.heard.strip(),
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


def _insert_try(made: Try) -> None:
    try:
        made.save(force_insert=True)
    except IntegrityError as clash:
        raise rules.day_taken(made.tried_on, today=clock.today()) from clash


def _bring(visit: Visit, call: Call) -> None:
    Gift.objects.bulk_create(
        Gift(visit=visit, kind=g.kind, name=g.name, quantity=g.quantity, value=g.value)
        for g in call.gifts
    )
    Participant.objects.bulk_create(
        Participant(
            visit=visit,
            name=companion.name.strip(),
            unit_id=companion.unit_id or visit.unit_id,
            title=companion.title,
            rank=companion.rank,
        )
        for companion in call.participants
        if companion.name.strip()
    )


def _post(visit: Visit, persons: Sequence[Person], call: Call, told: Trace) -> None:
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
