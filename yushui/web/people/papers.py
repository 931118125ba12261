"""Papers of families: one to take along at once, those of a place from a job."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.jobs import progress
from yushui.kernel.errors import RuleViolation
from yushui.people import actions
from yushui.people.models import Household, PaperForm, Printing
from yushui.reports import jobs, printing
from yushui.territory.models import Region
from yushui.web.filings.views import sent
from yushui.web.http import actor_of, attempt, page_or_fragment, perform
from yushui.web.navigation import address
from yushui.web.people.contact_forms import AskPrinting
from yushui.web.people.entries import entry
from yushui.web.policy import requires
from yushui.web.readonly import leaves_trace


PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS: dict[str, str] = {PaperForm.PDF: PDF, PaperForm.DOCX: DOCX}


@requires(Permission.PEOPLE_VIEW)
@leaves_trace
@require_GET
def card(request: HttpRequest, pk: int) -> HttpResponse:
    return _paper(request, pk, printing.card, "联系卡")


@requires(Permission.PEOPLE_VIEW)
@leaves_trace
@require_GET
def family_file(request: HttpRequest, pk: int) -> HttpResponse:
    return _paper(request, pk, printing.family_file, "家庭档案")


def _paper(request: HttpRequest, pk: int, made: Callable[..., bytes], called: str) -> HttpResponse:
    actor = actor_of(request)
    seen = Household.objects.visible_to(actor).select_related("region")
    household = entry(request, seen, pk)
    try:
        content = made(household, by=actor)
    except RuleViolation as refusal:
        messages.error(request, refusal.message)
        return redirect("people:show", household.pk)
    return sent(content, f"{household.head_name}家{called}.pdf", kind=PDF)


@requires(Permission.PEOPLE_EDIT)
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the papers of a place; the page of the printing shows how far they are."""
    actor = actor_of(request)
    reach = actor.scope(Permission.PEOPLE_EDIT).own_regions()
    region = get_object_or_404(Region.objects.filter(reach), pk=pk)
    form = AskPrinting(request.POST)
    if form.is_valid():
        asked = attempt(printing.ask, form, region, by=actor, **form.cleaned_data)
        if asked.value:
            return redirect("people:printing", asked.value.pk)
    for told in form.errors.values():
        messages.error(request, str(told[0]))
    return redirect("people:place", region.pk)


@requires(Permission.PEOPLE_EDIT)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    one = _printing(request, pk)
    report = progress.current(jobs.key_of(one)) if one.is_under_way else None
    context = {
        "printing": one,
        "report": report,
        "to_visits": _to_visits(one, actor_of(request)),
    }
    return page_or_fragment(request, "people/printing.html", "people/_printing.html", context)


@requires(Permission.PEOPLE_EDIT)
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    one = _printing(request, pk)
    actor = actor_of(request)
    reason = f"{actor.name}停止了。"
    perform(request, actions.give_up_printing, one, reason=reason, by=actor, said="已停止。")
    return redirect("people:printing", one.pk)


@requires(Permission.PEOPLE_EDIT)
@leaves_trace
@require_GET
def fetch(request: HttpRequest, pk: int) -> HttpResponse:
    """The finished file. It holds a place's families, so who took it is logged."""
    one = _printing(request, pk)
    if one.file is None:
        return redirect("people:printing", one.pk)
    content = actions.hand_out_printing(one, by=actor_of(request))
    return sent(content, one.file_name, kind=KINDS[one.form])


def _printing(request: HttpRequest, pk: int) -> Printing:
    visible = Printing.objects.visible_to(actor_of(request))
    spoken_of = ("region", "file", "wording__letter", "campaign")
    return get_object_or_404(visible.select_related(*spoken_of), pk=pk)


def _to_visits(printing: Printing, actor: Actor) -> str:
    """Where letters that were sent are recorded as visits, for those who may."""
    if not (printing.campaign_id and actor.holds(Permission.VISIT_VIEW)):
        return ""
    return address("visits:left", printing.campaign_id)
