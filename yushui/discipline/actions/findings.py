"""Putting right what was found, explaining what the figures show, and closing it by name."""

from datetime import date

from django.db import IntegrityError, transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.discipline import figures, rules
from yushui.discipline.lifecycle import FINDING, FindingState, Matter
from yushui.discipline.models import Finding
from yushui.kernel import clock, secrecy
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.visits.models import GroupVisit


@transaction.atomic
def answer(finding: Finding, *, remedy: str, is_cleared: bool = False, by: Actor) -> None:
    """Say how it was put right; somebody else says whether that is enough."""
    by.require_for_unit(Permission.DISCIPLINE_CHECK, finding.unit)
    FINDING.advance(finding, "answer", **_answered(remedy, is_cleared, by))
    log("discipline.finding_answered", finding, by=by)


@transaction.atomic
def explain(
    event: GroupVisit, matter: str, *, remedy: str, is_cleared: bool = False, by: Actor
) -> Finding:
    """Explain what the figures of a group visit show; a named official decides on it."""
    by.require_for_unit(Permission.DISCIPLINE_CHECK, event.unit)
    shown = next((one for one in figures.oddities_of(event) if one.matter == matter), None)
    if shown is None:
        raise RuleViolation("这场活动没有这个问题，或者已经有人说明；请刷新后查看。")
    today = clock.today()
    made = Finding(
        campaign=event.campaign,
        unit=event.unit,
        matter=Matter(matter),
        group_visit=event,
        summary=shown.summary,
        found_on=today,
        due_on=today,
        state=FindingState.ANSWERED,
        **_answered(remedy, is_cleared, by),
    )
    try:
        made.save(force_insert=True)
    except IntegrityError as clash:
        raise Conflict("已经有人说明过这个问题，请在“作风问题”里查看。") from clash
    log("discipline.explained", made, by=by)
    return made


@transaction.atomic
def send_back(finding: Finding, *, decision: str, due_on: date | None = None, by: Actor) -> None:
    """It is not enough: put it right by a new day."""
    by.require_for_unit(Permission.DISCIPLINE_DECIDE, finding.unit)
    told = rules.require_text(decision, "退回意见", field="decision")
    today = clock.today()
    due = max(rules.check_due(due_on, found_on=today), finding.found_on)
    FINDING.advance(finding, "send_back", decision=told, due_on=due)
    log("discipline.finding_sent_back", finding, by=by)


@transaction.atomic
def close(finding: Finding, *, decision: str, by: Actor) -> None:
    """A named official says that it is put right, or explained; never who answered it."""
    by.require_for_unit(Permission.DISCIPLINE_DECIDE, finding.unit)
    if by.id == finding.answered_by_id:
        raise RuleViolation("整改情况是您自己报的，要由另一位负责人认定销号。", field="decision")
    told = rules.require_text(decision, "认定意见", field="decision")
    FINDING.advance(
        finding,
        "close",
        decision=told,
        decided_on=clock.today(),
        decided_by_id=by.id,
        decided_by_name=by.name,
    )
    log("discipline.finding_closed", finding, by=by)


def _answered(remedy: str, is_cleared: bool, by: Actor) -> dict[str, object]:
    told = rules.require_text(remedy, "整改或说明的情况", field="remedy", longest=300)
    secrecy.check([("remedy", told)], is_cleared=is_cleared)
    return {
        "remedy": told,
        "answered_on": clock.today(),
        "answered_by_id": by.id,
        "answered_by_name": by.name,
    }
