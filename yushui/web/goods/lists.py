"""Lists of households that are to get something: made, printed to be signed, entered."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from yushui.accounts.roles import Permission
from yushui.campaigns.lifecycle import State as CampaignState
from yushui.campaigns.models import Campaign
from yushui.goods.actions import lists
from yushui.goods.actions.handing import Signature
from yushui.goods.actions.lists import Plan
from yushui.goods.lifecycle import Hand
from yushui.goods.models import Distribution, Shelf, Signed
from yushui.kernel import clock
from yushui.people.models import Household
from yushui.reports import printing
from yushui.territory.models import Region
from yushui.visits.models import Target
from yushui.web.filings.views import sent
from yushui.web.funds.standpoint import managed
from yushui.web.goods import forms
from yushui.web.http import actor_of, answer, attempt, page_or_fragment, paged
from yushui.web.policy import requires
from yushui.web.readonly import leaves_trace


PDF = "application/pdf"
LINES_A_PAGE = 50


@requires(Permission.FUNDS_VIEW)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    context = {
        "page": paged(request, Distribution.objects.visible_to(actor).for_listing()),
        "may_manage": actor.holds(Permission.FUNDS_MANAGE),
    }
    return page_or_fragment(request, "goods/lists.html", "goods/_lists.html", context)


@requires(Permission.FUNDS_MANAGE)
@require_http_methods(["GET", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """The households on a campaign's list in a place, each to get so many."""
    unit, actor = managed(request), actor_of(request)
    shelves = Shelf.objects.filter(unit=unit).in_stock().for_listing()
    open_ = Campaign.objects.visible_to(actor).rounds().filter(state=CampaignState.OPEN)
    nearby = {"level__lte": unit.region.level + 1}
    regions = Region.objects.current().within(unit.region).filter(**nearby).order_by("path")
    form = forms.MakeList(
        request.POST or None,
        shelves=shelves,
        campaigns=open_.order_by("-starts_on", "-pk"),
        regions=regions,
        initial={"on": clock.today(), "campaign": open_.first(), "region": unit.region_id},
    )
    if form.is_valid():
        made = attempt(
            lists.make_list,
            form,
            form.cleaned_data["campaign"],
            unit,
            plan=_plan(form),
            households=_meant(form),
            by=actor,
        )
        if made and made.value:
            messages.success(request, "名单已编制，打印签收表后发放。")
            return redirect("goods:list", made.value.pk)
    context = {
        "unit": unit,
        "title": "编制发放名单",
        "button": "编制名单",
        "hint": "编制时不扣库存；领取、签收后登记，登记时扣库存、计入折算经费。",
    }
    return answer(request, "goods/form.html", context, form=form)


def _plan(form: forms.MakeList) -> Plan:
    values = form.cleaned_data
    names = ("region", "each", "on", "op_id")
    return Plan(lot=values["shelf"].lot, **{name: values[name] for name in names})


def _meant(form: forms.MakeList) -> list[Household]:
    """Those of the place who are on the campaign's list and have not left."""
    values = form.cleaned_data
    inside = Region.objects.within(values["region"])
    targets = Target.objects.filter(campaign=values["campaign"], region__in=inside).owed()
    homes = Household.objects.filter(pk__in=targets.values("household"))
    return list(homes.select_related("region").order_by("region__path", "code"))


@requires(Permission.FUNDS_VIEW)
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines of a list, to be ticked as they were signed."""
    actor = actor_of(request)
    made = _list(request, pk)
    may_enter = actor.may_as(Permission.VISIT_RECORD, made.unit)
    form = forms.EnterList(request.POST or None, initial={"on": clock.today()})
    if may_enter and form.is_valid() and _entered(request, form, made):
        return redirect("goods:list", made.pk)
    rows = made.lines.select_related("household", "region")
    page = paged(request, rows.order_by("region__path", "household__code", "pk"), LINES_A_PAGE)
    states = list(made.lines.values_list("state", flat=True))
    context = {
        "made": made,
        "page": page,
        "may_enter": may_enter and Hand.LISTED in states,
        "counts": {state.label: states.count(state) for state in Hand if state in states},
        "given_value": made.lot.value(made.each * states.count(Hand.GIVEN)),
    }
    return answer(request, "goods/list.html", context, form=form)


def _entered(request: HttpRequest, form: forms.EnterList, made: Distribution) -> bool:
    by, keys = actor_of(request), form.keys(request.POST)
    if "left" in request.POST:
        outcome: Any = attempt(lists.leave, form, made, keys, by=by)
        told = "户登记为未领取。"
    else:
        signatures = {key: _signature(request, key) for key in keys}
        on = form.cleaned_data["on"]
        outcome = attempt(lists.enter_signed, form, made, signatures, on=on, by=by)
        told = "户已登记领取，库存和折算经费一并入账。"
    if outcome:
        messages.success(request, f"{outcome.value} {told}")
    return bool(outcome)


def _signature(request: HttpRequest, key: int) -> Signature:
    signer = request.POST.get(f"signer-{key}", "").strip()[:40]
    relation = request.POST.get(f"relation-{key}", "").strip()[:20]
    if not signer:
        return Signature()
    return Signature(Signed.AGENT if relation else Signed.SELF, signer, relation)


@requires(Permission.FUNDS_VIEW)
@leaves_trace
@require_GET
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The list on paper, with room to sign. Who printed it is logged."""
    made = _list(request, pk)
    content = printing.sign_sheet(made, by=actor_of(request))
    return sent(content, f"发放签收表-{made.region.name}-{made.lot.item.name}.pdf", kind=PDF)


def _list(request: HttpRequest, pk: int) -> Distribution:
    return get_object_or_404(
        Distribution.objects.visible_to(actor_of(request)).for_listing(), pk=pk
    )
