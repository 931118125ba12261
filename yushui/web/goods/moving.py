"""Entering goods: kinds, what came in, what went to another unit, and what is missing."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from yushui.accounts.roles import Permission
from yushui.campaigns.lifecycle import State as CampaignState
from yushui.campaigns.models import Campaign
from yushui.funds.models import keeper_of
from yushui.goods.actions import deciding, moving
from yushui.goods.models import Item, Lot, Movement, Shelf
from yushui.kernel import clock
from yushui.territory.models import Unit
from yushui.web.funds.standpoint import managed
from yushui.web.goods import forms
from yushui.web.http import actor_of, answer, attempt, perform
from yushui.web.policy import requires


@requires(Permission.FUNDS_MANAGE)
@require_http_methods(["GET", "POST"])
def add_item(request: HttpRequest) -> HttpResponse:
    unit = managed(request)
    form = forms.NameItem(request.POST or None)
    if form.is_valid() and attempt(
        moving.name_item, form, unit, by=actor_of(request), **form.cleaned_data
    ):
        messages.success(request, "已登记品种，可以登记入库。")
        return redirect("goods:receive")
    context = {"unit": unit, "title": "登记品种", "button": "登记品种"}
    return answer(request, "goods/form.html", context, form=form)


@requires(Permission.FUNDS_MANAGE)
@require_http_methods(["GET", "POST"])
def set_standard(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    own = Item.objects.filter(actor.scope(Permission.FUNDS_MANAGE).rows_by_unit("unit"))
    item = get_object_or_404(own.select_related("unit"), pk=pk)
    form = forms.SetStandard(request.POST or None, initial={"per_household": item.per_household})
    if form.is_valid() and attempt(moving.set_standard, form, item, by=actor, **form.cleaned_data):
        messages.success(request, "已设定每户标准。")
        return redirect("goods:item", item.pk)
    context = {"unit": item.unit, "title": f"{item}的每户标准", "button": "保存"}
    return answer(request, "goods/form.html", context, form=form)


@requires(Permission.FUNDS_MANAGE)
@require_http_methods(["GET", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    unit, actor = managed(request), actor_of(request)
    open_ = Campaign.objects.visible_to(actor).rounds().filter(state=CampaignState.OPEN)
    form = forms.Receive(
        request.POST or None,
        items=Item.objects.usable_by(unit).for_listing(),
        campaigns=open_.order_by("-starts_on", "-pk"),
        initial={"on": clock.today(), "item": request.GET.get("item")},
    )
    if form.is_valid() and attempt(
        moving.receive,
        form,
        unit,
        form.cleaned_data["item"],
        bought=form.bought(),
        slip=form.slip(),
        by=actor,
    ):
        messages.success(request, "已入库。")
        return redirect("goods:item", form.cleaned_data["item"].pk)
    context = {"unit": unit, "title": "登记入库", "button": "入库", "names_items": True}
    return answer(request, "goods/form.html", context, form=form)


@requires(Permission.FUNDS_MANAGE)
@require_http_methods(["GET", "POST"])
def pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    shelf = _shelf(request, pk)
    form = forms.PassOn(
        request.POST or None, receivers=_receivers(shelf.unit), initial={"on": clock.today()}
    )
    return _entered(
        request,
        shelf,
        form,
        lambda: attempt(
            moving.pass_on,
            form,
            shelf.lot,
            giver=shelf.unit,
            receiver=form.cleaned_data["receiver"],
            slip=form.slip(),
            by=actor_of(request),
        ),
        {
            "title": "下拨慰问品",
            "button": "下拨",
            "hint": "对方签收前显示在途。",
        },
    )


def _receivers(unit: Unit) -> list[Unit]:
    """Those right below, in the same lane, that keep a stock of their own."""
    below = unit.subordinates.active().filter(lane=unit.lane)
    found = below.select_related("superior", "answers_for").order_by("path")
    return [one for one in found if keeper_of(one) == one]


@requires(Permission.FUNDS_MANAGE)
@require_http_methods(["GET", "POST"])
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    shelf = _shelf(request, pk)
    above = shelf.unit.superior
    if above is None or above.lane != shelf.unit.lane:
        messages.error(request, f"“{shelf.unit.name}”没有可以退回的上级单位。")
        return redirect("goods:item", shelf.lot.item_id)
    form = forms.SlipForm(request.POST or None, initial={"on": clock.today()})
    return _entered(
        request,
        shelf,
        form,
        lambda: attempt(
            moving.give_back,
            form,
            shelf.lot,
            giver=shelf.unit,
            receiver=above,
            slip=form.slip(),
            by=actor_of(request),
        ),
        {"title": f"退回给{above.name}", "button": "退回", "hint": "上级签收后计入上级库存。"},
    )


@requires(Permission.FUNDS_MANAGE)
@require_http_methods(["GET", "POST"])
def lose(request: HttpRequest, pk: int) -> HttpResponse:
    shelf = _shelf(request, pk)
    form = forms.Lose(request.POST or None, initial={"on": clock.today()})
    return _entered(
        request,
        shelf,
        form,
        lambda: attempt(
            moving.lose, form, shelf.lot, unit=shelf.unit, slip=form.slip(), by=actor_of(request)
        ),
        {
            "title": "登记损耗",
            "button": "登记损耗",
            "hint": "丢失、破损、短少的写明原因。",
        },
    )


@requires(Permission.FUNDS_MANAGE)
@require_http_methods(["GET", "POST"])
def take(request: HttpRequest, pk: int) -> HttpResponse:
    shelf = _shelf(request, pk)
    form = forms.Take(request.POST or None, initial={"on": clock.today()})
    return _entered(
        request,
        shelf,
        form,
        lambda: attempt(
            moving.take,
            form,
            shelf.lot,
            unit=shelf.unit,
            taker=form.cleaned_data["taker"],
            slip=form.slip(),
            by=actor_of(request),
        ),
        {
            "title": "登记名单外领用",
            "button": "登记",
            "hint": "不在名单上的人领走的如实登记；列为发现问题，由负责人认定，不计入折算经费。",
        },
    )


@requires(Permission.FUNDS_MANAGE)
@require_http_methods(["GET", "POST"])
def count(request: HttpRequest, pk: int) -> HttpResponse:
    shelf = _shelf(request, pk)
    form = forms.TakeStock(request.POST or None, initial={"on": clock.today()})
    return _entered(
        request,
        shelf,
        form,
        lambda: attempt(deciding.take_stock, form, shelf, count=form.count(), by=actor_of(request)),
        {"title": "盘点", "button": "登记盘点", "hint": "实点数与账面不符的列为发现问题。"},
    )


def _shelf(request: HttpRequest, pk: int) -> Shelf:
    own = actor_of(request).scope(Permission.FUNDS_MANAGE).rows_by_unit("unit")
    rows = Shelf.objects.filter(own).select_related("lot__item", "unit__superior__answers_for")
    return get_object_or_404(rows, pk=pk)


def _entered(
    request: HttpRequest,
    shelf: Shelf,
    form: Any,
    enter: Callable[[], Any],
    context: dict[str, Any],
) -> HttpResponse:
    if form.is_valid() and enter():
        messages.success(request, "已登记。")
        return redirect(f"{reverse('goods:item', args=[shelf.lot.item_id])}?unit={shelf.unit_id}")
    return answer(
        request, "goods/form.html", {"shelf": shelf, "unit": shelf.unit, **context}, form=form
    )


@requires(Permission.FUNDS_MANAGE)
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    made = _movement(request, pk, "receiver")
    perform(request, moving.accept, made, said="已签收，计入本单位库存。", by=actor_of(request))
    return redirect("goods:index")


@requires(Permission.FUNDS_MANAGE)
@require_POST
def cancel_movement(request: HttpRequest, pk: int) -> HttpResponse:
    made = _movement(request, pk, "unit")
    return _cancel(request, moving.cancel_movement, made)


@requires(Permission.FUNDS_MANAGE)
@require_POST
def cancel_lot(request: HttpRequest, pk: int) -> HttpResponse:
    own = actor_of(request).scope(Permission.FUNDS_MANAGE).rows_by_unit("unit")
    lot = get_object_or_404(Lot.objects.filter(own).select_related("unit", "item"), pk=pk)
    return _cancel(request, moving.cancel_lot, lot)


def _movement(request: HttpRequest, pk: int, side: str) -> Movement:
    own = actor_of(request).scope(Permission.FUNDS_MANAGE).rows_by_unit(side)
    rows = Movement.objects.filter(own).select_related("lot__item", "unit", "receiver")
    return get_object_or_404(rows, pk=pk)


def _cancel(
    request: HttpRequest, action: Callable[..., None], made: Lot | Movement
) -> HttpResponse:
    reason = request.POST.get("reason", "")
    said = "已撤销，库存已退回。"
    perform(request, action, made, said=said, reason=reason, by=actor_of(request))
    item = made.item_id if isinstance(made, Lot) else made.lot.item_id
    return redirect("goods:item", item)
