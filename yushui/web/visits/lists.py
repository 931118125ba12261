"""The list of households to be visited: where one stands, who is left, one look-up box."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from yushui.accounts.actor import Scope
from yushui.accounts.roles import Permission
from yushui.campaigns.models import Assignment, Campaign
from yushui.kernel import clock
from yushui.oversight import boards
from yushui.people import categories
from yushui.territory.models import Region, RegionQuerySet
from yushui.visits import queries
from yushui.visits.lifecycle import Reach
from yushui.visits.models import Target, TargetQuerySet
from yushui.visits.queries import Coverage, InOrder, Village
from yushui.web.http import actor_of, page_or_fragment, paged
from yushui.web.policy import requires
from yushui.web.templatetags.yushui import Tab
from yushui.web.visits import charts


@dataclass(frozen=True)
class Standing:
    """One of the lists a household can be on."""

    key: str
    label: str
    state: Reach


STANDINGS = (
    Standing("left", "未走访", Reach.UNVISITED),
    Standing("visited", "已走访", Reach.VISITED),
    Standing("excused", "免访", Reach.EXCUSED),
    Standing("gone", "已故或离开", Reach.GONE),
)


@requires(Permission.CAMPAIGN_VIEW)
@require_GET
def leaders(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    """Which leaders still owe a visit of their own, township by township (S4-29)."""
    actor = actor_of(request)
    campaign = get_object_or_404(Campaign.objects.visible_to(actor), pk=campaign_pk)
    assignments = Assignment.objects.visible_to(actor)
    owing = boards.leaders_owing(campaign, assignments, today=clock.today())
    asked = assignments.filter(duty__campaign=campaign, duty__kind="leader_visit")
    context = {"campaign": campaign, "owing": owing, "is_asked": bool(owing) or asked.exists()}
    return render(request, "visits/leaders.html", context)


@requires(Permission.VISIT_VIEW)
@require_GET
def left(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    """Who is still to be visited, place by place, with the reasons (S0-26, S0-70)."""
    actor = actor_of(request)
    campaign = get_object_or_404(queries.rounds_of(actor), pk=campaign_pk)
    tier = request.GET.get("tier", "")
    mine = _of_tier(Target.objects.visible_to(actor).filter(campaign=campaign), tier)
    scope = actor.scope(Permission.VISIT_VIEW)
    asked = _place(request, Region.objects.filter(scope.own_regions()))
    inside = mine.filter(region__in=Region.objects.within(asked)) if asked else mine
    villages = queries.by_village(inside)
    place = asked or queries.common_place(villages)
    rows = queries.by_place(villages, place) if place else []
    total = queries.together(rows)
    standing = _standing(request)
    wanted = request.GET.get("q", "").strip()[:40]
    counts = {
        "left": total.left,
        "visited": total.visited,
        "excused": total.excused,
        "gone": total.gone,
    }
    page = paged(request, _listed(inside, standing.state, villages, wanted))
    for target in page:
        target.why = "、".join(map(categories.label, target.reasons))
    context: dict[str, Any] = {
        "campaign": campaign,
        "place": place,
        "above": _above(place, scope),
        "rows": rows,
        "chart": charts.coverage(rows) if len(rows) > 1 else None,
        "total": total,
        "page": page,
        "standing": standing,
        "wanted": wanted,
        "tabs": _tabs(request.GET, standing, counts),
        "tier": tier,
        "tiers": _tiers(request.GET, tier, total),
        "back": request.GET.urlencode(),
        "may_record": actor.holds(Permission.VISIT_RECORD),
        "may_excuse": actor.holds(Permission.VISIT_EXCUSE),
    }
    return page_or_fragment(request, "visits/left.html", "visits/_targets.html", context)


def _of_tier(targets: TargetQuerySet, tier: str) -> TargetQuerySet:
    column = {"general": "is_general", "key": "is_key"}.get(tier)
    return targets.filter(**{column: True}) if column else targets


def _tiers(asked: QueryDict, tier: str, total: Coverage) -> list[Tab]:
    """The whole, and each tier with how far it is; nothing where nobody is in the second."""
    if not total.key or not (total.general or tier):
        return []
    told = {
        "": f"全部 {total.visited}/{total.total}",
        "general": f"普遍走访 {total.general_visited}/{total.general}",
        "key": f"重点慰问 {total.key_visited}/{total.key}",
    }
    tabs = []
    for key, label in told.items():
        query = asked.copy()
        query["tier"] = key
        query.pop("page", None)
        # Of the list of one tier only that one is counted in full.
        shown = label if key == tier or not tier else label.partition(" ")[0]
        tabs.append(Tab(shown, f"?{query.urlencode()}", None, key == tier))
    return tabs


def _place(request: HttpRequest, reachable: RegionQuerySet) -> Region | None:
    """The place asked for; without one it is the smallest that holds all targets in reach."""
    chosen = request.GET.get("place", "")
    if chosen.isdecimal() and len(chosen) < 12:
        return get_object_or_404(reachable.select_related("parent"), pk=int(chosen))
    return None


def _above(place: Region | None, scope: Scope) -> Region | None:
    """The place one level up, if the reader may see that far."""
    parent = place.parent if place else None
    return parent if parent and scope.covers(parent) else None


def _standing(request: HttpRequest) -> Standing:
    wanted = request.GET.get("state", "")
    return next((one for one in STANDINGS if one.key == wanted), STANDINGS[0])


def _listed(
    targets: TargetQuerySet, state: Reach, villages: Sequence[Village], wanted: str
) -> TargetQuerySet | InOrder:
    """Households of one standing; those whose head or address contains what was typed."""
    if not wanted:
        return InOrder(targets, villages, state)
    found = Q(household__head_name__icontains=wanted) | Q(household__address__icontains=wanted)
    return targets.filter(found, state=state).at_the_door().with_tries()


def _tabs(asked: QueryDict, standing: Standing, counts: Mapping[str, int]) -> list[Tab]:
    tabs = []
    for one in STANDINGS:
        if one.state == Reach.GONE and not counts[one.key]:
            continue  # rare, and no news when there are none
        query = asked.copy()
        query["state"] = one.key
        query.pop("page", None)
        url = f"?{query.urlencode()}"
        tabs.append(Tab(one.label, url, counts[one.key], one == standing))
    return tabs
