"""The list of citations, the page of one, and the steps that need no more than a sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from yushui.accounts.roles import Permission
from yushui.kernel import clock
from yushui.merits import actions, queries, rules
from yushui.merits.lifecycle import BEFORE_DELIVERY, LIFECYCLE, OFF_THE_WAY, REACHED, State
from yushui.merits.models import Citation, CitationQuerySet
from yushui.web.http import actor_of, answer, attempt, page_or_fragment, paged
from yushui.web.merits import forms, rows
from yushui.web.policy import requires
from yushui.web.templatetags.yushui import Tab


TABS: Mapping[str, tuple[str, Q]] = {
    "waiting": ("办理中", Q(state__in=BEFORE_DELIVERY)),
    "late": ("逾期", Q(state__in=BEFORE_DELIVERY)),  # and due before today
    "reached": ("已送达", Q(state__in=REACHED)),
    "off": ("退回、作废", Q(state__in=OFF_THE_WAY)),
}


@requires(Permission.MERIT_VIEW)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """Citations by where they stand; the ones to be brought first."""
    actor = actor_of(request)
    today = clock.today()
    chosen = request.GET.get("state", "")
    chosen = chosen if chosen in TABS else "waiting"
    conditions = {key: condition for key, (_, condition) in TABS.items()}
    conditions["late"] &= Q(due_on__lt=today)
    wanted = request.GET.get("q", "").strip()[:40]
    mine = _matching(Citation.objects.visible_to(actor), wanted)
    counts = mine.aggregate(**{key: Count("pk", filter=one) for key, one in conditions.items()})
    shown = mine.filter(conditions[chosen]).for_listing()
    context = {
        "page": paged(request, shown, count=counts[chosen]),
        "tabs": _tabs(request.GET, chosen, counts),
        "chosen": chosen,
        "wanted": wanted,
        "may_manage": actor.holds(Permission.MERIT_MANAGE),
    }
    return page_or_fragment(request, "merits/index.html", "merits/_rows.html", context)


def _matching(citations: CitationQuerySet, wanted: str) -> CitationQuerySet:
    if not wanted:
        return citations
    return citations.filter(Q(soldier_name__icontains=wanted) | Q(order_number__icontains=wanted))


def _tabs(asked: QueryDict, chosen: str, counts: Mapping[str, int]) -> list[Tab]:
    tabs = []
    for key, (label, _) in TABS.items():
        query = asked.copy()
        query["state"] = key
        query.pop("page", None)
        tabs.append(Tab(label, f"?{query.urlencode()}", counts[key], key == chosen))
    return tabs


@requires(Permission.MERIT_VIEW)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    citation = citation_of(request, pk, Permission.MERIT_VIEW)
    delivery = citation.delivery
    on = delivery.delivered_on if delivery else clock.today()
    rule = queries.rule_for(citation.region, citation.merit, on)
    organs = queries.organs_for(citation.region, rule.route)
    context = {
        "citation": citation,
        "delivery": delivery,
        "bearers": delivery.bearers.select_related("unit").order_by("pk") if delivery else (),
        "rule": rule,
        "route": rules.in_words(rule.route),
        "missing": rows.missing(citation, rule, organs)
        if citation.state in BEFORE_DELIVERY
        else [],
        "is_late": citation.is_late(clock.today()),
        "is_registered_late": citation.is_registered_late(clock.today()),
        "moments": rows.moments(citation.steps.order_by("-pk")),
        "may_print": citation.state not in (State.RECEIVED, *OFF_THE_WAY)
        and actor.may(Permission.MERIT_DELIVER, citation.region),
        "buttons": rows.buttons(citation, actor),
    }
    return render(request, "merits/show.html", context)


@dataclass(frozen=True)
class Said:
    """A step that takes a sentence: its form, what it does, what is said afterwards."""

    form: type[django_forms.Form]
    act: Callable[..., Any]
    told: str


STEPS = {
    "verify": Said(forms.Note, actions.verify, "已核实。"),
    "send_back": Said(forms.Reason, actions.send_back, "已退回。"),
    "resume": Said(forms.ComeAgain, actions.resume, "已重新接收。"),
    "withdraw": Said(forms.Reason, actions.withdraw, "已作废。"),
    "take_back": Said(forms.Reason, actions.take_back, "已撤回送达，数字已冲回。"),
    "feed_back": Said(forms.FeedBack, actions.feed_back, "已登记反馈。"),
}


@requires(Permission.MERIT_MANAGE, Permission.MERIT_DELIVER)
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, pk: int, move: str) -> HttpResponse:
    said = STEPS.get(move)
    if said is None:
        raise Http404
    citation = citation_of(request, pk, rows.permission_for(move))
    if not rows.may(citation, move, actor_of(request)):
        raise PermissionDenied
    form = said.form(request.POST or None, initial={"on": clock.today()})
    if form.is_valid() and attempt(
        said.act, form, citation, by=actor_of(request), **form.cleaned_data
    ):
        messages.success(request, said.told)
        return redirect("merits:show", citation.pk)
    context = {"citation": citation, "heading": LIFECYCLE.label(move)}
    return answer(request, "merits/step.html", context, form=form)


def citation_of(request: HttpRequest, pk: int, permission: Permission) -> Citation:
    """A citation that the person may do such a thing to."""
    reachable = Citation.objects.filter(actor_of(request).scope(permission).rows("region"))
    loaded = reachable.select_related(
        "household__region", "person__household", "region", "unit", "delivery__photo",
        "delivery__campaign", "delivery__unit", "civil_unit", "military_unit",
    )  # fmt: skip
    return get_object_or_404(loaded, pk=pk)
