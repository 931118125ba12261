"""Pages of the audit administrator: what was done by whom, and whether the trail is whole."""

from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from yushui.accounts.roles import Permission
from yushui.audit import verifying
from yushui.audit.models import Event, Seal
from yushui.people.catalogue import TOLD, entries
from yushui.web.http import paged
from yushui.web.policy import requires
from yushui.web.trail import deeds, words
from yushui.web.trail.forms import Search


# A walk over more events takes longer than a page may; the command has no such limit.
WALKED_ON_A_PAGE = 200_000


def found(form: Search) -> QuerySet[Event]:
    events = Event.objects.order_by("-pk")
    if not form.is_valid():
        return events.none()
    wanted = form.cleaned_data
    if wanted["who"]:
        events = events.filter(actor_name__contains=wanted["who"])
    if wanted["kind"]:
        events = events.filter(kind__in=deeds.matching(wanted["kind"]))
    if wanted["since"]:
        events = events.filter(at__gte=_midnight(wanted["since"]))
    if wanted["until"]:
        events = events.filter(at__lt=_midnight(wanted["until"] + timedelta(days=1)))
    return events


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


@requires(Permission.AUDIT_VIEW)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    form = Search(request.GET)
    last = Seal.objects.order_by("-number").first()
    page = paged(request, found(form))
    context = {
        "form": form,
        "page": page,
        "lines": [(one, words.subject(one), list(words.details(one))) for one in page],
        "last": last,
        "pending": Event.objects.filter(pk__gt=last.upto if last else 0).count(),
    }
    return render(request, "trail/index.html", context)


@requires(Permission.AUDIT_VIEW)
@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every personal field: what for, on what ground, how shown, how long, who sees it."""
    rows = [(entry, {kind: entry.told(kind) for kind in TOLD}) for entry in entries()]
    return render(request, "trail/catalogue.html", {"rows": rows})


@requires(Permission.AUDIT_VIEW)
@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    is_too_long = Event.objects.count() > WALKED_ON_A_PAGE
    report = None if is_too_long else verifying.verify()
    return render(request, "trail/verified.html", {"report": report})
