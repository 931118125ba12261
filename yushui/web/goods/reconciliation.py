"""The reconciliation of the stock of gifts (慰问品对账), and its workbook."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from yushui.accounts.roles import Permission
from yushui.campaigns.lifecycle import State as CampaignState
from yushui.campaigns.models import Campaign
from yushui.kernel import clock
from yushui.oversight import goods
from yushui.oversight.goods import Reconciliation, reconcile
from yushui.reports import actions
from yushui.web.filings.views import sent
from yushui.web.funds.standpoint import seen_from
from yushui.web.goods.forms import Span
from yushui.web.http import actor_of
from yushui.web.policy import requires
from yushui.web.readonly import leaves_trace


NEWEST = 3


@requires(Permission.FUNDS_VIEW)
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """By kind and by unit, for a period."""
    found = _found(request)
    context = {"found": found, "unit": found.unit, "form": Span(initial=_span(found))}
    return render(request, "goods/reconcile.html", context)


@requires(Permission.FUNDS_VIEW)
@require_GET
def posted(request: HttpRequest) -> HttpResponse:
    """Beside the ledger: the newest campaigns that are not over."""
    actor, unit = actor_of(request), seen_from(request)
    open_ = Campaign.objects.visible_to(actor).rounds().filter(state=CampaignState.OPEN)
    newest = open_.order_by("-starts_on", "-pk")[:NEWEST]
    context = {"unit": unit, "rows": [goods.posted(one, unit) for one in newest]}
    return render(request, "goods/posted.html", context)


@requires(Permission.FUNDS_VIEW)
@leaves_trace
@require_GET
def workbook(request: HttpRequest) -> HttpResponse:
    found = _found(request)
    content = actions.hand_out_stock(found, by=actor_of(request))
    return sent(content, f"{found.unit.name}-慰问品收发存表.xlsx")


def _found(request: HttpRequest) -> Reconciliation:
    unit, today = seen_from(request), clock.today()
    asked = Span(request.GET)
    values = asked.cleaned_data if asked.is_valid() else {}
    until = min(values.get("until") or today, today)
    since = min(values.get("since") or date(until.year, 1, 1), until)
    return reconcile(unit, since=since, until=until, today=today)


def _span(found: Reconciliation) -> dict[str, date | int]:
    return {"since": found.since, "until": found.until, "unit": found.unit.pk}
