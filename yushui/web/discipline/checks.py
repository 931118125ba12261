"""Checks of conduct: which there were, one of them, and recording one on a phone."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.campaigns.lifecycle import State as CampaignState
from yushui.discipline import actions, queries
from yushui.discipline import checklist as lists
from yushui.discipline.lifecycle import CHECK, OF_TROOPS, Occasion
from yushui.discipline.models import Check
from yushui.kernel import clock
from yushui.territory.kinds import Lane
from yushui.territory.models import Unit
from yushui.visits.models import GroupVisit, Outing
from yushui.visits.queries import rounds_of
from yushui.web.discipline import forms, rows
from yushui.web.forms import DayField, UnitField, unit_label
from yushui.web.http import actor_of, answer, attempt, page_or_fragment, paged, perform
from yushui.web.merits.rows import own_unit
from yushui.web.policy import requires


@requires(Permission.DISCIPLINE_VIEW)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What was looked at, and the group visits that nobody has looked at yet."""
    actor = actor_of(request)
    may_check = actor.holds(Permission.DISCIPLINE_CHECK)
    context = {
        "page": paged(request, Check.objects.visible_to(actor).for_listing()),
        "tabs": rows.tabs("index"),
        "unchecked": rows.unchecked(actor) if may_check else [],
        "may_check": may_check,
        "is_troops": may_check
        and own_unit(actor, Permission.DISCIPLINE_CHECK).lane == Lane.MILITARY,
    }
    return page_or_fragment(request, "discipline/index.html", "discipline/_checks.html", context)


@requires(Permission.DISCIPLINE_VIEW)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    check = get_object_or_404(Check.objects.visible_to(actor).for_listing(), pk=pk)
    labels = lists.sections()
    answers = list(check.answers.select_related("finding").order_by("position"))
    for one in answers:
        one.label = labels[one.section].label  # type: ignore[attr-defined]
        one.found = getattr(one, "finding", None)  # type: ignore[attr-defined]
    context = {
        "check": check,
        "answers": answers,
        "may_cancel": "cancel" in CHECK.available(check.state)
        and actor.may_as(Permission.DISCIPLINE_CHECK, check.checker),
        "form": forms.Reason(),
    }
    return render(request, "discipline/show.html", context)


@requires(Permission.DISCIPLINE_CHECK)
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    check = get_object_or_404(Check.objects.visible_to(actor), pk=pk)
    reason = request.POST.get("reason", "")
    said = "检查已撤销，没有整改完的问题一并撤销。"
    perform(request, actions.cancel, check, said=said, reason=reason, by=actor)
    return redirect("discipline:show", check.pk)


@dataclass(frozen=True)
class _Subject:
    """What is looked at, as the address says."""

    occasion: Occasion
    unit: Unit
    group_visit: GroupVisit | None = None
    outing: Outing | None = None

    @property
    def of(self) -> GroupVisit | Outing | None:
        return self.group_visit or self.outing

    @property
    def title(self) -> str:
        if self.group_visit:
            return self.group_visit.title
        return str(self.outing) if self.outing else self.occasion.label


@requires(Permission.DISCIPLINE_CHECK)
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest) -> HttpResponse:
    """The questions are those of the place and the day of what is looked at."""
    actor = actor_of(request)
    checker = own_unit(actor, Permission.DISCIPLINE_CHECK)
    subject = _subject(request, actor, checker)
    form = _form(request, actor, checker, subject)
    if form.is_valid():
        told = form.cleaned_data
        look = form.look(subject.occasion, group_visit=subject.group_visit, outing=subject.outing)
        made = attempt(
            actions.record,
            form,
            campaign=subject.of.campaign if subject.of else told["campaign"],
            unit=subject.unit if subject.of else told["unit"],
            checker=checker,
            look=look,
            by=actor,
        ).value
        if made:
            messages.success(request, "检查已登记。")
            return redirect("discipline:show", made.pk)
    context = {"subject": subject, "checker": checker, "occasions": _occasions(checker)}
    return answer(request, "discipline/record.html", context, form=form)


def _subject(request: HttpRequest, actor: Actor, checker: Unit) -> _Subject:
    reach = actor.scope(Permission.DISCIPLINE_CHECK).rows_by_unit("unit")
    group, outing = request.GET.get("group", ""), request.GET.get("outing", "")
    if _is_key(group):
        events = GroupVisit.objects.filter(reach).select_related("unit__region", "campaign")
        event = get_object_or_404(events, pk=group)
        return _Subject(Occasion.GROUP, event.unit, group_visit=event)
    if _is_key(outing):
        outings = Outing.objects.filter(reach).select_related("unit__region", "campaign", "leader")
        one = get_object_or_404(outings, pk=outing)
        return _Subject(Occasion.OUTING, one.unit, outing=one)
    known = _occasions(checker)
    wanted = request.GET.get("occasion", "")
    return _Subject(next((one for one in known if one == wanted), known[0]), checker)


def _is_key(text: str) -> bool:
    return text.isdecimal() and len(text) < 12


def _occasions(checker: Unit) -> list[Occasion]:
    troops = [one for one in Occasion if one in OF_TROOPS]
    is_military = checker.lane == Lane.MILITARY
    return [*troops, Occasion.CAMPAIGN] if is_military else [Occasion.CAMPAIGN]


def _form(
    request: HttpRequest, actor: Actor, checker: Unit, subject: _Subject
) -> forms.RecordCheck:
    today = clock.today()
    units = Unit.objects.active().filter(actor.scope(Permission.DISCIPLINE_CHECK).own_units())
    campaigns = rounds_of(actor).filter(state=CampaignState.OPEN).for_listing()
    unit, day = _asked_of(request, units, subject)
    initial: dict[str, Any] = {
        "unit": unit_label(checker),
        "held_on": today,
        "checked_on": today,
        "inspectors": actor.name,
        "campaign": None if subject.occasion in OF_TROOPS else campaigns.first(),
    }
    return forms.RecordCheck(
        request.POST or None,
        items=queries.checklist_for(unit.region, day).asked_at(subject.occasion),
        of_event=subject.of is not None,
        campaigns=campaigns,
        units=units,
        is_troops=subject.occasion in OF_TROOPS,
        initial=initial,
    )


def _asked_of(request: HttpRequest, units: Any, subject: _Subject) -> tuple[Unit, Any]:
    """Whose list of which day is asked: of an event its own, else what was filled in."""
    if subject.group_visit:
        return subject.unit, subject.group_visit.held_on
    if subject.outing:
        return subject.unit, subject.outing.going_on
    typed, day = UnitField(required=False), DayField(required=False)
    typed.units = units
    try:
        unit = typed.clean(request.POST.get("unit", "")) or subject.unit
        held_on = day.clean(request.POST.get("held_on", "")) or clock.today()
    except ValidationError:
        return subject.unit, clock.today()  # the form says what is wrong with it
    return unit, held_on
