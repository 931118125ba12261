"""Pages for the unit that issues a table: its definitions, who has handed in, the roll-up."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yushui.accounts.roles import Permission
from yushui.campaigns.models import Campaign
from yushui.filings import actions, queries
from yushui.filings.kinds import Binding
from yushui.filings.lifecycle import EditionState
from yushui.filings.models import Column, Edition, EditionQuerySet
from yushui.kernel import clock
from yushui.notices.models import Item, Notice, of
from yushui.web.filings import forms, rows
from yushui.web.filings.views import sent
from yushui.web.http import actor_of, answer, attempt, perform
from yushui.web.policy import requires
from yushui.web.readonly import leaves_trace


def _seen(request: HttpRequest) -> EditionQuerySet:
    return Edition.objects.visible_to(actor_of(request))


@requires(Permission.CAMPAIGN_MANAGE)
@require_http_methods(["GET", "POST"])
def design(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    """Make the tables of the notices that one's own unit issued for this campaign."""
    actor = actor_of(request)
    campaign = get_object_or_404(Campaign.objects.visible_to(actor), pk=campaign_pk)
    scope = actor.scope(Permission.CAMPAIGN_MANAGE)
    issued = Notice.objects.filter(scope.rows_by_unit("unit"), duties__campaign=campaign)
    notice = issued.distinct().order_by("pk").first()
    if notice is None:
        messages.error(request, "您的单位没有为这个活动下达公文，没有可以设计的统计表。")
        return redirect("filings:index")
    if request.method == "GET":
        context = {"campaign": campaign, "notice": notice}
        return render(request, "filings/design.html", context)
    made = campaign.editions.filter(notice=notice).order_by("pk")
    if not made.exists():
        brings_one = any(table["columns"] for table in of(notice, Item.Kind.TABLE))
        action = actions.design if brings_one else actions.design_standard
        said = "已按公文附表生成。" if brings_one else "公文没有附表，已换用通用表。"
        perform(request, action, campaign, said=said, notice=notice, by=actor)
    first = made.first()
    return redirect("filings:edition", first.pk) if first else redirect("filings:index")


@requires(Permission.FILING_VIEW)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    editions = _seen(request).select_related("campaign", "unit", "notice")
    edition = get_object_or_404(editions, pk=pk)
    columns = list(edition.columns.order_by("position"))
    may_manage = actor.may_for_unit(Permission.CAMPAIGN_MANAGE, edition.unit)
    context = {
        "edition": edition,
        "heads": rows.heads(columns),
        "definitions": list(rows.sourced(columns)),
        "may_open": may_manage and edition.state == EditionState.DRAFT,
    }
    return render(request, "filings/edition.html", context)


@requires(Permission.CAMPAIGN_MANAGE)
@require_POST
def open_(request: HttpRequest, pk: int) -> HttpResponse:
    edition = get_object_or_404(_seen(request), pk=pk)
    said = "已开始填报，各单位的待办里会出现这张表。"
    perform(request, actions.open_edition, edition, said=said, by=actor_of(request))
    return redirect("filings:rollup", edition.pk)


@requires(Permission.CAMPAIGN_MANAGE)
@require_http_methods(["GET", "POST"])
def column(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    columns = Column.objects.filter(edition__in=_seen(request)).select_related("edition__unit")
    found = get_object_or_404(columns.exclude(binding=Binding.STUB), pk=pk)
    actor.require_for_unit(Permission.CAMPAIGN_MANAGE, found.edition.unit)
    form = forms.BindColumn(request.POST or None, initial=forms.BindColumn.initial_of(found))
    if form.is_valid() and attempt(
        actions.rebind,
        form,
        found,
        type_=form.cleaned_data["type_"],
        binding_=form.cleaned_data["binding_"],
        rule=form.rule(),
        by=actor,
    ):
        return redirect("filings:edition", found.edition_id)
    return answer(request, "filings/column.html", {"column": found}, form=form)


@requires(Permission.FILING_VIEW)
@require_GET
def rollup(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody's lines and the total; who is late, who waits for an answer."""
    actor = actor_of(request)
    scope = actor.scope(Permission.FILING_VIEW)
    issued = Edition.objects.filter(scope.rows_by_unit("unit"))
    edition = get_object_or_404(issued.select_related("campaign", "unit"), pk=pk)
    columns = list(edition.columns.order_by("position"))
    context = {
        "edition": edition,
        "heads": rows.heads(columns),
        "lines": list(rows.rolled_up(columns, queries.rollup(edition))),
        "completeness": queries.completeness(edition, today=clock.today()),
        "waiting": edition.filings.for_listing(),
    }
    return render(request, "filings/rollup.html", context)


@requires(Permission.FILING_VIEW)
@leaves_trace
@require_GET
def rollup_workbook(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    scope = actor.scope(Permission.FILING_VIEW)
    issued = Edition.objects.filter(scope.rows_by_unit("unit"))
    edition = get_object_or_404(issued.select_related("campaign", "unit"), pk=pk)
    return sent(actions.hand_out_rollup(edition, by=actor), f"{edition.title}-汇总.xlsx")
