"""What came after a report went out: the visits, the difference, and a draft that says so."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from yushui.accounts.roles import Permission
from yushui.filings.models import Report
from yushui.kernel.errors import RuleViolation
from yushui.reports import actions, supplement
from yushui.web.filings.views import sent
from yushui.web.http import actor_of, page_or_fragment, paged
from yushui.web.policy import requires
from yushui.web.reports.views import DOCX


@requires(Permission.REPORT_VIEW)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    handed_in = Report.objects.visible_to(actor).for_listing().filter(submitted_at__isnull=False)
    report = get_object_or_404(handed_in, pk=pk)
    moved = supplement.moved(report)
    context = {
        "report": report,
        "moved": moved,
        "page": paged(request, supplement.later(report)),
        "may_draft": moved and actor.may_for_unit(Permission.REPORT_EDIT, report.unit),
    }
    return page_or_fragment(request, "reports/supplement.html", "visits/_rows.html", context)


@requires(Permission.REPORT_EDIT)
@require_POST
def document(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    handed_in = Report.objects.visible_to(actor).for_listing().filter(submitted_at__isnull=False)
    report = get_object_or_404(handed_in, pk=pk)
    actor.require_for_unit(Permission.REPORT_EDIT, report.unit)
    try:
        made = actions.hand_out_supplement(report, by=actor)
    except RuleViolation as violation:
        messages.error(request, violation.message)
        return redirect("reports:supplement", report.pk)
    return sent(made, f"{report.title}（补充报告草稿）.docx", kind=DOCX)
