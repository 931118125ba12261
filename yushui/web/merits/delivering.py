"""Recording that a citation was brought: one page, made for a phone at the door."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from yushui.accounts.roles import Permission
from yushui.files import photos
from yushui.kernel import clock
from yushui.kernel.errors import RuleViolation
from yushui.merits import actions, papers, queries, rules
from yushui.merits.lifecycle import LIFECYCLE, Rank
from yushui.merits.models import Citation
from yushui.merits.queries import Rule
from yushui.territory.kinds import Lane
from yushui.web.filings.views import sent
from yushui.web.http import actor_of, answer, attempt
from yushui.web.merits import forms, rows
from yushui.web.merits.views import citation_of
from yushui.web.policy import requires
from yushui.web.readonly import leaves_trace


@requires(Permission.MERIT_DELIVER)
@require_http_methods(["GET", "POST"])
def deliver(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    citation = citation_of(request, pk, Permission.MERIT_DELIVER)
    unit = rows.own_unit(actor, Permission.MERIT_DELIVER)
    rule = queries.rule_for(citation.region, citation.merit, clock.today())
    form = forms.Deliver(
        request.POST or None,
        request.FILES or None,
        initial={"delivered_on": clock.today(), "received_by": citation.recipient},
    )
    lines = _lines(request, citation, rule)
    if form.is_valid() and lines.is_valid():
        bearers = [one for line in lines if (one := line.companion())]
        told = form.told(bearers)
        if attempt(actions.deliver, form, citation, told=told, unit=unit, by=actor):
            messages.success(request, f"{citation}已送达。")
            return redirect("merits:show", citation.pk)
    elif form.is_bound and not form.errors:
        form.add_error(None, "送达人员有一行填写不对，请看下方标红处。")
    context = {
        "citation": citation,
        "unit": unit,
        "rule": rule,
        "route": rules.in_words(rule.route),
        "bearers": lines,
        "is_ready": "deliver" in LIFECYCLE.available(citation.state),
    }
    return answer(request, "merits/deliver.html", context, form=form)


def _lines(request: HttpRequest, citation: Citation, rule: Rule) -> Any:
    """A line for each lane stands there already, with the unit and the rank that are asked for."""
    options = {"units": queries.bearing_units(citation.region)}
    if request.POST:
        return forms.BearerLines(request.POST, prefix="bearers", form_kwargs=options)
    organs = queries.organs_for(citation.region, rule.route)
    chosen = {
        Lane.CIVIL: citation.civil_unit or organs.civil,
        Lane.MILITARY: citation.military_unit or organs.military,
    }
    initial = [
        {"unit": unit.pk, "rank": Rank(rule.route.least(lane))}
        for lane, unit in chosen.items()
        if unit
    ]
    return forms.BearerLines(prefix="bearers", initial=initial, form_kwargs=options)


@requires(Permission.MERIT_VIEW)
@require_GET
def photo(request: HttpRequest, pk: int) -> HttpResponse:
    """The photograph, small enough for a page."""
    citation = citation_of(request, pk, Permission.MERIT_VIEW)
    if citation.delivery is None or citation.delivery.photo is None:
        raise Http404
    small = photos.small(citation.delivery.photo.read())
    return sent(small, "送喜报.jpg", kind="image/jpeg")


@requires(Permission.MERIT_DELIVER)
@leaves_trace
@require_GET
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The citation itself, to be printed and handed over."""
    citation = citation_of(request, pk, Permission.MERIT_DELIVER)
    try:
        made = papers.sheet([citation])
        content = actions.hand_out(citation, made=made, by=actor_of(request))
    except RuleViolation as refusal:
        messages.error(request, refusal.message)
        return redirect("merits:show", citation.pk)
    return sent(content, f"{citation}.pdf", kind="application/pdf")
