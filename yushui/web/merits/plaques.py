"""Plaques: who still has none, place by place, hanging one at the door, and what became of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.kernel import clock
from yushui.merits import hanging
from yushui.merits.actions import plaques as actions
from yushui.merits.actions.plaques import Deed
from yushui.merits.lifecycle import PLAQUE, PlaqueState
from yushui.merits.models import Plaque
from yushui.people.models import Household
from yushui.territory.models import Region
from yushui.web.http import actor_of, answer, attempt, page_or_fragment, paged
from yushui.web.merits import forms, rows
from yushui.web.policy import requires
from yushui.web.templatetags.yushui import Tab


@requires(Permission.MERIT_VIEW)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    chosen = request.GET.get("state", "")
    chosen = chosen if chosen in PlaqueState.values else PlaqueState.HUNG
    shown = Plaque.objects.visible_to(actor).filter(state=chosen).for_listing()
    context = {
        "page": paged(request, shown),
        "tabs": [
            Tab(label, f"?state={state}", None, state == chosen)
            for state, label in PlaqueState.choices
        ],
        "chosen": chosen,
    }
    return page_or_fragment(request, "merits/plaques.html", "merits/_plaques.html", context)


@requires(Permission.MERIT_VIEW)
@require_GET
def left(request: HttpRequest) -> HttpResponse:
    """Entitled families without a plaque: counted by place, listed for the place opened."""
    actor = actor_of(request)
    place = _place(request, actor)
    households = Household.objects.filter(
        actor.scope(Permission.MERIT_VIEW).rows("region"),
        region__in=Region.objects.within(place) if place else [],
    )
    found = hanging.by_place(households, place) if place else []
    total = hanging.together(found)
    today = clock.today()
    coming = hanging.next_round(today)
    context = {
        "place": place,
        "above": _above(place, actor),
        "rows": found,
        "total": total,
        "round": coming,
        "days_left": coming.days_left(today),
        "page": paged(request, hanging.without(households).for_listing()),
        "may_hang": actor.holds(Permission.MERIT_DELIVER),
    }
    return page_or_fragment(request, "merits/left.html", "merits/_left.html", context)


def _place(request: HttpRequest, actor: Actor) -> Region | None:
    """The place asked for, else that of one's own post."""
    reach = Region.objects.filter(actor.scope(Permission.MERIT_VIEW).own_regions())
    chosen = request.GET.get("place", "")
    if chosen.isdecimal() and len(chosen) < 12:
        return get_object_or_404(reach.select_related("parent"), pk=int(chosen))
    return reach.select_related("parent").order_by("level", "path").first()


def _above(place: Region | None, actor: Actor) -> Region | None:
    above = place.parent if place else None
    return above if above and actor.may(Permission.MERIT_VIEW, above) else None


@requires(Permission.MERIT_DELIVER)
@require_http_methods(["GET", "POST"])
def hang(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    reach = Household.objects.filter(actor.scope(Permission.MERIT_DELIVER).rows("region"))
    household = get_object_or_404(reach.select_related("region"), pk=pk)
    form = forms.PlaqueAtPlace(
        request.POST or None, initial={"on": clock.today(), "address": household.address}
    )
    if form.is_valid():
        told = form.cleaned_data
        deed = _deed(form, actor, Permission.MERIT_DELIVER)
        made = attempt(actions.hang, form, household, deed=deed, address=told["address"], by=actor)
        if made:
            messages.success(request, f"已登记{household.head_name}家悬挂光荣牌。")
            return redirect(f"{reverse('merits:plaques_left')}?place={household.region_id}")
    context = {"household": household, "heading": "悬挂光荣牌"}
    return answer(request, "merits/plaque_step.html", context, form=form)


@requires(Permission.MERIT_VIEW)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    seen = Plaque.objects.visible_to(actor).select_related("household__region")
    plaque = get_object_or_404(seen, pk=pk)
    context = {
        "plaque": plaque,
        "moments": rows.plaque_moments(plaque.events.select_related("unit").order_by("-pk")),
        "buttons": rows.plaque_buttons(plaque, actor),
    }
    return render(request, "merits/plaque.html", context)


STEPS: dict[str, Callable[..., Any]] = {
    "move": actions.move,
    "damage": actions.damage,
    "replace": actions.replace,
    "withdraw": actions.withdraw,
    "restore": actions.restore,
    "void": actions.void,
}


@requires(Permission.MERIT_DELIVER, Permission.MERIT_MANAGE)
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    act = STEPS.get(move)
    if act is None:
        raise Http404
    actor, permission = actor_of(request), rows.permission_for(move)
    reach = Plaque.objects.filter(actor.scope(permission).rows("household__region"))
    plaque = get_object_or_404(reach.select_related("household__region"), pk=pk)
    is_moved = move == "move"
    form_class = forms.PlaqueAtPlace if is_moved else forms.PlaqueStep
    form = form_class(request.POST or None, initial={"on": clock.today()})
    if form.is_valid():
        more = {"address": form.cleaned_data["address"]} if is_moved else {}
        deed = _deed(form, actor, permission)
        if attempt(act, form, plaque, deed=deed, by=actor, **more):
            messages.success(request, f"已登记：{PLAQUE.label(move)}。")
            return redirect("merits:plaque", plaque.pk)
    context = {"household": plaque.household, "plaque": plaque, "heading": PLAQUE.label(move)}
    return answer(request, "merits/plaque_step.html", context, form=form)


def _deed(form: forms.PlaqueStep, actor: Actor, permission: Permission) -> Deed:
    told = form.cleaned_data
    return Deed(told["on"], rows.own_unit(actor, permission), told["reason"])
