"""One duty laid on one unit: where it stands, done with a word or a document, moved, taken back."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_POST

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.campaigns import actions, recurring
from yushui.campaigns.models import Assignment
from yushui.campaigns.standards import in_words
from yushui.files.actions import store
from yushui.kernel import clock
from yushui.oversight import boards
from yushui.web.campaigns import rows
from yushui.web.campaigns.forms import Finish, Reschedule
from yushui.web.http import actor_of, answer, attempt, perform
from yushui.web.policy import requires


def _assignment(actor: Actor, pk: int) -> Assignment:
    seen = Assignment.objects.visible_to(actor)
    return get_object_or_404(
        seen.select_related("duty__campaign", "duty__unit", "unit__region", "evidence"), pk=pk
    )


def _page(
    request: HttpRequest, found: Assignment, *, finish: Any = None, moved: Any = None
) -> HttpResponse:
    actor = actor_of(request)
    is_open = found.duty.campaign.state == "open"
    context = {
        "assignment": found,
        "duty": found.duty,
        "label": rows.label(found.duty),
        "standard": in_words(found.duty.standard),
        "recurs": recurring.in_words(found.duty.recurs),
        "where": rows.where(found, actor),
        "square": boards.square_of(found, today=clock.today()),
        "finish": finish or Finish(initial={"note": found.note}),
        "reschedule": moved or Reschedule(initial={"due_on": found.due_on}),
        "may_open": Assignment.objects.with_papers_for(actor).filter(pk=found.pk).exists(),
        "may_work": is_open and actor.may_for_unit(Permission.CAMPAIGN_WORK, found.unit),
        "may_move": is_open and actor.may_for_unit(Permission.CAMPAIGN_MANAGE, found.duty.unit),
    }
    return answer(request, "campaigns/assignment.html", context, form=finish or moved)


@requires(Permission.CAMPAIGN_VIEW)
@require_GET
def assignment(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _assignment(actor_of(request), pk))


def _finish(found: Assignment, *, note: str, file: Any, by: Actor) -> None:
    """Keep the document that came with it, and say that it is done."""
    evidence = store(file.name, file.read(), by=by) if file else None
    actions.finish(found, note=note, evidence=evidence, by=by)


@requires(Permission.CAMPAIGN_WORK)
@require_POST
def finish(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = _assignment(actor, pk)
    form = Finish(request.POST, request.FILES)
    if form.is_valid():
        note, file = form.cleaned_data["note"], form.cleaned_data["evidence"]
        if attempt(_finish, form, found, note=note, file=file, by=actor):
            messages.success(request, "已办结。")
            return redirect("campaigns:assignment", pk)
    return _page(request, found, finish=form)


@requires(Permission.CAMPAIGN_WORK)
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    perform(request, actions.reopen, _assignment(actor, pk), said="已撤回办结。", by=actor)
    return redirect("campaigns:assignment", pk)


@requires(Permission.CAMPAIGN_MANAGE)
@require_POST
def reschedule(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    found = _assignment(actor, pk)
    form = Reschedule(request.POST)
    if form.is_valid():
        day = form.cleaned_data["due_on"]
        if attempt(actions.reschedule, form, found, due_on=day, by=actor):
            messages.success(request, "内部期限已更改。")
            return redirect("campaigns:assignment", pk)
    return _page(request, found, moved=form)


@requires(Permission.CAMPAIGN_VIEW)
@require_GET
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """The document by which the unit shows that it is done."""
    actor = actor_of(request)
    seen = Assignment.objects.with_papers_for(actor).filter(evidence__isnull=False)
    file = get_object_or_404(seen.select_related("evidence"), pk=pk).evidence
    assert file is not None, "the query asks for one"
    disposition = content_disposition_header(as_attachment=True, filename=file.name) or ""
    return HttpResponse(
        file.read(),
        content_type="application/octet-stream",
        headers={"Content-Disposition": disposition},
    )
