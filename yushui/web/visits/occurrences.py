"""What happened to families: who waits for a visit, and for how long."""

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.kernel import clock
from yushui.people.models import Household
from yushui.territory.models import Region
from yushui.visits.actions import occurrences as actions
from yushui.visits.lifecycle import Answer
from yushui.visits.models import Happening, Mode, Occurrence, OccurrenceQuerySet, Visit
from yushui.web.http import actor_of, attempt, page_or_fragment, paged, perform
from yushui.web.http import answer as answered
from yushui.web.people.rows import place_of, places_below
from yushui.web.policy import requires
from yushui.web.templatetags.yushui import Tab
from yushui.web.visits import forms


@requires(Permission.VISIT_VIEW)
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Whoever has waited longest first (S0-45)."""
    actor = actor_of(request)
    asked = request.GET
    place = place_of(asked.get("place", ""), actor, Permission.VISIT_VIEW)
    found = Occurrence.objects.visible_to(actor)
    if place:
        found = found.filter(region__in=Region.objects.within(place))
    kind = asked.get("kind", "")
    if kind in Happening.values:
        found = found.filter(kind=kind)
    state = asked.get("state", "")
    state = state if state in Answer.values else Answer.OPEN.value
    page = paged(request, found.filter(state=state).for_listing())
    for one in page:
        one.waited = one.days(clock.today())
    context = {
        "page": page,
        "tabs": _tabs(request, found, state),
        "state": state,
        "kinds": Happening.choices,
        "kind": kind,
        "place": place,
        "above": place.parent
        if place and place.parent and actor.may(Permission.VISIT_VIEW, place.parent)
        else None,
        "below": places_below(place),
    }
    return page_or_fragment(request, "visits/occurrences.html", "visits/_occurrences.html", context)


@requires(Permission.VISIT_RECORD)
@require_http_methods(["GET", "POST"])
def tell_of(request: HttpRequest, household_pk: int) -> HttpResponse:
    """Whoever learns of it says so, at their own office or not (S0-46)."""
    actor = actor_of(request)
    reachable = Household.objects.filter(actor.scope(Permission.VISIT_RECORD).rows("region"))
    household = get_object_or_404(reachable.select_related("region"), pk=household_pk)
    today = clock.today()
    form = forms.TellOfOccurrence(
        request.POST or None, initial={"happened_on": today, "learned_on": today}
    )
    if form.is_valid():
        told = attempt(
            actions.tell_of,
            form,
            household,
            told=form.told(),
            is_cleared=form.cleaned_data["is_cleared"],
            by=actor,
        )
        if told.value:
            messages.success(request, "已登记，责任乡镇和县双拥办的待办里都能看到。")
            return redirect("visits:occurrence", told.value.pk)
    return answered(request, "visits/tell_of.html", {"household": household}, form=form)


@requires(Permission.VISIT_VIEW)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    occurrence = get_object_or_404(Occurrence.objects.visible_to(actor).for_listing(), pk=pk)
    may_record = actor.may(Permission.VISIT_RECORD, occurrence.region)
    is_open = occurrence.state == Answer.OPEN
    context = {
        "occurrence": occurrence,
        "waited": occurrence.days(clock.today()),
        "may_record": is_open and may_record,
        "visits": _possible(occurrence) if is_open and may_record else [],
        "may_close": is_open and actor.may(Permission.VISIT_EXCUSE, occurrence.region),
        "may_reopen": occurrence.state == Answer.CLOSED
        and actor.may(Permission.VISIT_EXCUSE, occurrence.region),
        "sees_family": actor.may(Permission.PEOPLE_VIEW, occurrence.region),
    }
    return render(request, "visits/occurrence.html", context)


def _possible(occurrence: Occurrence) -> list[Visit]:
    """Visits that were recorded already and may be named as the answer."""
    made = Visit.objects.standing().filter(
        household=occurrence.household_id,
        made_on__gte=occurrence.happened_on,
        mode=Mode.HOME,
        occurrence=None,
    )
    return list(made.for_listing().select_related("campaign")[:5])


@requires(Permission.VISIT_RECORD)
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    occurrence = _within(actor, Permission.VISIT_RECORD, pk)
    key = request.POST.get("visit", "")
    visit = get_object_or_404(
        occurrence.household.visits.select_related("campaign", "unit", "region"),
        pk=int(key) if key.isdecimal() and len(key) < 12 else 0,
    )
    perform(request, actions.answer, occurrence, visit, said="已记为对这件事的走访。", by=actor)
    return redirect("visits:occurrence", occurrence.pk)


@requires(Permission.VISIT_EXCUSE)
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    occurrence = _within(actor, Permission.VISIT_EXCUSE, pk)
    form = forms.CloseOccurrence(request.POST or None)
    if form.is_valid() and attempt(actions.close, form, occurrence, by=actor, **form.cleaned_data):
        messages.success(request, "已批准不再走访，单独列示，不算已走访。")
        return redirect("visits:occurrence", occurrence.pk)
    return answered(request, "visits/close_occurrence.html", {"occurrence": occurrence}, form=form)


@requires(Permission.VISIT_EXCUSE)
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    occurrence = _within(actor, Permission.VISIT_EXCUSE, pk)
    perform(request, actions.reopen, occurrence, said="已转回待走访。", by=actor)
    return redirect("visits:occurrence", occurrence.pk)


def _within(actor: Actor, permission: Permission, pk: int) -> Occurrence:
    reachable = Occurrence.objects.filter(actor.scope(permission).rows("region"))
    return get_object_or_404(reachable.for_listing(), pk=pk)


def _tabs(request: HttpRequest, found: OccurrenceQuerySet, state: str) -> list[Tab]:
    """The three standings with their numbers, keeping the filters."""
    counts = dict(found.order_by().values_list("state").annotate(Count("pk")))
    tabs = []
    for one in Answer:
        query = request.GET.copy()
        query["state"] = one.value
        query.pop("page", None)
        tabs.append(Tab(one.label, f"?{query.urlencode()}", counts.get(one.value, 0), one == state))
    return tabs
