"""From expressions to receivers, and what follows: publishing, signing, passing on, withdrawing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yushui.accounts.roles import Permission
from yushui.campaigns import actions as campaigns
from yushui.notices import actions
from yushui.notices.lifecycle import State
from yushui.notices.models import Addressee, Notice, Receipt, Role
from yushui.territory.models import Unit
from yushui.web.http import actor_of, answer, attempt, perform
from yushui.web.notices import rows
from yushui.web.notices.desk import own_notice
from yushui.web.notices.forms import PickUnit, units_for
from yushui.web.policy import requires


def _addressee(request: HttpRequest, pk: int) -> Addressee:
    actor = actor_of(request)
    seen = Addressee.objects.filter(notice__in=Notice.objects.visible_to(actor))
    found = get_object_or_404(seen.select_related("notice__unit__region"), pk=pk)
    actor.require_for_unit(Permission.NOTICE_DRAFT, found.notice.unit)
    return found


def _back(addressee: Addressee) -> HttpResponse:
    address = reverse("notices:recipients", args=[addressee.notice_id])
    return redirect(f"{address}#addressee-{addressee.pk}")


@requires(Permission.NOTICE_DRAFT)
@require_GET
def recipients(request: HttpRequest, pk: int) -> HttpResponse:
    notice = own_notice(request, pk)
    if notice.state != State.DRAFT:
        return redirect("notices:show", pk)
    context = {
        "notice": notice,
        "expressions": rows.expressions(notice),
        "sending": rows.Sending.of(notice),
        "status": rows.Status.of(notice),
        "unchecked": rows.Unchecked.of(notice),
        "roles": Role.choices,
        "shown": rows.SHOWN,
    }
    return render(request, "notices/recipients.html", context)


@requires(Permission.NOTICE_DRAFT)
@require_POST
def match(request: HttpRequest, pk: int) -> HttpResponse:
    """Work the units out again, as after new ones were registered."""
    perform(
        request, actions.address, own_notice(request, pk), said="已重新匹配。", by=actor_of(request)
    )
    return redirect("notices:recipients", pk)


@requires(Permission.NOTICE_DRAFT)
@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Name the units of one expression by hand, one after the other."""
    addressee = _addressee(request, pk)
    units = list(addressee.units.select_related("region").order_by("path"))
    form = PickUnit(request.POST or None, issuer=addressee.notice.unit)
    if form.is_valid():
        chosen = [*units, form.cleaned_data["unit"]]
        if attempt(actions.settle, form, addressee, units=chosen, by=actor_of(request)):
            messages.success(request, f"已加入“{form.cleaned_data['unit'].name}”。")
            return redirect("notices:settle", pk)
    context = {"addressee": addressee, "notice": addressee.notice, "units": units}
    return answer(request, "notices/settle.html", context, form=form)


@requires(Permission.NOTICE_DRAFT)
@require_POST
def nobody(request: HttpRequest, pk: int) -> HttpResponse:
    """There is nobody here whom the expression means."""
    addressee = _addressee(request, pk)
    by = actor_of(request)
    perform(request, actions.settle, addressee, units=[], said="已注明本地没有。", by=by)
    return _back(addressee)


@requires(Permission.NOTICE_DRAFT)
@require_POST
def drop(request: HttpRequest, pk: int, unit_pk: int) -> HttpResponse:
    """Take one unit out of what an expression means."""
    addressee = _addressee(request, pk)
    units = [*addressee.units.exclude(pk=unit_pk).select_related("region")]
    by = actor_of(request)
    perform(request, actions.settle, addressee, units=units, said="已移出名单。", by=by)
    return redirect("notices:settle", pk)


@requires(Permission.NOTICE_DRAFT)
@require_POST
def change_role(request: HttpRequest, pk: int) -> HttpResponse:
    addressee = _addressee(request, pk)
    role = request.POST.get("role", "")
    by = actor_of(request)
    perform(request, actions.change_role, addressee, role=role, said="方式已更改。", by=by)
    return _back(addressee)


@requires(Permission.NOTICE_DRAFT)
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    notice = own_notice(request, pk)
    by = actor_of(request)
    if perform(request, actions.publish, notice, said="已下达，各单位可以签收了。", by=by):
        return redirect("notices:show", pk)
    return redirect("notices:recipients", pk)


@requires(Permission.NOTICE_DRAFT)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    notice = own_notice(request, pk)
    perform(request, campaigns.recall, notice, said="已撤回。", by=actor_of(request))
    return redirect("notices:show", pk)


@requires(Permission.NOTICE_RECEIVE)
@require_POST
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor_of(request)
    reachable = Receipt.objects.visible_to(by).select_related("notice", "unit")
    receipt = get_object_or_404(reachable, pk=pk)
    perform(request, actions.receive, receipt, said="已签收。", by=by)
    return redirect("notices:show", receipt.notice_id)


@requires(Permission.NOTICE_DRAFT)
@require_POST
def pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    by = actor_of(request)
    notice = get_object_or_404(Notice.objects.visible_to(by), pk=pk)
    own = units_for(by, Permission.NOTICE_DRAFT)
    chosen = request.POST.get("unit", "")
    unit: Unit = get_object_or_404(own, pk=chosen if chosen.isdecimal() else 0)
    perform(request, actions.pass_on, notice, unit=unit, said="已生成转发件。", by=by)
    child = notice.passed_on.filter(unit=unit, state=State.DRAFT).first()
    return redirect("notices:recipients" if child else "notices:show", child.pk if child else pk)
