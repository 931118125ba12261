"""Standards: what is in force where, entered from a document or as a duty proposes."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.campaigns.models import Assignment
from yushui.funds.actions import standards as actions
from yushui.funds.models import Standard
from yushui.funds.proposing import proposed
from yushui.territory.kinds import Lane
from yushui.territory.models import Unit
from yushui.web.funds.batch_rows import meant_by
from yushui.web.funds.payment_forms import EndStandard, SetStandard
from yushui.web.http import actor_of, answer, attempt, paged
from yushui.web.policy import requires


P = Permission


@requires(P.FUNDS_VIEW)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    page = paged(request, Standard.objects.visible_to(actor).for_listing())
    own = set(_units(actor).values_list("region_id", flat=True))
    context = {
        "page": page,
        "rows": [(one, meant_by(one), one.region_id in own) for one in page],
        "may_set": actor.holds(P.FUNDS_MANAGE),
    }
    return answer(request, "payments/standards.html", context)


@requires(P.FUNDS_MANAGE)
@require_http_methods(["GET", "POST"])
def set_standard(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    initial = _proposed(request.GET.get("duty", ""), actor)
    form = SetStandard(request.POST or None, units=_units(actor), initial=initial)
    if form.is_valid() and attempt(
        actions.set_standard,
        form,
        form.cleaned_data["unit"],
        facts=form.facts(),
        by=actor,
    ):
        messages.success(request, "发放标准已登记。")
        return redirect("payments:standards")
    return answer(request, "payments/standard.html", {"heading": "登记发放标准"}, form=form)


def _proposed(duty: str, actor: Actor) -> dict[str, Any]:
    """What a duty to pay says, where the actor's side has it to do."""
    if not duty.isdecimal():
        return {}
    laid = Assignment.objects.visible_to(actor).filter(duty=int(duty), duty__kind="payment")
    found = laid.select_related("duty__campaign", "duty__notice").first()
    return asdict(proposed(found.duty)) if found else {}


@requires(P.FUNDS_MANAGE)
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    units = _units(actor)
    own = Standard.objects.filter(region__in=units.order_by().values("region"))
    standard = get_object_or_404(own, pk=pk)
    form = EndStandard(request.POST or None, units=units.filter(region=standard.region_id))
    if form.is_valid() and attempt(
        actions.end_standard, form, standard, by=actor, **form.cleaned_data
    ):
        messages.success(request, "发放标准已终止。")
        return redirect("payments:standards")
    heading = f"终止“{standard.name}”"
    return answer(request, "payments/standard.html", {"heading": heading}, form=form)


def _units(actor: Actor) -> QuerySet[Unit]:
    own = Unit.objects.active().filter(actor.scope(P.FUNDS_MANAGE).own_units())
    return own.filter(lane=Lane.CIVIL).for_listing()
