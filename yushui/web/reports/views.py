"""Pages about special reports: the list, one report, handing in and answering."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.campaigns.lifecycle import State as CampaignState
from yushui.campaigns.models import Campaign
from yushui.filings import reporting
from yushui.filings.lifecycle import REPORT, ReportState
from yushui.filings.models import Filing, Report
from yushui.reports import actions, figures, readiness, supplement
from yushui.reports.asked import asked
from yushui.territory.models import Unit
from yushui.web.filings.views import sent
from yushui.web.http import actor_of, answer, own_units, page_or_fragment, paged, perform
from yushui.web.policy import requires
from yushui.web.readonly import leaves_trace
from yushui.web.reports import forms, rows
from yushui.web.templatetags.yushui import Tab


DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BEGUN_AT_ONCE = 5


@requires(Permission.REPORT_VIEW)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    wanted = request.GET.get("state", "")
    reports = Report.objects.visible_to(actor).for_listing()
    if wanted in ReportState.values:
        reports = reports.filter(state=wanted)
    context = {
        "page": paged(request, reports),
        "tabs": _tabs(wanted),
        "campaigns": _to_begin(actor),
    }
    return page_or_fragment(request, "reports/index.html", "reports/_rows.html", context)


def _tabs(wanted: str) -> list[Tab]:
    states = [Tab(one.label, f"?state={one.value}", None, one == wanted) for one in ReportState]
    return [Tab("全部", "?", None, wanted not in ReportState.values), *states]


def _to_begin(actor: Actor) -> list[Campaign]:
    """Open campaigns the person's own unit works in, for which it has no report yet."""
    own = own_units(actor, Permission.REPORT_EDIT)
    if not own:
        return []
    mine = Campaign.objects.worked_in_by(actor, Permission.REPORT_EDIT)
    open_ones = mine.filter(state=CampaignState.OPEN)
    begun = Report.objects.filter(unit__in=own).values("campaign")
    return list(open_ones.exclude(pk__in=begun).order_by("ends_on", "-pk")[:BEGUN_AT_ONCE])


@requires(Permission.REPORT_VIEW)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as it will be printed, beside what it still lacks."""
    actor = actor_of(request)
    report = get_object_or_404(Report.objects.visible_to(actor).for_listing(), pk=pk)
    numbers = figures.numbers_of(report)
    wanted = asked(report.campaign, report.unit)
    gaps = list(readiness.gaps(report, wanted, numbers)) if report.is_open else []
    context = {
        "report": report,
        "asked": wanted,
        "sections": rows.sections(report, numbers),
        "gaps": gaps,
        "is_ready": not any(gap.blocks for gap in gaps),
        "tables": _tables(report),
        "moved": supplement.moved(report),
        "photos": report.photos.order_by("position", "pk"),
        "photo_form": forms.AttachPhoto(),
        "return_form": forms.SendBack(),
    }
    return answer(request, "reports/show.html", context | _allowed(actor, report))


def _tables(report: Report) -> list[Filing]:
    tables = Filing.objects.filter(unit=report.unit, edition__campaign=report.campaign)
    return list(tables.select_related("edition").order_by("pk"))


def _allowed(actor: Actor, report: Report) -> dict[str, bool]:
    """Which buttons the page shows; every action asks again."""
    moves = REPORT.available(report.state)
    reader: Unit = report.reader()
    reads = reader.pk != report.unit_id and actor.may_for_unit(Permission.FILING_REVIEW, reader)
    edits = actor.may_for_unit(Permission.REPORT_EDIT, report.unit)
    return {
        "may_edit": report.is_open and edits,
        "may_submit": "submit" in moves
        and actor.may_for_unit(Permission.REPORT_SUBMIT, report.unit),
        "may_accept": reads and "accept" in moves,
        "may_send_back": reads and "send_back" in moves,
    }


@requires(Permission.REPORT_SUBMIT)
@require_POST
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    said = "报告已报送，文中数字不再变动。"
    return _move(request, pk, actions.submit, said)


@requires(Permission.FILING_REVIEW)
@require_POST
def send_back(request: HttpRequest, pk: int) -> HttpResponse:
    reason = request.POST.get("reason", "")
    return _move(request, pk, reporting.send_back, "报告已退回。", reason=reason)


@requires(Permission.FILING_REVIEW)
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    return _move(request, pk, reporting.accept, "已收到报告。")


def _move(
    request: HttpRequest, pk: int, action: Callable[..., Any], said: str, **values: Any
) -> HttpResponse:
    actor = actor_of(request)
    report = get_object_or_404(Report.objects.visible_to(actor).for_listing(), pk=pk)
    perform(request, action, report, said=said, by=actor, **values)
    return redirect("reports:show", report.pk)


@requires(Permission.REPORT_VIEW)
@leaves_trace
@require_GET
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as docx."""
    actor = actor_of(request)
    report = get_object_or_404(Report.objects.visible_to(actor).for_listing(), pk=pk)
    name = f"{report.title}（草稿）.docx" if report.is_open else f"{report.title}.docx"
    return sent(actions.hand_out(report, by=actor), name, kind=DOCX)
