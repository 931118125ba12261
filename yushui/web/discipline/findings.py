"""What was not in order: put right by whoever did it, closed by a leader by name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from yushui.accounts.roles import Permission
from yushui.discipline import actions, figures
from yushui.discipline.lifecycle import FINDING, FindingState, Matter
from yushui.discipline.models import Finding
from yushui.kernel import clock
from yushui.visits.models import GroupVisit
from yushui.web.discipline import forms, rows
from yushui.web.http import actor_of, answer, attempt, page_or_fragment, paged
from yushui.web.policy import requires
from yushui.web.templatetags.yushui import Tab


SHOWN_STATES = [state for state in FindingState if state != FindingState.WITHDRAWN]


@requires(Permission.DISCIPLINE_VIEW)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """By where they stand; what the figures show and nobody has explained stands above."""
    actor = actor_of(request)
    wanted = request.GET.get("state", "")
    chosen = wanted if wanted in SHOWN_STATES else FindingState.OPEN
    mine = Finding.objects.visible_to(actor)
    counts = mine.aggregate(**{one: Count("pk", filter=Q(state=one)) for one in SHOWN_STATES})
    context = {
        "page": paged(request, mine.filter(state=chosen).for_listing(), count=counts[chosen]),
        "tabs": rows.tabs("findings"),
        "states": [
            Tab(one.label, f"?state={one}", counts[one], one == chosen) for one in SHOWN_STATES
        ],
        "chosen": chosen,
        "oddities": rows.oddities(actor),
        "may_check": actor.holds(Permission.DISCIPLINE_CHECK),
        "today": clock.today(),
    }
    return page_or_fragment(
        request, "discipline/findings.html", "discipline/_findings.html", context
    )


@requires(Permission.DISCIPLINE_VIEW)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    finding = get_object_or_404(Finding.objects.visible_to(actor).for_listing(), pk=pk)
    context = {
        "finding": finding,
        "is_late": finding.is_late(clock.today()),
        "buttons": rows.finding_buttons(finding, actor),
    }
    return render(request, "discipline/finding.html", context)


@dataclass(frozen=True)
class _Said:
    form: type[django_forms.Form]
    act: Callable[..., Any]
    told: str


STEPS = {
    "answer": _Said(forms.Remedy, actions.answer, "已上报，等负责人认定。"),
    "send_back": _Said(forms.SendBack, actions.send_back, "已退回重改。"),
    "close": _Said(forms.Close, actions.close, "已销号。"),
}


@requires(Permission.DISCIPLINE_CHECK, Permission.DISCIPLINE_DECIDE)
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    said = STEPS.get(move)
    if said is None:
        raise Http404
    actor = actor_of(request)
    reach = actor.scope(rows.permission_for(move)).rows_by_unit("unit")
    finding = get_object_or_404(Finding.objects.filter(reach).for_listing(), pk=pk)
    form = said.form(request.POST or None)
    if form.is_valid() and attempt(said.act, form, finding, by=actor, **form.cleaned_data):
        messages.success(request, said.told)
        return redirect("discipline:finding", finding.pk)
    context = {
        "heading": FINDING.label(move),
        "about": finding.summary,
        "detail": finding.unit.name,
        "back": "discipline:findings",
        "back_label": "作风问题",
    }
    return answer(request, "discipline/step.html", context, form=form)


@requires(Permission.DISCIPLINE_CHECK)
@require_http_methods(["GET", "POST"])
def explain(request: HttpRequest, pk: int, matter: str) -> HttpResponse:
    """Say how it came to what the figures of a group visit show."""
    actor = actor_of(request)
    reach = actor.scope(Permission.DISCIPLINE_CHECK).rows_by_unit("unit")
    events = GroupVisit.objects.filter(reach).select_related("unit", "campaign", "region")
    event = get_object_or_404(events, pk=pk)
    shown = next((one for one in figures.oddities_of(event) if one.matter == matter), None)
    if matter not in Matter.values or (shown is None and request.method == "GET"):
        raise Http404
    form = forms.Remedy(request.POST or None)
    if form.is_valid():
        made = attempt(actions.explain, form, event, matter, by=actor, **form.cleaned_data).value
        if made:
            messages.success(request, "已说明，等负责人认定。")
            return redirect("discipline:finding", made.pk)
    context = {
        "heading": "说明情况",
        "about": f"{event.title}：{shown.summary if shown else Matter(matter).label}",
        "detail": event.unit.name,
        "back": "discipline:findings",
        "back_label": "作风问题",
    }
    return answer(request, "discipline/step.html", context, form=form)
