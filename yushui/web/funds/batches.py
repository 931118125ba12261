"""Payment batches: the list of them, the page of one, and its way through three hands."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.campaigns.lifecycle import State as CampaignState
from yushui.campaigns.models import Campaign
from yushui.funds import carrying, jobs, listing, preparing, totals
from yushui.funds.actions import batches as actions
from yushui.funds.lifecycle import APPROVED_ON
from yushui.funds.models import Batch, Standard
from yushui.jobs import progress
from yushui.territory.kinds import Lane, Level
from yushui.territory.models import Unit
from yushui.web.funds import batch_rows
from yushui.web.funds.payment_forms import Prepare, Reason, Redo
from yushui.web.http import actor_of, answer, attempt, page_or_fragment, paged, perform
from yushui.web.policy import requires


P = Permission


@requires(P.FUNDS_VIEW)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    page = paged(request, Batch.objects.visible_to(actor).for_listing())
    found = totals.by_batch(page)
    context = {
        "page": page,
        "rows": [(one, *found[one.pk].meant) for one in page],
        "may_prepare": payers(actor).exists(),
    }
    return answer(request, "payments/index.html", context)


@requires(P.FUNDS_MANAGE)
@require_http_methods(["GET", "POST"])
def prepare(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    form = Prepare(
        request.POST or None,
        units=payers(actor),
        campaigns=Campaign.objects.visible_to(actor).filter(state=CampaignState.OPEN).for_listing(),
        standards=Standard.objects.visible_to(actor).for_listing(),
    )
    if form.is_valid():
        asked = attempt(preparing.ask, form, by=actor, **form.cleaned_data)
        if asked.value:
            return redirect("payments:batch", asked.value.pk)
    return answer(request, "payments/prepare.html", {}, form=form)


@requires(P.FUNDS_VIEW)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a batch stands, what it comes to, what is doubtful; and what one may do about it."""
    batch = seen(request, pk)
    report = progress.current(jobs.key_of(batch))
    context = batch_rows.page_of(batch, actor_of(request)) | {"report": report}
    return page_or_fragment(request, "payments/batch.html", "payments/_batch.html", context)


@requires(P.FUNDS_VIEW)
@require_GET
def criteria(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom the standard means, how many it is and how much: to be made public, without names.

    What is not approved, or was withdrawn, is nothing to hang up.
    """
    batch = seen(request, pk)
    if batch.state not in APPROVED_ON:
        return answer(request, "payments/criteria.html", {"batch": batch})
    towns = totals.by_town(batch)
    context = {
        "batch": batch,
        "is_approved": True,
        "towns": [(one.name, *one.total.meant) for one in towns],
        "total": totals.summed(towns).meant,
        "labels": batch_rows.meant_by(batch.standard),
    }
    return answer(request, "payments/criteria.html", context)


@requires(P.FUNDS_MANAGE)
@require_POST
def recheck(request: HttpRequest, pk: int) -> HttpResponse:
    batch, by = mine(request, pk, P.FUNDS_MANAGE), actor_of(request)
    changes = listing.look_again(batch)
    perform(request, actions.recheck_batch, batch, changes=changes, by=by, said="已重新核对。")
    return redirect("payments:batch", batch.pk)


@requires(P.FUNDS_MANAGE)
@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    batch = mine(request, pk, P.FUNDS_MANAGE)
    perform(
        request, actions.submit_batch, batch, by=actor_of(request), said="已提交，等负责人审批。"
    )
    return redirect("payments:batch", batch.pk)


@requires(P.FUNDS_APPROVE)
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve what is left when everything was decided; the last look may find more."""
    batch = mine(request, pk, P.FUNDS_APPROVE)
    form = Form({})
    form.is_valid()
    asked = attempt(
        carrying.approve,
        form,
        batch,
        by=actor_of(request),
    )
    if not asked:
        messages.error(request, str(form.non_field_errors()[0]))
    elif asked.value:
        messages.warning(request, f"没有批准：还有 {asked.value} 人有疑点，请先逐人认定。")
    elif not batch.is_under_way:
        messages.success(request, "已批准，等财务人员交银行。")
    return redirect("payments:batch", batch.pk)


@requires(P.FUNDS_APPROVE, P.FUNDS_PAY)
@require_POST
def carry_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Set going again what a job left undone."""
    actor = actor_of(request)
    batch = seen(request, pk)
    if not batch_rows.may_carry_on(batch, actor):
        raise PermissionDenied
    carrying.carry_on(batch, by=actor)
    return redirect("payments:batch", batch.pk)


@requires(P.FUNDS_APPROVE)
@require_http_methods(["GET", "POST"])
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    batch = mine(request, pk, P.FUNDS_APPROVE)
    return with_reason(
        request, batch, actions.return_batch, heading="退回这一批", said="已退回给编制人。"
    )


@requires(P.FUNDS_MANAGE, P.FUNDS_APPROVE)
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    batch = mine(request, pk, P.FUNDS_MANAGE)
    return with_reason(
        request,
        batch,
        actions.withdraw_batch,
        heading="作废这一批",
        said="已作废，名单上的人可以另行编制。",
    )


@requires(P.FUNDS_MANAGE)
@require_POST
def redo(request: HttpRequest, pk: int) -> HttpResponse:
    """Those the bank could not pay once more; pressed twice from one page it is one batch."""
    batch = mine(request, pk, P.FUNDS_MANAGE)
    form = Redo(request.POST)
    if form.is_valid():
        asked = attempt(
            preparing.ask_again,
            form,
            batch,
            op_id=form.cleaned_data["op_id"],
            by=actor_of(request),
        )
        if asked.value:
            return redirect("payments:batch", asked.value.pk)
    for told in form.errors.values():
        messages.error(request, str(told[0]))
    return redirect("payments:batch", batch.pk)


def with_reason(
    request: HttpRequest, batch: Batch, action: Callable[..., Any], *, heading: str, said: str,
    back: str = "", **also: Any,
) -> HttpResponse:  # fmt: skip
    """Ask why, do it, and go back to the batch."""
    form = Reason(request.POST or None)
    if form.is_valid() and attempt(
        action, form, batch, reason=form.cleaned_data["reason"], by=actor_of(request), **also
    ):
        messages.success(request, said)
        return redirect(back or reverse("payments:batch", args=[batch.pk]))
    return answer(request, "payments/form.html", {"batch": batch, "heading": heading}, form=form)


def payers(actor: Actor) -> QuerySet[Unit]:
    """The county's units one prepares payments for."""
    own = Unit.objects.active().filter(actor.scope(P.FUNDS_MANAGE).own_units())
    return own.filter(region__level=Level.COUNTY, lane=Lane.CIVIL).for_listing()


def seen(request: HttpRequest, pk: int) -> Batch:
    return get_object_or_404(Batch.objects.visible_to(actor_of(request)).for_listing(), pk=pk)


def mine(request: HttpRequest, pk: int, permission: Permission) -> Batch:
    """A batch of one's own unit."""
    own = Batch.objects.worked_on_by(actor_of(request), permission)
    return get_object_or_404(own.for_listing(), pk=pk)
