"""Group visits: which there were, one of them, and recording one with its attendance list."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.campaigns.models import Campaign
from yushui.discipline import actions as discipline
from yushui.discipline.models import Gathering
from yushui.kernel import clock
from yushui.people.models import Household
from yushui.territory import paths
from yushui.territory.models import Region, Unit
from yushui.visits import actions, gathering
from yushui.visits.gathering import Ground
from yushui.visits.lifecycle import LIFECYCLE, Reach, State
from yushui.visits.models import GroupVisit, Setting
from yushui.visits.queries import rounds_of
from yushui.web.http import actor_of, answer, attempt, page_or_fragment, paged, perform
from yushui.web.policy import requires
from yushui.web.visits import forms, group_forms
from yushui.web.visits.recording import attempt_call, lines_of, visiting_unit


TOGETHER = "together"  # stands in the address for those of compounds and barracks


@requires(Permission.VISIT_VIEW)
@require_GET
def groups(request: HttpRequest) -> HttpResponse:
    held = GroupVisit.objects.visible_to(actor_of(request)).for_listing()
    context = {"page": paged(request, held)}
    return page_or_fragment(request, "visits/groups.html", "visits/_groups.html", context)


@requires(Permission.VISIT_VIEW)
@require_GET
def show_group(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    event = get_object_or_404(GroupVisit.objects.visible_to(actor).for_listing(), pk=pk)
    visits = event.visits.select_related("household", "region")
    context = {
        "event": event,
        "participants": event.participants.select_related("unit").order_by("pk"),
        "visits": visits.order_by("region__path", "household__code", "pk"),
        "may_cancel": "cancel" in LIFECYCLE.available(event.state)
        and actor.may_for_unit(Permission.VISIT_RECORD, event.unit),
        "may_check": event.state == State.RECORDED
        and actor.may_for_unit(Permission.DISCIPLINE_CHECK, event.unit),
        "form": forms.CancelVisit(),
    }
    return render(request, "visits/show_group.html", context)


@requires(Permission.VISIT_RECORD)
@require_POST
def cancel_group(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    mine = GroupVisit.objects.filter(actor.scope(Permission.VISIT_RECORD).rows_by_unit("unit"))
    event = get_object_or_404(mine, pk=pk)
    reason = request.POST.get("reason", "")
    said = "集中慰问已撤销，各户的走访一并撤销，数字已冲回。"
    perform(request, actions.cancel_group, event, said=said, reason=reason, by=actor)
    return redirect("visits:show_group", event.pk)


@requires(Permission.VISIT_RECORD)
@require_http_methods(["GET", "POST"])
def record_group(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    """First where, then who came: a page for a place, or for all who live close together."""
    actor = actor_of(request)
    campaign = get_object_or_404(rounds_of(actor), pk=campaign_pk)
    unit = visiting_unit(actor, None)
    ground = _ground(request, actor, unit)
    found = ground.households(actor.scope(Permission.VISIT_RECORD).rows("region"))
    offered = list(gathering.offered(found, campaign)[: gathering.SHOWN + 1])
    context: dict[str, Any] = {
        "campaign": campaign,
        "unit": unit,
        "ground": ground,
        "gathering": _approved(request, unit),
    }
    context |= _choices(actor, unit, ground)
    if len(offered) > gathering.SHOWN:
        return answer(request, "visits/choose_ground.html", context)
    return _record(request, campaign, offered, context)


def _record(
    request: HttpRequest, campaign: Campaign, offered: list[Household], context: dict[str, Any]
) -> HttpResponse:
    actor, unit, ground = actor_of(request), context["unit"], context["ground"]
    everybody = [str(one.pk) for one in offered] if "all" in request.GET else []
    setting = Setting.SQUARE if ground.place else Setting.COMPOUND
    form = group_forms.RecordGroup(
        request.POST or None,
        households=offered,
        initial={"made_on": clock.today(), "setting": setting, "households": everybody},
    )
    asks_stock = "stock" in request.GET or "stock-TOTAL_FORMS" in request.POST
    lines = lines_of(request, actor, unit, asks_stock=asks_stock)
    made = attempt_call(
        form,
        lines,
        lambda call: attempt(
            discipline.record_group,
            form,
            campaign=campaign,
            unit=unit,
            event=form.event(ground.place or unit.region),
            households=form.came(),
            call=call,
            gathering=context["gathering"],
            by=actor,
        ),
    )
    if made:
        messages.success(request, f"已登记集中慰问“{made.title}”，到场的家庭已划掉。")
        return redirect("visits:show_group", made.pk)
    ticked = form.ticked()
    for key, household in form.offered.items():
        household.is_ticked = key in ticked  # type: ignore[attr-defined]
        household.is_reached = household.standing == Reach.VISITED  # type: ignore[attr-defined]
    return answer(request, "visits/record_group.html", context | lines, form=form)


def _approved(request: HttpRequest, unit: Unit) -> Gathering | None:
    """The gathering that was approved and is held now, where one comes from its page."""
    chosen = request.GET.get("gathering", "")
    if not (chosen.isdecimal() and len(chosen) < 12):
        return None
    return get_object_or_404(Gathering.objects.to_be_held().filter(unit=unit), pk=int(chosen))


def _ground(request: HttpRequest, actor: Actor, unit: Unit) -> Ground:
    """Those who live close together unless a place is named in the address."""
    chosen = request.GET.get("place", "")
    if chosen == TOGETHER:
        return Ground(None)
    if chosen.isdecimal() and len(chosen) < 12:
        reach = Region.objects.filter(actor.scope(Permission.VISIT_RECORD).own_regions())
        return Ground(get_object_or_404(reach.select_related("parent"), pk=int(chosen)))
    return Ground(unit.region)


def _choices(actor: Actor, unit: Unit, ground: Ground) -> dict[str, Any]:
    """The places one step below, with how many families each has, and the way back up."""
    scope = actor.scope(Permission.VISIT_RECORD)
    place = ground.place or unit.region
    counts: dict[int, int] = {}
    together = 0
    level = len(paths.ids(place.path))
    for path, number, near in gathering.living_at(scope.rows("region")):
        together += near
        ids = paths.ids(path)
        if path.startswith(place.path) and len(ids) > level:
            counts[ids[level]] = counts.get(ids[level], 0) + number
    named = Region.objects.filter(pk__in=counts).order_by("path")
    parent = place.parent if ground.place else None
    return {
        "together": together,
        "below": [(region, counts[region.pk]) for region in named],
        "above": parent if parent and scope.covers(parent) else None,
    }
