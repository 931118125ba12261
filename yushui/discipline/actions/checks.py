"""Recording a check of conduct with what it found, and taking it back."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import IntegrityError, transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.campaigns import actions as campaigns
from yushui.campaigns.lifecycle import State as CampaignState
from yushui.campaigns.models import Campaign
from yushui.discipline import queries, rules
from yushui.discipline.checklist import Item
from yushui.discipline.lifecycle import CHECK, FINDING, OF_TROOPS, STANDING, Matter, Occasion, Said
from yushui.discipline.models import Answer, Check, Finding
from yushui.kernel import clock, secrecy
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.territory.kinds import Lane
from yushui.territory.models import Unit
from yushui.visits.lifecycle import Plan, State
from yushui.visits.models import GroupVisit, Outing


@dataclass(frozen=True)
class Reply:
    """An answer to one question; a no says what was the matter."""

    said: Said | str
    note: str = ""


@dataclass(frozen=True)
class Look:
    """Everything about a check but whose it is. `op_id` makes it the same check for ever."""

    occasion: Occasion
    checked_on: date
    inspectors: str
    replies: Mapping[str, Reply]
    held_on: date | None = None  # of an event or an outing its own day
    group_visit: GroupVisit | None = None
    outing: Outing | None = None
    due_on: date | None = None
    note: str = ""
    is_cleared: bool = False  # what reads like a secret was looked at, and is none
    op_id: uuid.UUID = field(default_factory=uuid.uuid4)

    @property
    def day(self) -> date:
        if self.group_visit:
            return self.group_visit.held_on
        return self.outing.going_on if self.outing else self.held_on or self.checked_on


@transaction.atomic
def record(*, campaign: Campaign | None, unit: Unit, checker: Unit, look: Look, by: Actor) -> Check:
    """Record a look at the unit's activity by the list of its day; the same twice is one.

    Every no becomes a finding with a day by which it is put right.
    """
    by.require_for_unit(Permission.DISCIPLINE_CHECK, unit)
    by.require_as(Permission.DISCIPLINE_CHECK, checker)
    if earlier := Check.objects.filter(op_id=look.op_id).first():
        return earlier
    campaign = campaign or campaigns.daily_book(look.day, by=by)
    _check_subject(campaign, unit, look)
    listed = queries.checklist_for(unit.region, look.day)
    asked = listed.asked_at(look.occasion)
    rules.check_answers(asked, {key: (one.said, one.note) for key, one in look.replies.items()})
    cleared = _check_secrets(look)
    made = _insert(
        Check(
            op_id=look.op_id,
            campaign=campaign,
            unit=unit,
            checker=checker,
            occasion=look.occasion,
            group_visit=look.group_visit,
            outing=look.outing,
            held_on=look.day,
            checked_on=look.checked_on,
            edition=listed.edition.name,
            inspectors=rules.require_text(
                look.inspectors, "检查人", field="inspectors", longest=100
            ),
            note=look.note.strip(),
            recorded_at=clock.now(),
            recorded_by_id=by.id,
            recorded_by_name=by.name,
        )
    )
    faults = _answer(made, asked, look)
    log("discipline.checked", made, by=by, findings=faults, cleared=cleared)
    return made


@transaction.atomic
def cancel(check: Check, *, reason: str, by: Actor) -> None:
    """Take back what was entered by mistake; what was put right because of it stays as it is."""
    by.require_as(Permission.DISCIPLINE_CHECK, check.checker)
    told = rules.require_text(reason, "撤销原因", field="reason")
    CHECK.advance(check, "cancel", cancelled_reason=told)
    for finding in Finding.objects.filter(answer__check_made=check, state__in=STANDING):
        FINDING.advance(finding, "withdraw")
    log("discipline.check_cancelled", check, by=by)


def _check_subject(campaign: Campaign, unit: Unit, look: Look) -> None:
    """What is looked at is the unit's own, took place, and belongs to a campaign that runs."""
    if campaign.state != CampaignState.OPEN:
        raise RuleViolation(f"活动“{campaign.name}”已经结束，不能再登记检查。")
    if look.occasion in OF_TROOPS and unit.lane != Lane.MILITARY:
        raise RuleViolation("这类检查由部队对所属单位进行，请选择军队单位。", field="unit")
    event, outing = look.group_visit, look.outing
    if (look.occasion == Occasion.GROUP) != bool(event) or (
        look.occasion == Occasion.OUTING
    ) != bool(outing):
        raise RuleViolation("请选择这次检查的是哪一场活动。", field="occasion")
    of = event or outing
    if of and (of.unit_id != unit.pk or of.campaign_id != campaign.pk):
        raise RuleViolation("这场活动不是被检查单位办的，请重新选择。", field="unit")
    if (event and event.state == State.CANCELLED) or (outing and outing.state == Plan.CALLED_OFF):
        raise RuleViolation("这场活动已经撤销或取消，不用检查。", field="occasion")
    rules.check_days(look.day, look.checked_on, today=clock.today(), starts_on=campaign.starts_on)


def _check_secrets(look: Look) -> bool:
    texts = [("note", look.note), ("inspectors", look.inspectors)]
    texts += [(key, one.note) for key, one in look.replies.items()]
    return secrecy.check(texts, is_cleared=look.is_cleared)


def _insert(check: Check) -> Check:
    try:
        check.save(force_insert=True)
    except IntegrityError as clash:
        raise Conflict("这次检查已经登记，请打开原记录查看。") from clash
    return check


def _answer(check: Check, asked: list[Item], look: Look) -> int:
    """Keep the questions as they were asked, and open a finding for every no."""
    due_on = rules.check_due(look.due_on, found_on=check.checked_on)
    faults = 0
    for position, item in enumerate(asked):
        reply = look.replies[item.key]
        answer = Answer.objects.create(
            check_made=check,
            position=position,
            item=item.key,
            section=item.section,
            text=item.text,
            source=item.source,
            said=reply.said,
            note=reply.note.strip(),
        )
        if reply.said == Said.NO:
            faults += 1
            Finding.objects.create(
                campaign=check.campaign,
                unit=check.unit,
                matter=Matter.ITEM,
                answer=answer,
                group_visit=check.group_visit,
                summary=answer.note,
                found_on=check.checked_on,
                due_on=due_on,
            )
    return faults
