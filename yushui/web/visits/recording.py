"""Recording a visit: one page, made for a phone at the door."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.campaigns.lifecycle import State as CampaignState
from yushui.campaigns.models import Campaign
from yushui.funds.models import Purse
from yushui.kernel import clock
from yushui.people.models import Household
from yushui.territory.kinds import Kind
from yushui.territory.models import Unit
from yushui.visits import actions, rules
from yushui.visits.lifecycle import Reach
from yushui.visits.models import Occurrence, Target, Visit
from yushui.visits.queries import rounds_of
from yushui.web.http import actor_of, answer, attempt, own_units
from yushui.web.policy import requires
from yushui.web.visits import forms
from yushui.web.visits.stock_forms import brought, stock_lines
from yushui.web.visits.ways import Way, back_from


@requires(Permission.VISIT_RECORD)
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """A call on a household of the list."""
    actor = actor_of(request)
    scope = actor.scope(Permission.VISIT_RECORD)
    target = get_object_or_404(
        Target.objects.filter(scope.rows("region")).select_related(
            "household__region", "campaign", "unit__superior"
        ),
        pk=pk,
    )
    return _record(request, target.campaign, target.household, target)


@requires(Permission.VISIT_RECORD)
@require_http_methods(["GET", "POST"])
def record_household(request: HttpRequest, campaign_pk: int, household_pk: int) -> HttpResponse:
    """A call on any household in reach, on the list or not."""
    actor = actor_of(request)
    campaign = get_object_or_404(rounds_of(actor), pk=campaign_pk)
    reachable = Household.objects.filter(actor.scope(Permission.VISIT_RECORD).rows("region"))
    household = get_object_or_404(reachable.select_related("region"), pk=household_pk)
    target = (
        Target.objects.filter(campaign=campaign, household=household)
        .select_related("unit__superior")
        .first()
    )
    return _record(request, campaign, household, target)


@requires(Permission.VISIT_RECORD)
@require_http_methods(["GET", "POST"])
def record_daily(request: HttpRequest, household_pk: int) -> HttpResponse:
    """A call that belongs to no campaign (S3-13)."""
    reachable = Household.objects.filter(
        actor_of(request).scope(Permission.VISIT_RECORD).rows("region")
    )
    household = get_object_or_404(reachable.select_related("region"), pk=household_pk)
    return _record(request, None, household, None)


@requires(Permission.VISIT_RECORD)
@require_http_methods(["GET", "POST"])
def record_for_occurrence(request: HttpRequest, pk: int) -> HttpResponse:
    """The call that answers what happened: of a round that waits for the family, or daily."""
    reachable = Occurrence.objects.filter(
        actor_of(request).scope(Permission.VISIT_RECORD).rows("region")
    )
    occurrence = get_object_or_404(reachable.open().select_related("household__region"), pk=pk)
    waiting = Target.objects.filter(
        household=occurrence.household, state=Reach.UNVISITED, campaign__state=CampaignState.OPEN
    )
    target = waiting.select_related("campaign", "unit").order_by("campaign__ends_on", "pk").first()
    campaign = target.campaign if target else None
    return _record(request, campaign, occurrence.household, target, occurrence)


def _record(
    request: HttpRequest,
    campaign: Campaign | None,
    household: Household,
    target: Target | None,
    occurrence: Occurrence | None = None,
) -> HttpResponse:
    actor = actor_of(request)
    unit = visiting_unit(actor, target.unit if target else None)
    since = campaign.starts_on if campaign else clock.today() - rules.DAILY_WITHIN
    persons = household.persons.met_since(since).order_by("pk")
    form = forms.RecordVisit(
        request.POST or None,
        persons=list(persons.prefetch_related("belongings")),
        has_purse=_has_purse(campaign, unit),
        initial={"made_on": clock.today()},
    )
    lines = lines_of(request, actor, unit)
    back = _back(request, household, occurrence, campaign, target)
    outcome = attempt_call(
        form,
        lines,
        lambda call: attempt(
            actions.occurrences.record_for if occurrence else actions.record,
            form,
            *([occurrence] if occurrence else []),
            campaign=campaign,
            unit=unit,
            **({} if occurrence else {"household": household}),
            persons=form.chosen(),
            call=call,
            by=actor,
        ),
    )
    if outcome:
        messages.success(request, f"已登记对“{household.head_name}”家的走访。")
        return redirect(back.url)
    context = {
        "campaign": campaign,
        "household": household,
        "target": target,
        "unit": unit,
        "occurrence": occurrence,
        "back": back,
    }
    return answer(request, "visits/record.html", context | lines, form=form)


def _back(
    request: HttpRequest,
    household: Household,
    occurrence: Occurrence | None,
    campaign: Campaign | None,
    target: Target | None,
) -> Way:
    """The page one came from: what happened, the outing or the list, or the family."""
    if occurrence:
        return Way(reverse("visits:occurrence", args=[occurrence.pk]), "遇事走访")
    if target:
        return back_from(request, target)
    if campaign:
        return Way(reverse("visits:left", args=[campaign.pk]), "应访名单")
    return Way(reverse("people:show", args=[household.pk]), f"{household.head_name}家")


@requires(Permission.VISIT_RECORD)
@require_http_methods(["GET", "POST"])
def record_troop(request: HttpRequest, campaign_pk: int | None = None) -> HttpResponse:
    """A call on a garrison unit of one's own region, in a campaign or as daily work."""
    actor = actor_of(request)
    campaign = get_object_or_404(rounds_of(actor), pk=campaign_pk) if campaign_pk else None
    unit = visiting_unit(actor, None)
    hosts = Unit.objects.active().within(unit.region).filter(kind=Kind.GARRISON).order_by("path")
    form = forms.RecordTroop(
        request.POST or None,
        hosts=hosts,
        has_purse=_has_purse(campaign, unit),
        initial={"made_on": clock.today()},
    )
    lines = lines_of(request, actor, unit)
    outcome = attempt_call(
        form,
        lines,
        lambda call: attempt(
            actions.record_troop,
            form,
            campaign=campaign,
            unit=unit,
            host=form.cleaned_data["host"],
            call=call,
            by=actor,
        ),
    )
    if outcome:
        messages.success(request, "已登记对部队的走访。")
        return redirect("visits:index")
    context = {"campaign": campaign, "unit": unit, "has_hosts": hosts.exists()}
    return answer(request, "visits/record_troop.html", context | lines, form=form)


