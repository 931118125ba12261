"""A roster on its way in: uploaded, its columns confirmed, checked, loaded."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yushui.accounts.roles import Permission
from yushui.jobs import progress
from yushui.people import actions, intake, jobs, policy
from yushui.people.importing import summary
from yushui.people.importing.columns import known, open_table
from yushui.people.importing.mapping import columns_of
from yushui.people.lifecycle import ROSTER
from yushui.people.models import Roster
from yushui.territory.models import Unit
from yushui.web.http import actor_of, answer, attempt, own_units, page_or_fragment, paged, perform
from yushui.web.people import differences, forms
from yushui.web.policy import requires


@requires(Permission.ROSTER_IMPORT)
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    rosters = Roster.objects.visible_to(actor_of(request)).for_listing()
    return answer(request, "people/rosters.html", {"page": paged(request, rosters)})


@requires(Permission.ROSTER_IMPORT)
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    own = own_units(actor, Permission.ROSTER_IMPORT)
    units = Unit.objects.active().filter(pk__in=own).order_by("path")
    form = forms.UploadRoster(request.POST or None, request.FILES or None, units=units)
    if form.is_valid():
        staged = attempt(intake.stage, form, by=actor, **form.upload())
        if staged.value:
            return redirect("people:check", staged.value.pk)
    return answer(request, "people/upload.html", {}, form=form)


@requires(Permission.ROSTER_IMPORT)
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """The columns as guessed, with samples; confirming them runs or asks for the dry run."""
    roster = _roster(request, pk)
    if "ask_check" not in ROSTER.available(roster.state):
        return redirect("people:roster", roster.pk)
    columns = columns_of(open_table(roster.file_name, roster.file.read()))
    form = forms.Columns(request.POST or None, columns=columns, initial=roster.mapping)
    if form.is_valid() and attempt(
        intake.check, form, roster, mapping=form.cleaned_data, by=actor_of(request)
    ):
        return redirect("people:roster", roster.pk)
    context = {
        "roster": roster,
        "columns": columns,
        "wanted": len(known()),
        "before": Roster.objects.like(roster).first(),
    }
    return answer(request, "people/columns.html", context, form=form)


@requires(Permission.ROSTER_IMPORT)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """What the dry run says, or what came of the import; how far either is while it runs."""
    roster = _roster(request, pk)
    available = ROSTER.available(roster.state)
    context = {
        "roster": roster,
        "report": progress.current(jobs.key_of(roster)) if roster.is_under_way else None,
        "said": summary.sentence(roster.outcome, roster.remarks) if roster.outcome else "",
        "right": _right(roster.outcome),
        "opens": differences.addresses(roster),
        "may_load": "ask_load" in available,
        "seconds": policy.seconds(roster, actor_of(request)) if "ask_load" in available else [],
        "may_refuse": "refuse" in available,
        "may_check": "ask_check" in available,
        "may_undo": "undo" in available,
        "replies": roster.replies.for_listing() if roster.imported_at else [],
    }
    return page_or_fragment(request, "people/roster.html", "people/_roster.html", context)


@requires(Permission.ROSTER_IMPORT)
@require_GET
def rows(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows behind one of the figures: who each is taken for, and what it would change."""
    roster = _roster(request, pk)
    kind = differences.chosen(request.GET.get("kind", ""))
    page = paged(request, differences.of_kind(roster, kind))
    context = {
        "roster": roster,
        "kind": kind,
        "tabs": differences.tabs(roster, kind),
        "page": page,
        "rows": differences.rows(page, actor_of(request)),
    }
    return answer(request, "people/rows.html", context)


def _right(outcome: dict[str, Any]) -> int:
    """Rows that could go in."""
    if not outcome:
        return 0
    left_out = sum(int(outcome.get(key, 0)) for key in ("wrong", "asked", "waiting"))
    return int(outcome["rows"]) - left_out


@requires(Permission.ROSTER_IMPORT)
@require_POST
def load(request: HttpRequest, pk: int) -> HttpResponse:
    roster = _roster(request, pk)
    perform(
        request,
        intake.load,
        roster,
        leave_out_wrong=request.POST.get("leave_out_wrong") == "1",
        by=actor_of(request),
        said="开始导入。" if intake.takes_long(roster) else "花名册已导入。",
    )
    return redirect("people:roster", roster.pk)


@requires(Permission.ROSTER_IMPORT)
@require_POST
def stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a check or a load back that is under way; also what helps after a job that died."""
    roster = _roster(request, pk)
    actor = actor_of(request)
    reason = f"{actor.name}停止了，什么也没有写入。"
    perform(request, actions.stop_roster, roster, reason=reason, by=actor, said="已停止。")
    return redirect("people:roster", roster.pk)


@requires(Permission.ROSTER_IMPORT)
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the whole import back, or say what stands in the way."""
    roster = _roster(request, pk)
    said = "这次导入已撤回，家庭档案恢复到导入以前。"
    perform(request, actions.undo_roster, roster, by=actor_of(request), said=said)
    return redirect("people:roster", roster.pk)


@requires(Permission.ROSTER_IMPORT)
@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    roster = _roster(request, pk)
    perform(request, actions.refuse_roster, roster, by=actor_of(request), said="花名册已作废。")
    return redirect("people:rosters")


@requires(Permission.ROSTER_IMPORT)
@require_POST
def rejected(request: HttpRequest, pk: int) -> HttpResponse:
    """The file with what is wrong written beside it. It holds full numbers, so it is logged."""
    roster = _roster(request, pk)
    if roster.rejected is None:
        messages.info(request, "这份花名册没有问题行。")
        return redirect("people:roster", roster.pk)
    content = actions.hand_out_rejected(roster, by=actor_of(request))
    name = f"{roster.name}（问题行）.xlsx"
    response = HttpResponse(content, content_type="application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response


def _roster(request: HttpRequest, pk: int) -> Roster:
    visible = Roster.objects.visible_to(actor_of(request))
    return get_object_or_404(visible.select_related("unit__region", "file", "rejected"), pk=pk)
