"""What came in, was passed on and given back: the list of entries, and entering them."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yushui.accounts.roles import Permission
from yushui.campaigns.models import Campaign
from yushui.funds.actions import transfers
from yushui.funds.lifecycle import Booking
from yushui.funds.models import Appropriation, Purse, Transfer, keeper_of
from yushui.kernel import clock
from yushui.territory.models import Unit
from yushui.web import formats
from yushui.web.funds import money_forms as forms
from yushui.web.funds.standpoint import campaign_of, keepers_of, managed
from yushui.web.http import actor_of, answer, attempt, page_or_fragment, paged, perform
from yushui.web.policy import requires
from yushui.web.templatetags.yushui import Tab


@requires(Permission.FUNDS_VIEW)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The campaigns one sees, with what one's own unit has of each."""
    actor = actor_of(request)
    page = paged(request, Campaign.objects.visible_to(actor).for_listing())
    keepers = keepers_of(actor, Permission.FUNDS_VIEW)
    purses = Purse.objects.filter(campaign__in=page.object_list, unit__in=keepers)
    by_campaign = {purse.campaign_id: purse for purse in purses}
    context = {
        "page": page,
        "rows": [(campaign, by_campaign.get(campaign.pk)) for campaign in page],
        "may_manage": actor.holds(Permission.FUNDS_MANAGE),
    }
    return page_or_fragment(request, "funds/index.html", "funds/_campaigns.html", context)


@requires(Permission.FUNDS_VIEW)
@require_GET
def entries(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    """What moved, newest first: between units, or what came from outside."""
    actor = actor_of(request)
    campaign = campaign_of(request, campaign_pk)
    moved = Transfer.objects.visible_to(actor).filter(campaign=campaign).for_listing()
    came = Appropriation.objects.visible_to(actor).filter(campaign=campaign).for_listing()
    is_came = request.GET.get("kind") == "came"
    page = paged(request, came if is_came else moved)
    scope = actor.scope(Permission.FUNDS_MANAGE)
    lines = [
        (
            one,
            one.state == Booking.BOOKED and scope.covers_unit(one.unit if is_came else one.giver),
        )
        for one in page
    ]
    context = {
        "campaign": campaign,
        "page": page,
        "lines": lines,
        "is_came": is_came,
        "tabs": [
            Tab("单位往来", "?kind=moved", None, not is_came),
            Tab("经费到账", "?kind=came", None, is_came),
        ],
    }
    return page_or_fragment(request, "funds/entries.html", "funds/_entries.html", context)


@requires(Permission.FUNDS_MANAGE)
@require_http_methods(["GET", "POST"])
def appropriate(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    campaign, unit = campaign_of(request, campaign_pk), managed(request)
    form = forms.Appropriate(request.POST or None, initial={"on": clock.today()})
    return _entered(
        request,
        campaign,
        form,
        lambda: attempt(
            transfers.appropriate,
            form,
            campaign,
            unit,
            origin=form.cleaned_data["origin"],
            slip=form.slip(),
            by=actor_of(request),
        ),
        {"unit": unit, "title": "登记经费到账", "button": "登记到账"},
    )


@requires(Permission.FUNDS_MANAGE)
@require_http_methods(["GET", "POST"])
def pass_on(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    campaign, unit = campaign_of(request, campaign_pk), managed(request)
    form = forms.PassOn(
        request.POST or None, receivers=_receivers(unit), initial={"on": clock.today()}
    )
    return _entered(
        request,
        campaign,
        form,
        lambda: attempt(
            transfers.pass_on,
            form,
            campaign,
            giver=unit,
            receiver=form.cleaned_data["receiver"],
            slip=form.slip(),
            by=actor_of(request),
        ),
        {"unit": unit, "title": "下拨资金", "button": "下拨"},
    )


@requires(Permission.FUNDS_MANAGE)
@require_http_methods(["GET", "POST"])
def give_back(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    campaign, unit = campaign_of(request, campaign_pk), managed(request)
    above = unit.superior
    form = forms.SlipForm(request.POST or None, initial={"on": clock.today()})
    if above is None or above.lane != unit.lane:
        messages.error(request, f"“{unit.name}”没有可以交回的上级单位。")
        return redirect("funds:reconcile", campaign.pk)
    return _entered(
        request,
        campaign,
        form,
        lambda: attempt(
            transfers.give_back,
            form,
            campaign,
            giver=unit,
            receiver=above,
            slip=form.slip(),
            by=actor_of(request),
        ),
        {"unit": unit, "title": f"交回结余给{above.name}", "button": "交回"},
    )


def _entered(
    request: HttpRequest,
    campaign: Campaign,
    form: forms.SlipForm,
    enter: Callable[[], Any],
    context: dict[str, Any],
) -> HttpResponse:
    if form.is_valid() and enter():
        amount = formats.yuan(form.cleaned_data["amount"])
        messages.success(request, f"已{context['button']} {amount}。")
        return redirect("funds:reconcile", campaign.pk)
    purse = Purse.objects.of(campaign, context["unit"]).first()
    return answer(
        request, "funds/enter.html", {"campaign": campaign, "purse": purse, **context}, form=form
    )


def _receivers(unit: Unit) -> list[Unit]:
    """Those right below, in the same lane, that keep a purse of their own."""
    below = unit.subordinates.active().filter(lane=unit.lane)
    found = below.select_related("superior", "answers_for").order_by("path")
    return [one for one in found if keeper_of(one) == one]


@requires(Permission.FUNDS_MANAGE)
@require_POST
def cancel_appropriation(request: HttpRequest, pk: int) -> HttpResponse:
    mine = Appropriation.objects.filter(_managed_rows(request, "unit"))
    made = get_object_or_404(mine.select_related("unit", "campaign"), pk=pk)
    return _cancel(request, transfers.cancel_appropriation, made)


@requires(Permission.FUNDS_MANAGE)
@require_POST
def cancel_transfer(request: HttpRequest, pk: int) -> HttpResponse:
    mine = Transfer.objects.filter(_managed_rows(request, "giver"))
    made = get_object_or_404(mine.select_related("giver", "receiver", "campaign"), pk=pk)
    return _cancel(request, transfers.cancel_transfer, made)


def _managed_rows(request: HttpRequest, field: str) -> Any:
    return actor_of(request).scope(Permission.FUNDS_MANAGE).rows_by_unit(field)


def _cancel(
    request: HttpRequest, action: Callable[..., None], made: Appropriation | Transfer
) -> HttpResponse:
    reason = request.POST.get("reason", "")
    said = "已撤销，两边的账都已冲回。"
    perform(request, action, made, said=said, reason=reason, by=actor_of(request))
    return redirect("funds:entries", made.campaign_id)
