"""The yearly list of 31 March: frozen, its headcounts confirmed, signed, voided, looked through."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.people import actions
from yushui.people.lifecycle import YEARBOOK
from yushui.people.models import Headcount, Yearbook, YearbookEntry
from yushui.territory.kinds import Kind, Level
from yushui.territory.models import Unit
from yushui.web.http import actor_of, answer, attempt, paged, perform
from yushui.web.people import forms, signatures, yearbook_rows
from yushui.web.policy import requires


@requires(Permission.PEOPLE_VIEW)
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    page = paged(request, Yearbook.objects.visible_to(actor).for_listing())
    context = {"page": page, "may_take": _counties(actor).exists()}
    return answer(request, "people/yearbooks.html", context)


@requires(Permission.YEARBOOK_TAKE)
@require_http_methods(["GET", "POST"])
def take(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    form = forms.TakeYearbook(request.POST or None, units=_counties(actor))
    if form.is_valid():
        taken = attempt(actions.take_yearbook, form, by=actor, **form.asked())
        if taken.value:
            messages.success(request, "名册已冻结。请各乡镇（街道）确认底数，再由军地双方签认。")
            return redirect("people:yearbook", taken.value.pk)
    context = {
        "heading": "生成年度名册",
        "lead": "按家庭档案冻结现役军人家庭，截止日是 3 月 31 日，并与上年的比较。",
        "crumbs": [("年度名册", reverse("people:yearbooks"))],
        "back": reverse("people:yearbooks"),
        "submit": "生成",
    }
    return answer(request, "people/act.html", context, form=form)


@requires(Permission.PEOPLE_VIEW)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Both signatures, what became of everybody since last year, and the headcounts by village."""
    actor = actor_of(request)
    yearbook = _yearbook(request, pk)
    chosen = yearbook_rows.chosen(request.GET.get("headcounts", ""))
    mine = Headcount.objects.visible_to(actor).filter(yearbook=yearbook)
    page = paged(request, yearbook_rows.narrowed(mine, chosen).for_listing())
    own = set(
        mine.filter(
            actor.scope(Permission.YEARBOOK_TAKE).rows_by_unit("unit"), pk__in=[o.pk for o in page]
        ).values_list("pk", flat=True)
    )
    context = {
        "yearbook": yearbook,
        "signatures": signatures.of(yearbook, YEARBOOK, actor),
        "fates": yearbook_rows.fates(yearbook, actor),
        "tabs": yearbook_rows.headcount_tabs(yearbook, mine, chosen),
        "page": page,
        "rows": [(one, one.pk in own and yearbook_rows.is_open(yearbook, one)) for one in page],
        "may_void": yearbook_rows.may_void(yearbook, actor),
    }
    return answer(request, "people/yearbook.html", context)


@requires(Permission.PEOPLE_VIEW)
@require_GET
def entries(request: HttpRequest, pk: int) -> HttpResponse:
    """The persons of a list, or those of whom one thing became; numbers masked."""
    actor = actor_of(request)
    yearbook = _yearbook(request, pk)
    fate = request.GET.get("fate", "")
    found = YearbookEntry.objects.visible_to(actor).filter(yearbook=yearbook)
    narrowed = yearbook_rows.of_fate(found, fate)
    page = paged(request, narrowed.for_listing())
    context = {
        "yearbook": yearbook,
        "page": page,
        "rows": yearbook_rows.rows(page, yearbook, actor),
        "tabs": yearbook_rows.fate_tabs(yearbook, actor, fate),
    }
    return answer(request, "people/yearbook_entries.html", context)


@requires(Permission.YEARBOOK_TAKE)
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    own = Headcount.objects.filter(actor.scope(Permission.YEARBOOK_TAKE).rows_by_unit("unit"))
    headcount = get_object_or_404(own.select_related("yearbook", "unit"), pk=pk)
    perform(
        request,
        actions.confirm_headcount,
        headcount,
        explanation=request.POST.get("explanation", ""),
        by=actor,
        said=f"{headcount.place_name}的底数已确认。",
    )
    return redirect("people:yearbook", headcount.yearbook_id)


@requires(Permission.YEARBOOK_SIGN)
@require_POST
def sign(request: HttpRequest, pk: int, lane: str) -> HttpResponse:
    yearbook = _yearbook(request, pk)
    perform(
        request, actions.sign_yearbook, yearbook, lane=lane, by=actor_of(request), said="已签认。"
    )
    return redirect("people:yearbook", yearbook.pk)


@requires(Permission.YEARBOOK_TAKE)
@require_http_methods(["GET", "POST"])
def void(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    own = Yearbook.objects.filter(actor.scope(Permission.YEARBOOK_TAKE).rows_by_unit("unit"))
    yearbook = get_object_or_404(own.select_related("unit"), pk=pk)
    form = forms.Void(request.POST or None)
    if form.is_valid() and attempt(
        actions.void_yearbook, form, yearbook, by=actor, **form.cleaned_data
    ):
        messages.success(request, "名册已作废，仍可查看。更正家庭档案后可以重新生成。")
        return redirect("people:yearbook", yearbook.pk)
    context = {
        "heading": f"作废：{yearbook}",
        "lead": "作废后不再算数，也不能恢复；原来的内容和签认留着备查。",
        "crumbs": [("年度名册", reverse("people:yearbooks"))],
        "back": reverse("people:yearbook", args=[yearbook.pk]),
        "submit": "作废",
    }
    return answer(request, "people/act.html", context, form=form)


def _counties(actor: Actor) -> QuerySet[Unit]:
    """The county offices in whose name one freezes a list."""
    own = actor.scope(Permission.YEARBOOK_TAKE).own_units()
    offices = Unit.objects.active().filter(own, kind=Kind.OFFICE, region__level=Level.COUNTY)
    return offices.order_by("path")


def _yearbook(request: HttpRequest, pk: int) -> Yearbook:
    visible = Yearbook.objects.visible_to(actor_of(request))
    return get_object_or_404(visible.select_related("unit__region", "before"), pk=pk)
