"""What happens to families: told by whoever learns of it, answered by a visit (S0-43..46)."""

from collections.abc import Sequence

from django.db import IntegrityError, transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.campaigns.lifecycle import State as CampaignState
from yushui.campaigns.models import Campaign
from yushui.kernel import clock, secrecy
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.ledger import actions as ledger
from yushui.people.models import Household, Person
from yushui.territory.models import Unit
from yushui.visits import postings, queries, rules
from yushui.visits.actions.recording import record
from yushui.visits.calls import Call, Told
from yushui.visits.lifecycle import OCCURRENCE, State
from yushui.visits.models import Mode, Occurrence, Visit


@transaction.atomic
def tell_of(household: Household, *, told: Told, is_cleared: bool = False, by: Actor) -> Occurrence:
    """Say that something happened to a family; its township and its county have it to do."""
    by.require(Permission.VISIT_RECORD, household.region)
    rules.check_occurred(told.happened_on, told.learned_on, today=clock.today())
    rules.check_summary(told.summary)
    written = [("summary", told.summary), ("told_by", told.told_by)]
    cleared = secrecy.check(written, is_cleared=is_cleared)
    owing = queries.answerable(household.region)
    occurrence = _insert(
        Occurrence(
            household=household,
            region=household.region,
            township=owing.township,
            office=owing.office,
            kind=told.kind,
            happened_on=told.happened_on,
            learned_on=told.learned_on,
            told_by=told.told_by.strip(),
            summary=told.summary.strip(),
            opened_at=clock.now(),
            opened_by_name=by.name,
        )
    )
    log("visits.occurrence_told", occurrence, by=by, occurred_as=told.kind, cleared=cleared)
    return occurrence


@transaction.atomic
def record_for(
    occurrence: Occurrence,
    *,
    campaign: Campaign | None,
    unit: Unit,
    persons: Sequence[Person],
    call: Call,
    by: Actor,
) -> Visit:
    """Record the visit that answers it, in a campaign or as daily work."""
    visit = record(
        campaign=campaign,
        unit=unit,
        household=occurrence.household,
        persons=persons,
        call=call,
        by=by,
    )
    if occurrence.visit_id != visit.pk:
        answer(occurrence, visit, by=by)
    return visit


@transaction.atomic
def answer(occurrence: Occurrence, visit: Visit, *, by: Actor) -> None:
    """Let a visit that was recorded be the answer."""
    by.require(Permission.VISIT_RECORD, occurrence.region)
    if visit.household_id != occurrence.household_id or visit.state != State.RECORDED:
        raise RuleViolation("请选择对这户的、没有撤销的一次走访。", field="visit")
    if Occurrence.objects.filter(visit=visit).exists():
        raise RuleViolation("这次走访已经记在另一件变故上，请另选一次。", field="visit")
    rules.check_open(visit.campaign.name, is_open=visit.campaign.state == CampaignState.OPEN)
    rules.check_answers(
        visit.made_on, happened_on=occurrence.happened_on, is_home=visit.mode == Mode.HOME
    )
    OCCURRENCE.advance(occurrence, "answer", visit=visit)
    ledger.append(visit.campaign, postings.answering(visit), source=(postings.SOURCE, visit.pk))
    log("visits.occurrence_answered", occurrence, by=by, days=occurrence.days(clock.today()))


@transaction.atomic
def close(occurrence: Occurrence, *, reason: str, by: Actor) -> None:
    """No visit is needed, by a head's word and with the reason; it is never shown as visited."""
    by.require(Permission.VISIT_EXCUSE, occurrence.region)
    if not reason.strip():
        raise RuleViolation("请写明为什么不再走访。", field="reason")
    OCCURRENCE.advance(
        occurrence,
        "close",
        closed_on=clock.today(),
        closed_reason=reason.strip(),
        closed_by_name=by.name,
    )
    log("visits.occurrence_closed", occurrence, by=by, has_reason=True)


@transaction.atomic
def reopen(occurrence: Occurrence, *, by: Actor) -> None:
    """It waits again; what a visit answered is taken back with the visit."""
    by.require(Permission.VISIT_EXCUSE, occurrence.region)
    if occurrence.visit_id:
        raise RuleViolation("这件事已经走访；走访登记错了的，请撤销那次走访。")
    OCCURRENCE.advance(occurrence, "reopen", closed_on=None, closed_reason="", closed_by_name="")
    log("visits.occurrence_reopened", occurrence, by=by)


def _insert(occurrence: Occurrence) -> Occurrence:
    try:
        occurrence.save(force_insert=True)
    except IntegrityError as clash:
        raise Conflict("这户同一天的同类变故已经登记过，请在“遇事走访”里查看。") from clash
    return occurrence
