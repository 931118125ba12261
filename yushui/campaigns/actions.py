"""Everything that changes a campaign: opened from a notice, its assignments worked, closed."""

from datetime import date
from typing import Any

from django.db import transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.campaigns import dispatching, rules
from yushui.campaigns.dispatching import Parties
from yushui.campaigns.labels import DELIVERABLES, DUTY_KINDS
from yushui.campaigns.lifecycle import ASSIGNMENT, LIFECYCLE
from yushui.campaigns.models import Assignment, Campaign, Duty
from yushui.files.models import StoredFile
from yushui.kernel import clock
from yushui.kernel.errors import RuleViolation
from yushui.notices.lifecycle import State as NoticeState
from yushui.notices.models import Item, Notice, of
from yushui.notices.rules import day, shortened


@transaction.atomic
def open_from(notice: Notice, *, by: Actor) -> Campaign:
    """Turn a published notice into work; a notice passed on joins the campaign it comes from."""
    by.require_for_unit(Permission.CAMPAIGN_MANAGE, notice.unit)
    if notice.state != NoticeState.PUBLISHED:
        raise RuleViolation("公文还没有下达，不能据此布置任务。")
    if standing := Campaign.objects.filter(duties__notice=notice).first():
        return standing
    campaign = _campaign_above(notice) or _create(notice)
    parties = Parties.of(notice)
    above = _days_owed_above(notice)
    duties = [*_owed_by_a_day(notice, campaign), *_demanded(notice, campaign)]
    for position, duty in enumerate(duties):
        duty.position = position
    Duty.objects.bulk_create(duties)
    assignments = [
        Assignment(duty=duty, unit=unit, due_on=_due(duty, above))
        for duty in duties
        for unit in dispatching.owing(duty.actors, kind=duty.kind, parties=parties)
    ]
    Assignment.objects.bulk_create(assignments)
    log("campaigns.opened", campaign, by=by, duties=len(duties), assignments=len(assignments))
    return campaign


def _campaign_above(notice: Notice) -> Campaign | None:
    source = notice.based_on
    while source is not None:
        found = Campaign.objects.filter(duties__notice=source).first()
        if found:
            return found
        source = source.based_on
    return None


def _create(notice: Notice) -> Campaign:
    read = (of(notice, Item.Kind.CAMPAIGN) or [{}])[0]
    announced = notice.signed_on or clock.today()
    days = [day(deadline["on"]) for deadline in of(notice, Item.Kind.DEADLINE)]
    starts_on, ends_on = rules.window(
        announced_on=announced,
        festival_on=day(read.get("festival_on")),
        last_due_on=max((found for found in days if found), default=None),
    )
    return Campaign.objects.create(
        name=shortened(read.get("name") or notice.title, 120),
        occasion=read.get("occasion") or "",
        year=read.get("year") or announced.year,
        festival_on=day(read.get("festival_on")),
        starts_on=starts_on,
        ends_on=ends_on,
        unit=notice.unit,
        notice=notice,
    )


def _owed_by_a_day(notice: Notice, campaign: Campaign) -> list[Duty]:
    """A duty to hand something in for every deadline."""
    return [
        Duty(
            campaign=campaign,
            notice=notice,
            unit=notice.unit,
            kind="filing",
            summary=_hand_in(deadline),
            quote=deadline["quote"],
            actors=deadline["owed_by"],
            deliverables=deadline["deliverables"],
            due_on=day(deadline["on"]),
            recurs=deadline["recurs"] or "",
            **_place(deadline),
        )
        for deadline in of(notice, Item.Kind.DEADLINE)
    ]


def _hand_in(deadline: dict[str, Any]) -> str:
    what = deadline["what"] or "、".join(DELIVERABLES[one] for one in deadline["deliverables"])
    return shortened(f"报送{what.removeprefix('报送')}" if what else "按时限报送材料", 200)


def _demanded(notice: Notice, campaign: Campaign) -> list[Duty]:
    """The other duties; handing in is already there, by its deadline."""
    return [
        Duty(
            campaign=campaign,
            notice=notice,
            unit=notice.unit,
            kind=read["kind"],
            clause=read["clause"][:40],
            summary=shortened(f"{DUTY_KINDS[read['kind']]}：{read['quote']}", 200),
            quote=read["quote"],
            actors=read["actors"],
            targets=read["targets"],
            standard=read["standard"],
            due_on=day(read["due"]),
            **_place(read),
        )
        for read in of(notice, Item.Kind.DUTY)
        if read["kind"] != "filing"
    ]


def _place(content: dict[str, Any]) -> dict[str, int | None]:
    span = content.get("span")
    if isinstance(span, dict):
        return {"start": span["start"], "end": span["end"]}
    return dict(zip(("start", "end"), span or (None, None), strict=True))


def _days_owed_above(notice: Notice) -> list[tuple[str, date]]:
    """What the passing unit itself owes by when, so that it can ask for it earlier."""
    if notice.based_on is None:
        return []
    mine = Assignment.objects.filter(unit=notice.unit, duty__notice=notice.based_on)
    days = mine.values_list("duty__quote", "due_on").order_by("due_on")
    return [(quote, due_on) for quote, due_on in days if due_on is not None]


def _due(duty: Duty, above: list[tuple[str, date]]) -> date | None:
    own = [due for quote, due in above if quote == duty.quote]
    return rules.backwards(own[0], levels=1) if own else duty.due_on


@transaction.atomic
def reschedule(assignment: Assignment, *, due_on: date | None, by: Actor) -> None:
    """Move the internal due date; never beyond the day the notice names."""
    duty = assignment.duty
    by.require_for_unit(Permission.CAMPAIGN_MANAGE, duty.unit)
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
    by.require_for_unit(Permission.CAMPAIGN_WORK, assignment.unit)
    ASSIGNMENT.advance(assignment, "reopen", done_on=None, done_by_name="")
    log("campaigns.reopened", assignment, by=by)


@transaction.atomic
def close(campaign: Campaign, *, by: Actor) -> None:
    by.require_for_unit(Permission.CAMPAIGN_MANAGE, campaign.unit)
    LIFECYCLE.advance(campaign, "close")
    log("campaigns.closed", campaign, by=by)
