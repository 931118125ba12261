"""Everything that changes a campaign: opened from a notice, its assignments worked, closed."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.campaigns import planning, rules
from yushui.campaigns.lifecycle import ASSIGNMENT, LIFECYCLE, State
from yushui.campaigns.models import Assignment, Campaign, Duty
from yushui.files.models import StoredFile
from yushui.kernel import clock
from yushui.kernel.errors import RuleViolation
from yushui.notices import actions as notices
from yushui.notices.lifecycle import State as NoticeState
from yushui.notices.models import Notice


@transaction.atomic
def open_from(
    notice: Notice, *, due_on: Mapping[int, date | None] | None = None, by: Actor
) -> Campaign:
    """Turn a published notice into work; a notice passed on joins the campaign it comes from.

    `due_on` sets the internal day of a duty, by its place in the plan, where it was changed.
    """
    by.require_for_unit(Permission.CAMPAIGN_MANAGE, notice.unit)
    if notice.state != NoticeState.PUBLISHED:
        raise RuleViolation("公文还没有下达，不能据此布置任务。")
    if standing := planning.campaign_of(notice):
        return standing
    campaign = _campaign_for(notice)
    laid = planning.lay_out(notice, starts_on=campaign.starts_on, today=clock.today())
    days = {place: one.due_on for place, one in enumerate(laid)} | dict(due_on or {})
    for place, one in enumerate(laid):
        one.duty.campaign, one.duty.position = campaign, place
        rules.check_due(days[place], starts_on=campaign.starts_on, owed_above_on=one.duty.due_on)
    Duty.objects.bulk_create(one.duty for one in laid)
    assignments = Assignment.objects.bulk_create(
        Assignment(duty=one.duty, unit=unit, due_on=days[place])
        for place, one in enumerate(laid)
        for unit in one.owing
    )
    log("campaigns.opened", campaign, by=by, duties=len(laid), assignments=len(assignments))
    return campaign


def _campaign_for(notice: Notice) -> Campaign:
    campaign = planning.campaign_above(notice)
    if campaign is None:
        campaign = planning.new_campaign(notice)
        campaign.save()
    elif campaign.state != State.OPEN:
        raise RuleViolation(f"活动“{campaign.name}”已经结束，不能再布置任务。")
    return campaign


@transaction.atomic
def daily_book(day: date, *, by: Actor) -> Campaign:
    """The book of the daily work of a year, opened by whoever needs it first."""
    by.require_anywhere(Permission.CAMPAIGN_VIEW)
    made, is_new = Campaign.objects.get_or_create(
        is_standing=True, year=day.year, defaults=planning.daily_book(day.year)
    )
    if is_new:
        log("campaigns.daily_book_opened", made, by=by)
    return made


@transaction.atomic
def reschedule(assignment: Assignment, *, due_on: date | None, by: Actor) -> None:
    """Move the internal due date; never beyond the day the notice names."""
    duty = assignment.duty
    by.require_for_unit(Permission.CAMPAIGN_MANAGE, duty.unit)
    _require_open(duty.campaign)
    rules.check_due(due_on, starts_on=duty.campaign.starts_on, owed_above_on=duty.due_on)
    assignment.due_on = due_on
    assignment.save(update_fields=["due_on"])
    log("campaigns.rescheduled", assignment, by=by, due_on=str(due_on))


@transaction.atomic
def finish(
    assignment: Assignment, *, note: str, evidence: StoredFile | None = None, by: Actor
) -> None:
    """Say that an assignment is done, and how; a plan needs its document (S0-13)."""
    by.require_for_unit(Permission.CAMPAIGN_WORK, assignment.unit)
    _require_open(assignment.duty.campaign)
    if assignment.duty.kind == "plan" and evidence is None:
        raise RuleViolation("制定方案的任务要附上方案文件。", field="evidence")
    if not note.strip() and evidence is None:
        raise RuleViolation("请写一句办理说明，或者附上佐证材料。", field="note")
    ASSIGNMENT.advance(
        assignment,
        "finish",
        note=note.strip(),
        evidence=evidence,
        done_on=clock.today(),
        done_by_name=by.name,
    )
    log("campaigns.finished", assignment, by=by)


@transaction.atomic
def reopen(assignment: Assignment, *, by: Actor) -> None:
    """Take a unit's word back; its note and document stay to be seen and replaced."""
    by.require_for_unit(Permission.CAMPAIGN_WORK, assignment.unit)
    _require_open(assignment.duty.campaign)
    ASSIGNMENT.advance(assignment, "reopen", done_on=None, done_by_name="")
    log("campaigns.reopened", assignment, by=by)


@transaction.atomic
def close(campaign: Campaign, *, by: Actor) -> None:
    by.require_for_unit(Permission.CAMPAIGN_MANAGE, campaign.unit)
    LIFECYCLE.advance(campaign, "close")
    log("campaigns.closed", campaign, by=by)


@transaction.atomic
def resume(campaign: Campaign, *, by: Actor) -> None:
    """Open a closed campaign again, as for what was done late (S0-59)."""
    by.require_for_unit(Permission.CAMPAIGN_MANAGE, campaign.unit)
    LIFECYCLE.advance(campaign, "reopen")
    log("campaigns.resumed", campaign, by=by)


@transaction.atomic
def recall(notice: Notice, *, by: Actor) -> None:
    """Withdraw a notice on which no work hangs yet."""
    if campaign := planning.campaign_of(notice):
        raise RuleViolation(
            f"已经据此布置了“{campaign.name}”的任务，不能撤回公文。情况有变的，请另行下达通知。"
        )
    notices.withdraw(notice, by=by)
    log("campaigns.notice_recalled", notice, by=by)


def _require_open(campaign: Campaign) -> None:
    if campaign.state != State.OPEN:
        raise RuleViolation(f"活动“{campaign.name}”已经结束，任务不能再改。")
