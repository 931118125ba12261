"""The reconciliation of a campaign's money (资金对账), what a figure rests on, and the workbook."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from yushui.accounts.roles import Permission
from yushui.campaigns.lifecycle import State as CampaignState
from yushui.ledger.models import Tree
from yushui.ledger.reading import postings
from yushui.oversight import money
from yushui.oversight.money import Line, Reconciliation, reconcile
from yushui.reports import actions
from yushui.reports.moneysheet import FIGURES, line_name
from yushui.web.filings.evidence import cited
from yushui.web.filings.views import sent
from yushui.web.funds.standpoint import campaign_of, seen_from
from yushui.web.http import actor_of, paged
from yushui.web.policy import requires
from yushui.web.readonly import leaves_trace


KINDS = {
    "funds": ("到账、下拨和交回", money.FUNDS),
    "cash": ("慰问金支出", money.CASH),
    "prizes": ("奖励金支出", money.PRIZES),
    "goods": ("慰问品折算经费", money.GOODS),
}


@requires(Permission.FUNDS_VIEW)
@require_GET
def show(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    """One line for each unit below, and what does not agree."""
    actor = actor_of(request)
    campaign, unit = campaign_of(request, campaign_pk), seen_from(request)
    found = reconcile(campaign, unit)
    may_manage = actor.may_for_unit(Permission.FUNDS_MANAGE, unit)
    context = {
        "campaign": campaign,
        "unit": unit,
        "found": found,
        "total": found.total,
        **table(found),
        "spent": found.total.cash + found.total.prizes,
        "chart": drawing(found.lines) if found.lines else None,
        "may_manage": may_manage,
        "is_open": campaign.state == CampaignState.OPEN,
    }
    return render(request, "funds/reconcile.html", context)


@requires(Permission.FUNDS_VIEW)
@require_GET
def rests_on(request: HttpRequest, campaign_pk: int, kind: str) -> HttpResponse:
    """The postings that a figure is the sum of."""
    actor = actor_of(request)
    campaign, unit = campaign_of(request, campaign_pk), seen_from(request)
    if kind not in KINDS:
        raise Http404
    label, measures = KINDS[kind]
    rows = postings(campaign, tree=Tree.UNIT, node=unit.pk, measures=measures)
    if is_own := request.GET.get("own") == "1":
        rows = rows.filter(money.outside_of_lines(unit))
    page = paged(request, rows.for_listing())
    context = {
        "campaign": campaign,
        "unit": unit,
        "is_own": is_own,
        "label": label,
        "total": rows.total(measures),
        "page": page,
        "cited": cited(actor, page, measures),
    }
    return render(request, "funds/rests_on.html", context)


@requires(Permission.FUNDS_VIEW)
@leaves_trace
@require_GET
def workbook(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    campaign, unit = campaign_of(request, campaign_pk), seen_from(request)
    content = actions.hand_out_reconciliation(campaign, unit=unit, by=actor_of(request))
    return sent(content, f"{unit.name}-{campaign.name}-资金对账表.xlsx")


# The figures that are sums of postings, and of which.
_RESTS_ON = {"came": "funds", "prizes": "prizes", "cash": "cash", "goods": "goods"}


def table(found: Reconciliation) -> dict[str, Any]:
    """The columns in which anything is said, as cells: label, amount, what it rests on."""
    lines = [*found.lines, found.total]
    shown = [
        one
        for one in FIGURES
        if one.is_always_told or any(getattr(line, one.name) for line in lines)
    ]
    told = [
        [(one.label, getattr(line, one.name), _RESTS_ON.get(one.name)) for one in shown]
        for line in lines
    ]
    return {
        "labels": [one.label for one in shown],
        "rows": list(zip(found.lines, told[:-1], strict=True)),
        "totals": told[-1],
    }


def drawing(lines: Sequence[Line]) -> dict[str, Any]:
    """What each had beside what it spent, in yuan; the first unit on top."""
    return {
        "legend": {"top": 0, "itemWidth": 12, "itemHeight": 12},
        "tooltip": {"trigger": "axis"},
        "xAxis": {"type": "value"},
        "yAxis": {
            "type": "category",
            "inverse": True,
            "data": [line_name(line) for line in lines],
        },
        "series": [
            _bar("可用经费", [line.came - line.down - line.back for line in lines], 6),
            _bar("账户支出", [line.drawn for line in lines], 4),
        ],
    }


def _bar(name: str, fen: list[int], colour: int) -> dict[str, Any]:
    values = [round(amount / 100, 2) for amount in fen]
    return {"type": "bar", "barMaxWidth": 14, "yuSeries": colour, "name": name, "data": values}
