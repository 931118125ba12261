"""Pages about visits made, and what is noted about a household that was not met."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yushui.accounts.actor import Scope
from yushui.accounts.roles import Permission
from yushui.campaigns.lifecycle import State as CampaignState
from yushui.campaigns.models import Campaign
from yushui.kernel import clock
from yushui.visits import actions, queries
from yushui.visits.lifecycle import LIFECYCLE
from yushui.visits.models import Occurrence, Picture, Target, Try, Visit
from yushui.visits.queries import rounds_of
from yushui.web.http import actor_of, answer, attempt, page_or_fragment, paged, perform
from yushui.web.policy import requires
from yushui.web.visits import forms
from yushui.web.visits.outings import today_of
from yushui.web.visits.ways import back_from


@requires(Permission.VISIT_VIEW)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    visits = Visit.objects.visible_to(actor).for_listing()
    campaigns = rounds_of(actor).filter(state=CampaignState.OPEN)
    context = {
        "page": paged(request, visits),
        "campaigns": campaigns.order_by("ends_on", "-pk")[:5],
        "outings": today_of(actor),
        "occurrences": Occurrence.objects.visible_to(actor).open().count(),
        "may_record": actor.holds(Permission.VISIT_RECORD),
    }
    return page_or_fragment(request, "visits/index.html", "visits/_rows.html", context)


@requires(Permission.VISIT_VIEW)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    visits = Visit.objects.visible_to(actor).for_listing()
    visit = get_object_or_404(visits.select_related("campaign", "group_visit"), pk=pk)
    company, home = visit.group_visit or visit, visit.household
    may_change = "cancel" in LIFECYCLE.available(visit.state) and actor.may_for_unit(
        Permission.VISIT_RECORD, visit.unit
    )
    context = {
        "visit": visit,
        "persons": visit.persons.order_by("pk"),
        "may_record": home is not None and actor.may(Permission.VISIT_RECORD, home.region),
        "sees_campaign": Campaign.objects.visible_to(actor).filter(pk=visit.campaign_id).exists(),
        "participants": company.participants.select_related("unit").order_by("pk"),
        "gifts": visit.gifts.order_by("pk"),
        "services": visit.services.order_by("pk"),
        "pictures": Picture.objects.filter(visit=visit).order_by("position", "pk"),
        "wants_pictures": queries.wants_pictures(visit.campaign),
        "may_add": may_change and visit.campaign.state == CampaignState.OPEN,
        "picture_form": forms.AddPicture(),
        "may_cancel": may_change,
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


@requires(Permission.VISIT_RECORD)
@require_http_methods(["GET", "POST"])
def tried(request: HttpRequest, pk: int) -> HttpResponse:
    """Nobody was met at the door, and on which day (S0-70)."""
    actor = actor_of(request)
    target = _target(actor.scope(Permission.VISIT_RECORD), pk)
    form = forms.NoteTry(request.POST or None, initial={"tried_on": clock.today()})
    back = back_from(request, target)
    if form.is_valid() and attempt(actions.note_try, form, target, by=actor, **form.cleaned_data):
        messages.success(request, f"已记“{target.household.head_name}”家一次上门未遇。")
        return redirect(back.url)
    return answer(request, "visits/tried.html", {"target": target, "back": back}, form=form)


@requires(Permission.VISIT_RECORD)
@require_http_methods(["GET", "POST"])
def take_back_try(request: HttpRequest, pk: int) -> HttpResponse:
    """A try that was noted for the wrong family or on the wrong day."""
    actor = actor_of(request)
    mine = Try.objects.filter(actor.scope(Permission.VISIT_RECORD).rows("target__region"))
    wanted = mine.standing().select_related("target__household", "target__region")
    made = get_object_or_404(wanted, pk=pk)
    form = forms.CancelVisit(request.POST or None)
    if form.is_valid() and attempt(
        actions.take_back_try, form, made, by=actor, **form.cleaned_data
    ):
        messages.success(request, "这次未遇已撤销，不再计数。")
        return redirect("visits:left", made.target.campaign_id)
    return answer(request, "visits/take_back_try.html", {"made": made}, form=form)


@requires(Permission.VISIT_EXCUSE)
@require_http_methods(["GET", "POST"])
def excuse(request: HttpRequest, pk: int) -> HttpResponse:
    """A household leaves the duty, by the head's word (S0-70)."""
    actor = actor_of(request)
    target = _target(actor.scope(Permission.VISIT_EXCUSE), pk)
    form = forms.ExcuseTarget(request.POST or None)
    back = back_from(request, target)
    if form.is_valid() and attempt(actions.excuse, form, target, by=actor, **form.cleaned_data):
        messages.success(request, f"已批准“{target.household.head_name}”家免访。")
        return redirect(back.url)
    return answer(request, "visits/excuse.html", {"target": target, "back": back}, form=form)


def _target(scope: Scope, pk: int) -> Target:
    reachable = Target.objects.filter(scope.rows("region")).for_listing().with_tries()
    return get_object_or_404(reachable.select_related("campaign"), pk=pk)
