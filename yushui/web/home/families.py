"""Families that wait to be visited, and what is unclear about who is who."""

from collections.abc import Iterable

from django.db.models import Count, Exists

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.campaigns import lifecycle as campaigns
from yushui.kernel import clock
from yushui.people.lifecycle import RosterState
from yushui.people.models import Double, Question, Roster
from yushui.territory.kinds import Level
from yushui.territory.models import Unit
from yushui.visits.lifecycle import Reach
from yushui.visits.models import Occurrence, Target
from yushui.web.home.entry import SHOWN, Todo
from yushui.web.http import own_units
from yushui.web.navigation import address
from yushui.web.visits.outings import today_of


def outings_of_today(actor: Actor) -> Iterable[Todo]:
    """Where one goes today stands before everything else."""
    for outing in today_of(actor):
        left = outing.homes - outing.visited
        yield Todo(
            "geo-alt",
            f"今天走访：{outing.homes} 户",
            f"{outing.leader.full_name}带队，还有 {left} 户没有走到" if left else "都走到了",
            address("visits:outing", outing.pk),
            due_on=outing.going_on,
        )


def households_to_visit(actor: Actor) -> Iterable[Todo]:
    left = Target.objects.filter(
        unit__in=own_units(actor, Permission.VISIT_RECORD),
        state=Reach.UNVISITED,
        campaign__state=campaigns.State.OPEN,
    )
    rows = left.values("campaign", "campaign__name", "campaign__ends_on").annotate(
        households=Count("pk")
    )
    for row in rows.order_by("campaign__ends_on", "campaign"):
        yield Todo(
            "geo-alt",
            f"走访慰问：{row['campaign__name']}",
            f"还有 {row['households']:,} 户没有走到",
            address("visits:left", row["campaign"]),
            due_on=row["campaign__ends_on"],
        )


def families_struck(actor: Actor) -> Iterable[Todo]:
    """What happened to families, for their township and their county, the oldest first (S0-46)."""
    waiting = Occurrence.objects.open().owed_by(own_units(actor, Permission.VISIT_RECORD))
    for one in waiting.for_listing()[:SHOWN]:
        yield Todo(
            "bell",
            f"遇事走访：{one.household.head_name}家{one.get_kind_display()}",
            f"{one.region.name} · 已过 {one.days(clock.today())} 天",
            address("visits:occurrence", one.pk),
            is_urgent=True,
        )


def rosters_to_check(actor: Actor) -> Iterable[Todo]:
    staged = Roster.objects.filter(
        unit__in=own_units(actor, Permission.ROSTER_IMPORT),
        state__in=[RosterState.STAGED, RosterState.CHECKED],
    )
    for roster in staged.for_listing()[:SHOWN]:
        yield Todo(
            "people",
            f"核对花名册：{roster.name}",
            roster.get_state_display(),
            address("people:roster", roster.pk),
        )


def rows_to_settle(actor: Actor) -> Iterable[Todo]:
    mine = Question.objects.open().filter(
        roster__unit__in=own_units(actor, Permission.ROSTER_IMPORT)
    )
    if number := mine.count():
        yield Todo(
            "person-badge",
            f"认定待核对人员：{number} 人",
            "花名册里的这些行可能是库中已有的人",
            address("people:questions"),
        )


def doubles_to_settle(actor: Actor) -> Iterable[Todo]:
    """Of a county and below: nobody above puts its families in order."""
    offices = Unit.objects.filter(pk__in=own_units(actor, Permission.PEOPLE_EDIT))
    is_mine = Exists(offices.filter(region__level__gte=Level.COUNTY))
    if number := Double.objects.visible_to(actor).open().filter(is_mine).count():
        yield Todo(
            "people",
            f"核对疑似重复的人员：{number} 对",
            "同一人可能登记了两次",
            address("people:doubles"),
        )
