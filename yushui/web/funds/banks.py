"""The cashier's pages: the list goes to the bank, the bank's answers come back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yushui.accounts.roles import Permission
from yushui.funds import banking, carrying
from yushui.funds.actions import banks as actions
from yushui.funds.actions import payments
from yushui.funds.lifecycle import AT_THE_BANK
from yushui.funds.models import Payment
from yushui.kernel.errors import RuleViolation
from yushui.web.filings.views import sent
from yushui.web.funds.batches import mine
from yushui.web.funds.payment_forms import ChooseLayout, EnterAnswer, TakeBack
from yushui.web.http import actor_of, answer, attempt, perform
from yushui.web.policy import requires
from yushui.web.readonly import leaves_trace


P = Permission
_KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "txt": "text/plain",
}


@requires(P.FUNDS_PAY)
@require_POST
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    batch = mine(request, pk, P.FUNDS_PAY)
    form = ChooseLayout(request.POST)
    if form.is_valid():
        perform(
            request,
            carrying.hand_over,
            batch,
            by=actor_of(request),
            said="已转入付款；生成名单后，请下载交银行。",
            **form.cleaned_data,
        )
    return redirect("payments:batch", batch.pk)


@requires(P.FUNDS_PAY)
@leaves_trace
@require_GET
def fetch(request: HttpRequest, pk: int) -> HttpResponse:
    """The file for the bank. It holds accounts in full, so who took it is logged."""
    batch = mine(request, pk, P.FUNDS_PAY)
    if batch.state not in AT_THE_BANK:
        return redirect("payments:batch", batch.pk)
    try:
        content = actions.hand_out_list(batch, by=actor_of(request))
    except RuleViolation as refusal:
        messages.error(request, refusal.message)
        return redirect("payments:batch", batch.pk)
    assert batch.paid_at is not None, "What is at the bank was paid at a moment."
    extension = banking.of(batch.layout, localdate(batch.paid_at)).extension
    return sent(content, f"发放名单{batch.pk}.{extension}", kind=_KINDS[extension])


@requires(P.FUNDS_PAY)
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, pk: int) -> HttpResponse:
    batch = mine(request, pk, P.FUNDS_PAY)
    form = EnterAnswer(request.POST or None, request.FILES or None)
    if form.is_valid():
        made = attempt(
            carrying.enter,
            form,
            batch,
            reading=form.reading(),
            on=form.cleaned_data["on"],
            by=actor_of(request),
        )
        if made.value and made.value.outcome:
            messages.success(request, "回盘文件已核对无误，正在逐人登记。")
            return redirect("payments:batch", batch.pk)
        if made.value:
            paid, failed = made.value.paid_count, made.value.failed_count
            messages.success(request, f"已登记：到账 {paid} 人，未到账 {failed} 人。")
            return redirect("payments:batch", batch.pk)
    context = {"batch": batch, "heading": "登记银行回盘", "has_file": True}
    return answer(request, "payments/form.html", context, form=form)


@requires(P.FUNDS_PAY)
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    own = Payment.objects.filter(actor.scope(P.FUNDS_PAY).rows_by_unit("batch__unit"))
    loaded = own.select_related("batch__unit", "batch__campaign")
    payment = get_object_or_404(loaded, pk=pk)
    form = TakeBack(request.POST or None)
    if form.is_valid() and attempt(
        payments.take_back_payment, form, payment, by=actor, **form.cleaned_data
    ):
        messages.success(request, f"“{payment.name}”的退款已登记，可以补发。")
        return redirect("payments:batch", payment.batch_id)
    context = {"batch": payment.batch, "heading": f"登记{payment.name}的退款"}
    return answer(request, "payments/form.html", context, form=form)
