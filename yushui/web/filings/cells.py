"""One cell: what it says, where it comes from, and putting a person's value in its place."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.filings import actions
from yushui.filings.cells import printed
from yushui.filings.kinds import Binding
from yushui.filings.lifecycle import EditionState, State
from yushui.filings.models import Cell, Filing
from yushui.filings.sources import definition_of, postings_of, total_now
from yushui.web.filings import forms, rows
from yushui.web.filings.evidence import cited
from yushui.web.http import actor_of, answer, attempt, paged
from yushui.web.policy import requires


@requires(Permission.FILING_VIEW)
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    cell = get_object_or_404(
        Cell.objects.filter(filing__in=Filing.objects.visible_to(actor)).select_related(
            "column", "filing__edition__campaign", "filing__unit__answers_for"
        ),
        pk=pk,
    )
    form = forms.OverrideCell(request.POST or None, cell=cell)
    if form.is_valid() and attempt(actions.override, form, cell, by=actor, **form.values()):
        return redirect("filings:show", cell.filing_id)
    columns = list(cell.filing.edition.columns.order_by("position"))
    page = paged(request, postings_of(cell))
    now = total_now(cell)
    counted = definition_of(cell)
    context = {
        "cell": cell,
        "shown": printed(cell.column.type, cell.number, cell.text),
        "counted": printed(cell.column.type, cell.counted),
        "definition": rows.in_words(cell.column, columns),
        "page": page,
        "cited": cited(actor, page, counted.measures if counted else ()),
        "now": printed(cell.column.type, now),
        "has_moved": now is not None and now != cell.counted,
        "may_change": _may_change(actor, cell),
    }
    return answer(request, "filings/cell.html", context, form=form)


def _may_change(actor: Actor, cell: Cell) -> bool:
    filing = cell.filing
    return (
        cell.column.binding not in (Binding.FORMULA, Binding.STUB)
        and filing.state in (State.OPEN, State.RETURNED)
        and filing.edition.state == EditionState.OPEN
        and actor.may_for_unit(Permission.FILING_FILL, filing.unit)
    )
