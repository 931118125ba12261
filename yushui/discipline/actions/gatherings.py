"""Asking for leave to gather people, answering, merging, and holding what was approved (S3-32)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.campaigns.models import Campaign
from yushui.discipline import figures, rules
from yushui.discipline.lifecycle import AHEAD, GATHERING, Form
from yushui.discipline.models import Gathering, Limit
from yushui.kernel import clock, secrecy
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.people.models import Household
from yushui.territory.models import Region, Unit
from yushui.visits import actions as visits
from yushui.visits.calls import Call, Event
from yushui.visits.models import GroupVisit


@dataclass(frozen=True)
class Plan:
    """What is asked for."""

    title: str
    form: Form
    planned_on: date
    place: str
    size: int
    reason: str
    combining: str
    campaign: Campaign | None = None
    is_cleared: bool = False


@transaction.atomic
def draft(plan: Plan, *, unit: Unit, by: Actor) -> Gathering:
    by.require_as(Permission.DISCIPLINE_CHECK, unit)
    made = Gathering.objects.create(
        unit=unit,
        drafted_at=clock.now(),
        drafted_by_id=by.id,
        drafted_by_name=by.name,
        **_told(plan),
    )
    log("discipline.gathering_drafted", made, by=by)
    return made


@transaction.atomic
def revise(gathering: Gathering, plan: Plan, *, by: Actor) -> None:
    by.require_as(Permission.DISCIPLINE_CHECK, gathering.unit)
    GATHERING.advance(gathering, "revise", **_told(plan))
    log("discipline.gathering_revised", gathering, by=by)


@transaction.atomic
def ask(gathering: Gathering, *, by: Actor) -> None:
    """Lay it before the leader; leave is asked for beforehand, not afterwards."""
    by.require_as(Permission.DISCIPLINE_CHECK, gathering.unit)
    rules.check_planned(gathering.planned_on, gathering.size, today=clock.today())
    asker = {"asked_at": clock.now(), "asked_by_id": by.id, "asked_by_name": by.name}
    GATHERING.advance(gathering, "ask", **asker)
    log("discipline.gathering_asked", gathering, by=by)


@transaction.atomic
def take_back(gathering: Gathering, *, by: Actor) -> None:
    by.require_as(Permission.DISCIPLINE_CHECK, gathering.unit)
    GATHERING.advance(gathering, "take_back", asked_at=None, asked_by_id="", asked_by_name="")
    log("discipline.gathering_taken_back", gathering, by=by)


@transaction.atomic
def approve(gathering: Gathering, *, decision: str = "", by: Actor) -> None:
    """The leader of the unit, or of one above it, lets it be held; never who asked."""
    by.require_for_unit(Permission.DISCIPLINE_DECIDE, gathering.unit)
    rules.check_planned(gathering.planned_on, gathering.size, today=clock.today())
    _decide(gathering, "approve", decision.strip()[: rules.LONGEST_REASON], by)
    log("discipline.gathering_approved", gathering, by=by)


@transaction.atomic
def refuse(gathering: Gathering, *, decision: str, by: Actor) -> None:
    by.require_for_unit(Permission.DISCIPLINE_DECIDE, gathering.unit)
    told = rules.require_text(decision, "不予举办的原因", field="decision")
    _decide(gathering, "refuse", told, by)
    log("discipline.gathering_refused", gathering, by=by)


@transaction.atomic
def merge(gathering: Gathering, into: Gathering, *, by: Actor) -> None:
    """Hold one instead of two. The one that stays is enlarged by whoever asks for it."""
    by.require_for_unit(Permission.DISCIPLINE_DECIDE, gathering.unit)
    by.require_for_unit(Permission.DISCIPLINE_DECIDE, into.unit)
    if gathering.pk == into.pk:
        raise RuleViolation("不能并入自己，请另选一场。", field="into")
    # Two that are merged into each other at one moment would both be gone.
    pair = Gathering.objects.select_for_update().filter(pk__in=[gathering.pk, into.pk])
    into = {one.pk: one for one in pair.order_by("pk")}[into.pk]
    if into.state not in AHEAD:
        raise RuleViolation(
            f"“{into.title}”{into.get_state_display()}，不能再并入，请另选一场。", field="into"
        )
    _require_not_held(gathering)
    _decide(gathering, "merge", f"并入：{into.title}", by, merged_into=into, group_visit=None)
    log("discipline.gathering_merged", gathering, by=by)


@transaction.atomic
def call_off(gathering: Gathering, *, decision: str, by: Actor) -> None:
    by.require_as(Permission.DISCIPLINE_CHECK, gathering.unit)
    told = rules.require_text(decision, "取消原因", field="decision")
    _require_not_held(gathering)
    if gathering.decision:
        told = f"{gathering.decision}；{by.name}取消：{told}"
    GATHERING.advance(gathering, "call_off", decision=told, group_visit=None)
    log("discipline.gathering_called_off", gathering, by=by)


@transaction.atomic
def record_group(
    *,
    campaign: Campaign,
    unit: Unit,
    event: Event,
    households: Sequence[Household],
    call: Call,
    gathering: Gathering | None = None,
    by: Actor,
) -> GroupVisit:
    """Record a group visit, held as approved; without approval as far as the place allows it.

    What was held and only lacks approval is recorded and shows as a finding, unless a rule of the
    place says that it is not taken in at all (ADR 0025).
    """
    by.require_as(Permission.VISIT_RECORD, unit)
    size = len(households) + len([one for one in call.participants if one.name.strip()])
    if gathering is None:
        _require_leave(event.region, size, on=call.made_on)
    made = visits.record_group(
        campaign=campaign, unit=unit, event=event, households=households, call=call, by=by
    )
    if gathering is not None and gathering.group_visit_id != made.pk:
        _hold(gathering, made)
        log("discipline.gathering_held", gathering, by=by)
    return made


def _told(plan: Plan) -> dict[str, Any]:
    rules.check_planned(plan.planned_on, plan.size, today=clock.today())
    texts = {
        "title": rules.require_text(plan.title, "名称", field="title", longest=80),
        "place": rules.require_text(plan.place, "地点", field="place", longest=80),
        "reason": rules.require_text(plan.reason, "必须举办的理由", field="reason", longest=300),
        "combining": rules.require_text(plan.combining, "可以与什么合并、减少", field="combining"),
    }
    secrecy.check(texts.items(), is_cleared=plan.is_cleared)
    return texts | {
        "form": plan.form,
        "planned_on": plan.planned_on,
        "size": plan.size,
        "campaign": plan.campaign,
    }


def _decide(gathering: Gathering, move: str, told: str, by: Actor, **changes: Any) -> None:
    if by.id in (gathering.asked_by_id, gathering.drafted_by_id):
        raise RuleViolation("这场活动是您自己申请的，要由另一位负责人审批。")
    GATHERING.advance(
        gathering,
        move,
        **changes,
        decision=told,
        decided_at=clock.now(),
        decided_by_id=by.id,
        decided_by_name=by.name,
    )


def _require_not_held(gathering: Gathering) -> None:
    held = Gathering.objects.filter(pk=gathering.pk).to_be_held().exists()
    if gathering.group_visit_id and not held:
        raise RuleViolation(f"“{gathering.title}”已经举办并登记，不能再取消或合并。")


def _require_leave(place: Region, size: int, *, on: date) -> None:
    limits = {one.region_id: one for one in Limit.objects.all().in_force(on, place)}
    bounds = figures.strictest(limits.values())
    if bounds.refused_from is not None and size >= bounds.refused_from:
        raise RuleViolation(
            f"到场至少 {size} 人，{place.name}规定 {bounds.refused_from} 人以上的活动要先经批准；"
            "请从已批准的聚集活动里打开登记，没有批准的不予登记。",
            field="gathering",
        )


def _hold(gathering: Gathering, made: GroupVisit) -> None:
    if gathering.unit_id != made.unit_id:
        raise RuleViolation("所选的聚集活动不是本单位申请的，请重新选择。", field="gathering")
    waiting = Gathering.objects.filter(pk=gathering.pk).to_be_held().values("pk")
    try:
        held = Gathering.objects.filter(pk__in=waiting).update(group_visit=made)
    except IntegrityError as clash:
        raise Conflict("这场集中慰问已经对应另一场聚集活动。") from clash
    if not held:
        raise Conflict(f"“{gathering.title}”没有批准，或者已经登记过；请刷新后重新选择。")
