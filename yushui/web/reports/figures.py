"""What a figure of a report rests on, record by record."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from yushui.accounts.roles import Permission
from yushui.filings.models import Report
from yushui.reports import figures, sources
from yushui.web.filings.evidence import cited
from yushui.web.http import actor_of, paged
from yushui.web.policy import requires


@requires(Permission.REPORT_VIEW)
@require_GET
def show(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    actor = actor_of(request)
    report = get_object_or_404(Report.objects.visible_to(actor).for_listing(), pk=pk)
    if key not in figures.CITABLE:
        raise Http404("没有这个数据。")
    one = figures.CITABLE[key]
    stated = figures.numbers_of(report).get(key)
    now = figures.values(report)[key]
    postings = paged(request, sources.postings_of(report, key))
    targets = paged(request, sources.targets_of(report, key).for_listing())
    context = {
        "report": report,
        "figure": one,
        "stated": None if stated is None else figures.printed(key, stated),
        "now": figures.printed(key, now),
        "has_moved": stated is not None and stated != now,
        "definition": one.definition.in_words() if one.definition else "按应访名单统计",
        "page": postings if one.definition else targets,
        "cited": cited(actor, postings, one.definition.measures) if one.definition else [],
    }
    return render(request, "reports/figure.html", context)
