"""Gatherings that ask for leave, and what checks of conduct found."""

from collections.abc import Iterable

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.discipline import queries
from yushui.web.home.entry import SHOWN, Todo
from yushui.web.http import own_units
from yushui.web.navigation import address


def gatherings_to_approve(actor: Actor) -> Iterable[Todo]:
    """Whoever asked for one does not approve it."""
    asked = queries.to_approve(own_units(actor, Permission.DISCIPLINE_DECIDE))
    for one in asked.exclude(asked_by_id=actor.id).exclude(drafted_by_id=actor.id)[:SHOWN]:
        yield Todo(
            "people",
            f"审批聚集活动：{one.title}",
            f"{one.unit.name}，预计 {one.size} 人",
            address("discipline:gathering", one.pk),
            due_on=one.planned_on,
        )


def findings_to_put_right(actor: Actor) -> Iterable[Todo]:
    for one in queries.to_put_right(own_units(actor, Permission.DISCIPLINE_CHECK))[:SHOWN]:
        yield Todo(
            "wrench",
            f"整改：{one.summary}",
            one.unit.name,
            address("discipline:finding", one.pk),
            due_on=one.due_on,
            came_back=bool(one.decision),
        )


def findings_to_close(actor: Actor) -> Iterable[Todo]:
    """Whoever answered one does not close it."""
    answered = queries.to_decide(own_units(actor, Permission.DISCIPLINE_DECIDE))
    for one in answered.exclude(answered_by_id=actor.id)[:SHOWN]:
        yield Todo(
            "check2-square",
            f"认定整改：{one.summary}",
            f"{one.unit.name}报：{one.remedy}",
            address("discipline:finding", one.pk),
        )
