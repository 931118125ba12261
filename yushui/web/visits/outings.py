"""Planning outings, and the page a team has in its hand on the day."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.campaigns.models import Campaign
from yushui.kernel import clock
from yushui.people import categories
from yushui.reports import printing
from yushui.visits import actions, teams
from yushui.visits.lifecycle import OUTING
from yushui.visits.models import Outing, OutingQuerySet, Target, TargetQuerySet
from yushui.visits.queries import rounds_of
from yushui.web.filings.views import sent
from yushui.web.http import actor_of, answer, attempt, perform
from yushui.web.people.papers import PDF
from yushui.web.policy import requires
from yushui.web.readonly import leaves_trace
from yushui.web.visits import forms, outing_forms, village_map
from yushui.web.visits.recording import visiting_unit


SHOWN = 200  # households on one page of the plan, as many as a team gets at most
LATEST = 30
_OF_VILLAGES = (
    "region", "region__name", "region__path", "region__longitude", "region__latitude",
)  # fmt: skip


@requires(Permission.VISIT_RECORD)
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    """What is on nobody's way yet, village by village, and a team to give it to."""
    actor = actor_of(request)
    campaign = get_object_or_404(rounds_of(actor), pk=campaign_pk)
    unit = visiting_unit(actor, None)
    waiting = _waiting(actor, campaign)
    villages = list(
        waiting.values(*_OF_VILLAGES).annotate(homes=Count("pk")).order_by("region__path")
    )
    village = _village(request, villages)
    targets = list(_shown(waiting, village))
    crew = list(teams.crew(unit, clock.today()))
    form = outing_forms.PlanOuting(
        request.POST or None,
        crew=crew,
        targets=[one.pk for one in targets],
        initial={"going_on": clock.today(), "targets": _all_of(request, targets)},
    )
    if form.is_valid():
        made = attempt(
            actions.plan_outing,
            form,
            campaign=campaign,
            unit=unit,
            going_on=form.cleaned_data["going_on"],
            team=form.team(),
            targets=form.homes(),
            by=actor,
        )
        if made.value:
            messages.success(request, f"已安排 {len(form.homes())} 户。")
            return redirect("visits:outing", made.value.pk)
    outings = Outing.objects.visible_to(actor).filter(campaign=campaign)
    context = {
        "campaign": campaign,
        "unit": unit,
        "villages": villages,
        "sketch": village_map.sketch(villages),
        "village": village,
        "targets": _ticked(targets, form.ticked()),
        "left": sum(row["homes"] for row in villages),
        "shown": SHOWN,
        "outings": outings.planned().for_listing()[:LATEST],
    }
    return answer(request, "visits/plan.html", context, form=form)


def _waiting(actor: Actor, campaign: Campaign) -> TargetQuerySet:
    reach = actor.scope(Permission.VISIT_RECORD).rows("region")
    return Target.objects.filter(reach, campaign=campaign).to_plan(clock.today())


def _village(request: HttpRequest, villages: Sequence[Mapping[str, Any]]) -> int | None:
    """The village asked for; where there are more households than a page shows, the first."""
    chosen = request.GET.get("village", "")
    known = [row["region"] for row in villages]
    if chosen.isdecimal() and int(chosen) in known:
        return int(chosen)
    return known[0] if sum(row["homes"] for row in villages) > SHOWN else None


def _shown(waiting: TargetQuerySet, village: int | None) -> TargetQuerySet:
    listed = waiting.filter(region=village) if village else waiting
    return listed.for_listing()[:SHOWN]


def _all_of(request: HttpRequest, targets: list[Target]) -> list[str]:
    return [str(one.pk) for one in targets] if "all" in request.GET else []


def _ticked(targets: list[Target], ticked: set[str]) -> list[Target]:
    for target in targets:
        target.is_ticked = str(target.pk) in ticked  # type: ignore[attr-defined]
        target.why = "、".join(map(categories.label, target.reasons))  # type: ignore[attr-defined]
    return targets


@requires(Permission.VISIT_VIEW)
@require_GET
def outing(request: HttpRequest, pk: int) -> HttpResponse:
    """A team's households, village by village, with what can be done at each door."""
    actor = actor_of(request)
    one = _outing(actor, pk)
    targets = list(Target.objects.set_out_for(one).for_listing().with_tries())
    for target in targets:
        target.is_passed_on = target.outing_id != one.pk  # type: ignore[attr-defined]
    context = {
        "outing": one,
        "members": one.members.order_by("full_name", "pk"),
        "targets": _ticked(targets, set()),
        "may_record": actor.holds(Permission.VISIT_RECORD),
        "may_excuse": actor.holds(Permission.VISIT_EXCUSE),
        "may_call_off": "call_off" in OUTING.available(one.state)
        and actor.may_as(Permission.VISIT_RECORD, one.unit),
        "may_check": one.going_on <= clock.today()
        and "call_off" in OUTING.available(one.state)
        and actor.may_for_unit(Permission.DISCIPLINE_CHECK, one.unit),
        "form": forms.CallOff(),
    }
    return render(request, "visits/outing.html", context)


@requires(Permission.VISIT_RECORD)
@require_POST
def call_off(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    mine = Outing.objects.filter(actor.own_scope(Permission.VISIT_RECORD).rows_by_unit("unit"))
    one = get_object_or_404(mine.select_related("unit"), pk=pk)
    reason = request.POST.get("reason", "")
    said = "走访安排已取消，没有走到的家庭可以重新安排。"
    perform(request, actions.call_off_outing, one, said=said, reason=reason, by=actor)
    return redirect("visits:outing", one.pk)


@requires(Permission.VISIT_VIEW)
@leaves_trace
@require_GET
def route_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The households of an outing on paper. It is taken along, so who printed it is logged."""
    actor = actor_of(request)
    one = _outing(actor, pk)
    content = printing.route(one, by=actor)
    return sent(content, f"走访路线单{one.going_on:%m%d}{one.leader.full_name}.pdf", kind=PDF)


def today_of(actor: Actor) -> OutingQuerySet:
    """Where the actor goes today."""
    mine = Outing.objects.gone_on_by(actor).planned().filter(going_on=clock.today())
    return mine.for_listing()


def _outing(actor: Actor, pk: int) -> Outing:
    visible = Outing.objects.visible_to(actor).for_listing()
    return get_object_or_404(visible.select_related("campaign", "unit__region", "leader"), pk=pk)