def _has_purse(campaign: Campaign | None, unit: Unit) -> bool:
    return campaign is not None and Purse.objects.of(campaign, unit).exists()


def lines_of(
    request: HttpRequest, actor: Actor, unit: Unit, *, asks_stock: bool = True
) -> dict[str, Any]:
    """The lines of who went along and of what was brought, as sent or to begin with."""
    units = {"units": _units_beside(unit)}
    stock = stock_lines(request.POST, unit) if asks_stock else None
    if request.POST:
        return {
            "stock": stock,
            "companions": forms.CompanionLines(
                request.POST, prefix="companions", form_kwargs=units
            ),
            "gifts": forms.GiftLines(request.POST, prefix="gifts"),
        }
    company = _company(actor) or [{"name": actor.name}]
    return {
        "stock": stock,
        "companions": forms.CompanionLines(prefix="companions", initial=company, form_kwargs=units),
        "gifts": forms.GiftLines(prefix="gifts"),
    }


def _units_beside(unit: Unit) -> list[tuple[str, str]]:
    """Units whose people may have come along: of the same place and the one above, both lanes."""
    places = [unit.region_id, unit.superior.region_id if unit.superior else unit.region_id]
    beside = Unit.objects.active().filter(region__in=places).exclude(pk=unit.pk)
    named = beside.exclude(kind=Kind.GARRISON).order_by("path").values_list("pk", "name")
    return [("", "本单位"), *((str(pk), name) for pk, name in named)]


def _company(actor: Actor) -> list[dict[str, Any]]:
    """Who went along to the house before: on a day of visits it is the same people."""
    today = Visit.objects.standing().filter(recorded_by_id=actor.id, made_on=clock.today())
    last = today.order_by("-pk").first()
    if last is None:
        return []
    return [
        {
            "name": one.name,
            "title": one.title,
            "rank": one.rank,
            "unit": "" if one.unit_id == last.unit_id else one.unit_id,
        }
        for one in last.participants.order_by("pk")
    ]


def attempt_call(form: forms.CallForm, lines: dict[str, Any], action: Callable[..., Any]) -> Any:
    """What the action made of the call that the form tells, if all of it is right."""
    companions, gifts, stock = lines["companions"], lines["gifts"], lines["stock"]
    is_stock_right = stock is None or not stock.is_bound or stock.is_valid()
    if not all([form.is_valid(), companions.is_valid(), gifts.is_valid(), is_stock_right]):
        if form.is_bound and not form.errors:
            form.add_error(None, "走访人员或慰问品有一行填写不对，请看下方标红处。")
        return None
    call = form.call(forms.companions(companions), [*brought(stock), *forms.gifts(gifts)])
    return action(call).value


def visiting_unit(actor: Actor, responsible: Unit | None) -> Unit:
    """The responsible unit when it is the person's own or theirs to act for, else their own."""
    if responsible and actor.may_as(Permission.VISIT_RECORD, responsible):
        return responsible
    own = own_units(actor, Permission.VISIT_RECORD)
    return Unit.objects.select_related("region__parent", "superior").get(pk=own[0])
