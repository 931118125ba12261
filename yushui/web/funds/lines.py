"""The lines of a batch: looked through, decided, added by hand."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.funds import doubts, seals, totals
from yushui.funds.actions import payments as actions
from yushui.funds.lifecycle import BEFORE_APPROVAL, PaymentState
from yushui.funds.models import Payment
from yushui.people import categories
from yushui.people.models import Person
from yushui.web.funds.batches import mine, seen, with_reason
from yushui.web.funds.payment_forms import AddLine, Decide
from yushui.web.http import actor_of, answer, attempt, paged
from yushui.web.policy import requires
from yushui.web.templatetags.yushui import Tab


P = Permission
_HOME = "person__household__region"
_DIGITS = 8  # of a serial; a longer number is none


@requires(P.FUNDS_VIEW)
@require_GET
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """The persons of a batch, or those in one state, or held for one doubt; numbers masked."""
    batch, actor = seen(request, pk), actor_of(request)
    state, code = request.GET.get("state", ""), request.GET.get("doubt", "")
    rows = batch.payments.for_listing().select_related(_HOME).prefetch_related("doubts")
    if state in PaymentState.values:
        rows = rows.filter(state=state)
    if code in doubts.BY_CODE:
        rows = rows.held().filter(doubts__code=code)
    if (serial := request.GET.get("serial", "")).isdecimal() and len(serial) < _DIGITS:
        rows = rows.filter(serial=int(serial))
    page = paged(request, rows)
    may_decide = batch.state in BEFORE_APPROVAL and (
        actor.may_for_unit(P.FUNDS_MANAGE, batch.unit)
        or actor.may_for_unit(P.FUNDS_APPROVE, batch.unit)
    )
    context = {
        "batch": batch,
        "page": page,
        "rows": [_row(one, actor) for one in page],
        "tabs": _tabs(batch.pk, state, totals.by_batch([batch])[batch.pk].persons),
        "doubt": doubts.BY_CODE.get(code),
        "may_decide": may_decide,
        "may_take_back": actor.may_for_unit(P.FUNDS_PAY, batch.unit),
    }
    return answer(request, "payments/lines.html", context)


def _row(payment: Payment, actor: Actor) -> dict[str, object]:
    home = payment.person.household
    return {
        "payment": payment,
        # Where an account is put right; who has moved away is another county's.
        "home": home if actor.may(P.PEOPLE_VIEW, home.region) else None,
        "account": seals.masked_account(payment),
        "labels": [categories.label(one) for one in categories.narrowest(payment.categories)],
        "doubts": [one.told for one in payment.doubts.all()],
    }


def _tabs(pk: int, chosen: str, counts: dict[str, int]) -> list[Tab]:
    address = reverse("payments:lines", args=[pk])
    every = Tab("全部", address, sum(counts.values()), not chosen)
    return [
        every,
        *(
            Tab(state.label, f"{address}?state={state}", counts[state], chosen == state)
            for state in PaymentState
            if counts[state]
        ),
    ]


@requires(P.FUNDS_MANAGE, P.FUNDS_APPROVE)
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    own = Payment.objects.filter(actor.scope(P.FUNDS_MANAGE).rows_by_unit("batch__unit"))
    loaded = own.select_related("batch__unit", "region__parent", _HOME)
    payment = get_object_or_404(loaded.prefetch_related("doubts"), pk=pk)
    form = Decide(request.POST or None)
    if form.is_valid() and attempt(
        actions.decide_payment, form, payment, by=actor, **form.cleaned_data
    ):
        messages.success(request, f"“{payment.name}”：{payment.get_state_display()}。")
        held = reverse("payments:lines", args=[payment.batch_id])
        return redirect(f"{held}?state={PaymentState.HELD}")
    checks = [(doubts.BY_CODE[one.code], one.told) for one in payment.doubts.all()]
    context = {"batch": payment.batch, "checks": checks} | _row(payment, actor)
    return answer(request, "payments/decide.html", context, form=form)


@requires(P.FUNDS_MANAGE, P.FUNDS_APPROVE)
@require_http_methods(["GET", "POST"])
def leave_out(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    if code not in doubts.BY_CODE:
        raise Http404
    label = doubts.label(code)
    return with_reason(
        request,
        mine(request, pk, P.FUNDS_MANAGE),
        actions.leave_out_all,
        heading=f"“{label}”的全部不发",
        said=f"“{label}”的都认定不发。",
        code=code,
    )


@requires(P.FUNDS_MANAGE)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    batch, actor = mine(request, pk, P.FUNDS_MANAGE), actor_of(request)
    form = AddLine(
        request.POST or None,
        persons=Person.objects.visible_to(actor).select_related("household__region"),
        initial={"amount": batch.standard.amount},
    )
    if form.is_valid() and attempt(
        actions.add_payment, form, batch, form.cleaned_data["person"], by=actor, **form.asked()
    ):
        messages.success(request, "已另列入名单，疑点一并核对。")
        return redirect("payments:lines", batch.pk)
    context = {"batch": batch, "heading": "另列一人"}
    return answer(request, "payments/form.html", context, form=form)
