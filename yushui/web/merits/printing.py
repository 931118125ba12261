"""Printing all citations of one's place that wait for the door: asked for, followed, fetched."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from yushui.accounts.roles import Permission
from yushui.jobs import progress
from yushui.kernel.errors import RuleViolation
from yushui.merits import jobs
from yushui.merits.actions import printing as actions
from yushui.merits.models import PrintRun
from yushui.web.filings.views import sent
from yushui.web.http import actor_of, page_or_fragment, perform
from yushui.web.merits import rows
from yushui.web.policy import requires
from yushui.web.readonly import leaves_trace


@requires(Permission.MERIT_MANAGE)
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """For the place of one's own unit."""
    actor = actor_of(request)
    region = rows.own_unit(actor, Permission.MERIT_MANAGE).region
    try:
        run = jobs.ask(region, by=actor)
    except RuleViolation as refusal:
        messages.error(request, refusal.message)
        return redirect("merits:index")
    return redirect("merits:print_run", run.pk)


@requires(Permission.MERIT_MANAGE)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    run = _run(request, pk)
    report = progress.current(jobs.key_of(run)) if run.is_under_way else None
    context = {"run": run, "report": report}
    return page_or_fragment(request, "merits/print_run.html", "merits/_print_run.html", context)


@requires(Permission.MERIT_MANAGE)
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    run, actor = _run(request, pk), actor_of(request)
    reason = f"{actor.name}停止了。"
    perform(request, actions.give_up_print, run, reason=reason, by=actor, said="已停止。")
    return redirect("merits:print_run", run.pk)


@requires(Permission.MERIT_MANAGE)
@leaves_trace
@require_GET
def fetch(request: HttpRequest, pk: int) -> HttpResponse:
    """The finished file; who took it is logged."""
    run = _run(request, pk)
    if run.file is None:
        return redirect("merits:print_run", run.pk)
    content = actions.hand_out_print(run, by=actor_of(request))
    return sent(content, f"{run}.pdf", kind="application/pdf")


def _run(request: HttpRequest, pk: int) -> PrintRun:
    return get_object_or_404(PrintRun.objects.visible_to(actor_of(request)).for_listing(), pk=pk)
