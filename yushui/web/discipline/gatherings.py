"""Leave to gather: asking, answering, merging."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.campaigns.lifecycle import State as CampaignState
from yushui.campaigns.models import Campaign, CampaignQuerySet
from yushui.discipline import actions
from yushui.discipline.actions import Plan
from yushui.discipline.lifecycle import GATHERING, GatheringState
from yushui.discipline.models import Gathering
from yushui.visits.queries import rounds_of
from yushui.web.discipline import forms, rows
from yushui.web.http import actor_of, answer, attempt, page_or_fragment, paged
from yushui.web.merits.rows import own_unit
from yushui.web.policy import requires
from yushui.web.templatetags.yushui import Tab


@requires(Permission.DISCIPLINE_VIEW)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    mine = Gathering.objects.visible_to(actor)
    counts = mine.aggregate(**{one: Count("pk", filter=Q(state=one)) for one in GatheringState})
    wanted = request.GET.get("state", "")
    chosen = wanted if wanted in GatheringState.values else ""
    shown = mine.filter(state=chosen) if chosen else mine
    total = counts[chosen] if chosen else sum(counts.values())
    every = Tab("全部", "?", sum(counts.values()), not chosen)
    states = [Tab(one.label, f"?state={one}", counts[one], one == chosen) for one in GatheringState]
    context = {
        "page": paged(request, shown.for_listing(), count=total),
        "tabs": rows.tabs("gatherings"),
        "states": [every, *(tab for tab in states if tab.count or tab.is_current)],
        "may_ask": actor.holds(Permission.DISCIPLINE_CHECK),
    }
    return page_or_fragment(
        request, "discipline/gatherings.html", "discipline/_gatherings.html", context
    )


@requires(Permission.DISCIPLINE_VIEW)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    gathering = get_object_or_404(Gathering.objects.visible_to(actor).for_listing(), pk=pk)
    context = {
        "gathering": gathering,
        "merged": gathering.merged.select_related("unit").order_by("pk"),
        "buttons": rows.gathering_buttons(gathering, actor),
        "rounds": _held_in(gathering, actor),
    }
    return render(request, "discipline/gathering.html", context)


@requires(Permission.DISCIPLINE_CHECK)
@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    unit = own_unit(actor, Permission.DISCIPLINE_CHECK)
    form = forms.Apply(request.POST or None, campaigns=_campaigns(actor))
    if form.is_valid():
        made = attempt(actions.draft, form, form.plan(), unit=unit, by=actor).value
        if made:
            messages.success(request, "已存为草稿，核对后送审。")
            return redirect("discipline:gathering", made.pk)
    others = Gathering.objects.visible_to(actor).ahead().for_listing()[: rows.SHOWN]
    context = {"unit": unit, "others": others, "heading": "申请聚集活动"}
    return answer(request, "discipline/apply.html", context, form=form)


@requires(Permission.DISCIPLINE_CHECK)
@require_http_methods(["GET", "POST"])
def revise(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    gathering = _reach(actor, "revise", pk)
    told = {one.name: getattr(gathering, one.name, None) for one in fields(Plan)}
    form = forms.Apply(request.POST or None, campaigns=_campaigns(actor), initial=told)
    if form.is_valid() and attempt(actions.revise, form, gathering, form.plan(), by=actor):
        messages.success(request, "已修改。")
        return redirect("discipline:gathering", gathering.pk)
    context = {"unit": gathering.unit, "others": (), "heading": "修改聚集活动"}
    return answer(request, "discipline/apply.html", context, form=form)


@dataclass(frozen=True)
class _Said:
    form: type[django_forms.Form]
    act: Callable[..., Any]
    told: str


STEPS = {
    "ask": _Said(forms.Nothing, actions.ask, "已送审。"),
    "take_back": _Said(forms.Nothing, actions.take_back, "已撤回，可以修改后再送审。"),
    "approve": _Said(forms.Opinion, actions.approve, "已批准。"),
    "refuse": _Said(forms.Refusal, actions.refuse, "已答复不予举办。"),
    "merge": _Said(forms.Merge, actions.merge, "已合并。"),
    "call_off": _Said(forms.Refusal, actions.call_off, "已取消。"),
}


@requires(Permission.DISCIPLINE_CHECK, Permission.DISCIPLINE_DECIDE)
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    said = STEPS.get(move)
    if said is None:
        raise Http404
    actor = actor_of(request)
    gathering = _reach(actor, move, pk)
    given = {"others": _others(actor, gathering)} if said.form is forms.Merge else {}
    data = request.POST if request.method == "POST" else None
    form = said.form(data, **given)
    if form.is_valid() and attempt(said.act, form, gathering, by=actor, **form.cleaned_data):
        messages.success(request, said.told)
        return redirect("discipline:gathering", gathering.pk)
    context = {
        "heading": GATHERING.label(move),
        "about": gathering.title,
        "detail": (
            f"{gathering.unit.name} · {gathering.planned_on:%Y年%-m月%-d日} · {gathering.place}"
            f" · 预计 {gathering.size} 人。理由：{gathering.reason}"
        ),
        "back": "discipline:gatherings",
        "back_label": "聚集活动",
    }
    return answer(request, "discipline/step.html", context, form=form)


def _reach(actor: Actor, move: str, pk: int) -> Gathering:
    reach = actor.scope(rows.permission_for(move)).rows_by_unit("unit")
    return get_object_or_404(Gathering.objects.filter(reach).for_listing(), pk=pk)


def _others(actor: Actor, gathering: Gathering) -> Any:
    mine = actor.scope(Permission.DISCIPLINE_DECIDE).rows_by_unit("unit")
    return Gathering.objects.filter(mine).ahead().exclude(pk=gathering.pk).for_listing()


def _held_in(gathering: Gathering, actor: Actor) -> list[Campaign]:
    """Where it may be recorded as held: its own campaign, or any that runs where it names none."""
    waiting = Gathering.objects.filter(pk=gathering.pk).to_be_held().exists()
    if not (waiting and actor.may_as(Permission.VISIT_RECORD, gathering.unit)):
        return []
    return [gathering.campaign] if gathering.campaign else list(_campaigns(actor)[: rows.SHOWN])


def _campaigns(actor: Actor) -> CampaignQuerySet:
    return rounds_of(actor).filter(state=CampaignState.OPEN).for_listing()
