"""Pages about visits made and households left."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yushui.accounts.roles import Permission
from yushui.campaigns.lifecycle import State as CampaignState
from yushui.campaigns.models import Campaign
from yushui.people import categories
from yushui.territory.models import Region, RegionQuerySet
from yushui.visits import actions, queries
from yushui.visits.lifecycle import LIFECYCLE, Reach
from yushui.visits.models import Target, TargetQuerySet, Visit
from yushui.web.http import actor_of, answer, attempt, paged, perform
from yushui.web.policy import requires
from yushui.web.templatetags.yushui import Tab
from yushui.web.visits import forms


@requires(Permission.VISIT_VIEW)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    visits = Visit.objects.visible_to(actor).for_listing()
    campaigns = Campaign.objects.visible_to(actor).filter(state=CampaignState.OPEN)
    return render(
        request,
        "visits/index.html",
        {"page": paged(request, visits), "campaigns": campaigns.order_by("-pk")[:5]},
    )


@requires(Permission.VISIT_VIEW)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    visits = Visit.objects.visible_to(actor).for_listing().select_related("campaign")
    visit = get_object_or_404(visits, pk=pk)
    context = {
        "visit": visit,
        "persons": visit.persons.order_by("pk"),
        "participants": visit.participants.select_related("unit").order_by("pk"),
        "gifts": visit.gifts.order_by("pk"),
        "may_cancel": "cancel" in LIFECYCLE.available(visit.state)
        and actor.may_for_unit(Permission.VISIT_RECORD, visit.unit),
        "form": forms.CancelVisit(),
    }
    return render(request, "visits/show.html", context)


@requires(Permission.VISIT_RECORD)
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    mine = Visit.objects.filter(actor.scope(Permission.VISIT_RECORD).rows_by_unit("unit"))
    visit = get_object_or_404(mine, pk=pk)
    reason = request.POST.get("reason", "")
    perform(
        request, actions.cancel, visit, said="走访已撤销，数字已冲回。", reason=reason, by=actor
    )
    return redirect("visits:show", visit.pk)


STATES = (
    ("left", "未走访", Reach.UNVISITED),
    ("visited", "已走访", Reach.VISITED),
    ("excused", "免访", Reach.EXCUSED),
)


@requires(Permission.VISIT_VIEW)
@require_GET
def left(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    """Who is still to be visited, place by place, with the reasons (S0-26, S0-70)."""
    actor = actor_of(request)
    campaign = get_object_or_404(Campaign.objects.visible_to(actor), pk=campaign_pk)
    mine = Target.objects.visible_to(actor).filter(campaign=campaign)
    reach = actor.scope(Permission.VISIT_VIEW).own_regions()
    place = _place(request, mine, Region.objects.filter(reach))
    inside = mine.filter(region__in=Region.objects.within(place)) if place else mine
    wanted = request.GET.get("state", "left")
    state = next((value for key, _, value in STATES if key == wanted), Reach.UNVISITED)
    page = paged(request, inside.filter(state=state).for_listing())
    for target in page:
        target.why = "、".join(map(categories.label, target.reasons))
    rows = queries.by_place(inside, place) if place else []
    context = {
        "campaign": campaign,
        "place": place,
        "rows": rows,
        "total": queries.together(rows),
        "page": page,
        "tabs": _tabs(request, wanted),
        "may_record": actor.holds(Permission.VISIT_RECORD),
        "may_excuse": actor.holds(Permission.VISIT_EXCUSE),
    }
    return render(request, "visits/left.html", context)


def _place(
    request: HttpRequest, targets: TargetQuerySet, reachable: RegionQuerySet
) -> Region | None:
    """The place asked for, else the smallest one that holds all targets in reach."""
    chosen = request.GET.get("place", "")
    if chosen.isdecimal() and len(chosen) < 12:
        return get_object_or_404(reachable.select_related("parent"), pk=int(chosen))
    return queries.common_place(targets)


def _tabs(request: HttpRequest, wanted: str) -> list[Tab]:
    tabs = []
    for key, label, _ in STATES:
        query = request.GET.copy()
        query["state"] = key
        query.pop("page", None)
        tabs.append(Tab(label, f"?{query.urlencode()}", is_current=key == wanted))
    return tabs


@requires(Permission.VISIT_RECORD)
@require_POST
def tried(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    target = get_object_or_404(
        Target.objects.filter(actor.scope(Permission.VISIT_RECORD).rows("region")), pk=pk
    )
    form = forms.NoteTry(request.POST)
    note = form.cleaned_data["note"] if form.is_valid() else ""
    perform(request, actions.note_try, target, said="已记一次上门未遇。", note=note, by=actor)
    return redirect(reverse("visits:left", args=[target.campaign_id]))


@requires(Permission.VISIT_EXCUSE)
@require_http_methods(["GET", "POST"])
def excuse(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    reachable = Target.objects.filter(actor.scope(Permission.VISIT_EXCUSE).rows("region"))
    target = get_object_or_404(reachable.for_listing().select_related("campaign"), pk=pk)
    form = forms.ExcuseTarget(request.POST or None)
    if form.is_valid() and attempt(actions.excuse, form, target, by=actor, **form.cleaned_data):
        return redirect("visits:left", target.campaign_id)
    return answer(request, "visits/excuse.html", {"target": target}, form=form)
