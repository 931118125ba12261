"""Pages about the tables a unit fills: the list, the sheet, handing in, answering."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from yushui.accounts.roles import Permission
from yushui.filings import actions, queries, rules
from yushui.filings.lifecycle import LIFECYCLE, EditionState, State
from yushui.filings.models import Edition, Filing
from yushui.kernel import clock
from yushui.web.filings import forms, rows
from yushui.web.http import actor_of, paged, perform
from yushui.web.policy import requires
from yushui.web.readonly import leaves_trace


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@requires(Permission.FILING_VIEW)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    issued = Edition.objects.filter(actor.scope(Permission.FILING_VIEW).rows_by_unit("unit"))
    context = {
        "page": paged(request, Filing.objects.visible_to(actor).for_listing()),
        "editions": issued.select_related("campaign", "unit").order_by("-pk")[:10],
        "today": clock.today(),
    }
    return render(request, "filings/index.html", context)


@requires(Permission.FILING_VIEW)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    filing = get_object_or_404(Filing.objects.visible_to(actor).for_listing(), pk=pk)
    sheet = queries.sheet(filing)
    moves = set(LIFECYCLE.available(filing.state))
    is_open = filing.edition.state == EditionState.OPEN
    mine = actor.may_for_unit(Permission.FILING_FILL, filing.unit)
    issuer = filing.edition.unit
    is_own = rules.is_own(filing.unit_id, issuer=issuer.pk)
    reviews = not is_own and actor.may_for_unit(Permission.FILING_REVIEW, issuer)
    context = {
        "filing": filing,
        "heads": rows.heads(sheet.columns),
        "rows": rows.shown(sheet.columns, sheet.rows),
        "definitions": list(rows.sourced(sheet.columns)),
        "may_fill": mine and is_open and filing.state in (State.OPEN, State.RETURNED),
        "may_withdraw": mine and "withdraw" in moves,
        "may_accept": reviews and "accept" in moves,
        "may_send_back": reviews and "send_back" in moves,
        "form": forms.SendBack(),
    }
    return render(request, "filings/show.html", context)


def _move(
    request: HttpRequest, pk: int, action: Callable[..., Any], said: str, **values: Any
) -> HttpResponse:
    """Run the action behind a button of a filing that the person sees."""
    actor = actor_of(request)
    seen = Filing.objects.visible_to(actor).select_related("edition__unit", "unit")
    filing = get_object_or_404(seen, pk=pk)
    perform(request, action, filing, said=said, by=actor, **values)
    return redirect("filings:show", filing.pk)


@requires(Permission.FILING_FILL)
@require_POST
def fill(request: HttpRequest, pk: int) -> HttpResponse:
    return _move(request, pk, actions.fill, "已按最新记录重新统计。")


@requires(Permission.FILING_SUBMIT)
@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    return _move(request, pk, actions.submit, "统计表已提交。")


@requires(Permission.FILING_SUBMIT)
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    return _move(request, pk, actions.withdraw, "已撤回，可以继续修改。")


@requires(Permission.FILING_REVIEW)
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    return _move(request, pk, actions.accept, "已审核通过。")


@requires(Permission.FILING_REVIEW)
@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return _move(request, pk, actions.send_back, "已退回。", reason=reason)


@requires(Permission.FILING_VIEW)
@leaves_trace
@require_GET
def workbook(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    filings = Filing.objects.visible_to(actor)
    filing = get_object_or_404(filings.select_related("edition", "unit"), pk=pk)
    return sent(
        actions.hand_out(filing, by=actor), f"{filing.unit.name}-{filing.edition.title}.xlsx"
    )


def sent(content: bytes, name: str, *, kind: str = XLSX) -> HttpResponse:
    """A file to keep; a workbook unless told otherwise."""
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response
