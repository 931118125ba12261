"""Handing out to a household, who signed, and the list of what was handed out."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.campaigns.lifecycle import State as CampaignState
from yushui.campaigns.models import Campaign
from yushui.files import photos
from yushui.funds.models import keeper_of
from yushui.goods.actions import handing
from yushui.goods.lifecycle import Hand
from yushui.goods.models import Handout, Shelf, Way
from yushui.kernel import clock
from yushui.people.models import Household
from yushui.territory.models import Unit
from yushui.visits.models import Gift
from yushui.web.filings.views import sent
from yushui.web.goods import forms
from yushui.web.http import actor_of, answer, attempt, own_units, page_or_fragment, paged, perform
from yushui.web.policy import requires
from yushui.web.templatetags.yushui import Tab


@requires(Permission.FUNDS_VIEW)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What was handed out, newest first: all of it, or what nobody has signed for."""
    actor = actor_of(request)
    is_unsigned = request.GET.get("show") == "unsigned"
    seen = Handout.objects.visible_to(actor).filter(state__in=(Hand.GIVEN, Hand.CANCELLED))
    rows = seen.filter(signed_as="", state=Hand.GIVEN) if is_unsigned else seen
    page = paged(request, rows.for_listing())
    context = {
        "page": page,
        "tabs": [
            Tab("全部", "?", None, not is_unsigned),
            Tab("没有签收", "?show=unsigned", None, is_unsigned),
        ],
    }
    return page_or_fragment(request, "goods/handouts.html", "goods/_handouts.html", context)


@requires(Permission.VISIT_RECORD)
@require_http_methods(["GET", "POST"])
def hand_out(request: HttpRequest, household_pk: int) -> HttpResponse:
    """Hand something to a household apart from a visit: somebody came to fetch it."""
    actor = actor_of(request)
    reachable = Household.objects.filter(actor.scope(Permission.VISIT_RECORD).rows("region"))
    household = get_object_or_404(reachable.select_related("region"), pk=household_pk)
    unit = _own(actor)
    shelves = Shelf.objects.filter(unit=keeper_of(unit)).in_stock().for_listing()
    open_ = Campaign.objects.visible_to(actor).rounds().filter(state=CampaignState.OPEN)
    form = forms.HandOut(
        request.POST or None,
        request.FILES or None,
        shelves=shelves,
        campaigns=open_.order_by("-starts_on", "-pk"),
        initial={"on": clock.today(), "signer": household.head_name, "campaign": open_.first()},
    )
    if form.is_valid() and attempt(
        handing.hand_out,
        form,
        household,
        form.brought(),
        unit=unit,
        **{name: form.cleaned_data[name] for name in ("campaign", "on", "op_id")},
        by=actor,
    ):
        messages.success(request, f"已登记发给“{household.head_name}”家。")
        return redirect("people:show", household.pk)
    context = {
        "unit": unit,
        "title": f"发慰问品给{household.head_name}家",
        "button": "登记发放",
        "hint": "走访时带去的，在登记走访时填写，不用在这里再填。",
    }
    return answer(request, "goods/form.html", context, form=form)


def _own(actor: Actor) -> Unit:
    keys = own_units(actor, Permission.VISIT_RECORD)
    return Unit.objects.select_related("region", "superior", "answers_for").get(pk=keys[0])


@requires(Permission.VISIT_RECORD)
@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    handout = _mine(request, pk)
    form = forms.Sign(
        request.POST or None,
        request.FILES or None,
        initial={
            "signed_as": handout.signed_as or "self",
            "signer": handout.signer or (handout.household.head_name if handout.household else ""),
            "relation": handout.relation,
        },
    )
    if form.is_valid() and attempt(
        handing.sign, form, handout, form.signature(), by=actor_of(request)
    ):
        messages.success(request, "已登记签收。")
        return redirect("goods:handout", handout.pk)
    measure = handout.lot.item.measure
    context = {
        "unit": handout.unit,
        "title": "登记签收",
        "button": "保存",
        "hint": f"{_whose(handout)}：{handout.lot.item} {handout.quantity}{measure}",
    }
    return answer(request, "goods/form.html", context, form=form)


def _whose(handout: Handout) -> str:
    return f"{handout.household.head_name}家" if handout.household else str(handout.host)


@requires(Permission.VISIT_RECORD)
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    handout = _mine(request, pk)
    reason = request.POST.get("reason", "")
    said = "已撤销，慰问品已退回库存。"
    by = actor_of(request)
    perform(request, handing.cancel_handout, handout, said=said, reason=reason, by=by)
    if handout.way == Way.LIST:
        return redirect("goods:list", handout.distribution_id)
    return redirect("goods:handout", handout.pk)


@requires(Permission.FUNDS_VIEW)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The record of a handout: who got what, out of what, who signed."""
    actor, handout = actor_of(request), _seen(request, pk)
    is_own = handout.state == Hand.GIVEN and Handout.objects.of_hand(actor).contains(handout)
    context = {
        "handout": handout,
        "gift": Gift.objects.filter(handout=handout).select_related("visit").first(),
        "value": handout.lot.value(handout.quantity),
        "rulings": handout.rulings.order_by("pk"),
        "may_sign": is_own,
        "may_cancel": is_own and handout.way != Way.VISIT,
        "form": forms.Reason(),
    }
    return render(request, "goods/handout.html", context)


@requires(Permission.FUNDS_VIEW)
@require_GET
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """The photograph that was taken instead of a signature, small enough for a page."""
    handout = _seen(request, pk)
    if handout.picture is None:
        raise Http404
    small = photos.small(handout.picture.read())
    return sent(small, f"{handout.pk}.jpg", kind="image/jpeg")


def _seen(request: HttpRequest, pk: int) -> Handout:
    rows = Handout.objects.visible_to(actor_of(request)).for_listing()
    return get_object_or_404(rows.select_related("picture", "distribution"), pk=pk)


def _mine(request: HttpRequest, pk: int) -> Handout:
    rows = Handout.objects.of_hand(actor_of(request)).select_related(
        "household", "host", "lot__item", "unit", "campaign"
    )
    return get_object_or_404(rows, pk=pk)
