"""The one box at the top of every page: persons, families and villages as one types."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from yushui.accounts.roles import Permission
from yushui.people import actions, seals
from yushui.people.models import Person, Status
from yushui.people.searching import finding, words
from yushui.people.searching.finding import Found
from yushui.people.searching.words import Number
from yushui.web.http import actor_of, answer, attempt
from yushui.web.people import forms
from yushui.web.policy import requires


@dataclass(frozen=True)
class Hit:
    """A person as the list of what was found shows one."""

    person: Person
    id_card: str

    @property
    def note(self) -> str:
        return "" if self.person.status == Status.ALIVE else self.person.get_status_display()


@requires(Permission.PEOPLE_VIEW)
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """All that was found, as a page: what the box gives without script."""
    return render(request, "people/search.html", _found(request, request.GET.get("q", "")))


@requires(Permission.PEOPLE_VIEW)
@sensitive_post_parameters("q")
@require_POST
def suggest(request: HttpRequest) -> HttpResponse:
    """The same while one types. Posted, so that half a telephone number is in no address."""
    return render(request, "people/_found.html", _found(request, request.POST.get("q", "")))


@requires(Permission.PEOPLE_REVEAL)
@sensitive_post_parameters("number")
@require_POST
def search_number(request: HttpRequest) -> HttpResponse:
    """Whose number it is. Each search is recorded, hence asked for by a button of its own."""
    form = forms.SearchNumber(request.POST)
    found = Found()
    if form.is_valid():
        typed = form.cleaned_data["number"]
        shown = attempt(actions.search_by_number, form, typed, by=actor_of(request))
        found = shown.value or found
    context = _context(found, wanted="", typed="a number")
    return answer(request, "people/search.html", context, form=form)


def _found(request: HttpRequest, text: str) -> dict[str, Any]:
    actor = actor_of(request)
    wanted = text.strip()
    number = words.number_in(wanted)
    return _context(
        finding.find(wanted, actor),
        wanted=wanted[: words.LONGEST],
        typed=wanted,
        number=number,
        may_search_numbers=number is not None and actor.holds(Permission.PEOPLE_REVEAL),
    )


def _context(
    found: Found,
    *,
    wanted: str,
    typed: str,
    number: Number | None = None,
    may_search_numbers: bool = False,
) -> dict[str, Any]:
    return {
        "found": found,
        "hits": [Hit(one, seals.masked_id_card(one)) for one in found.persons],
        "wanted": wanted,
        "is_empty": not typed,
        "is_too_long": len(typed) > words.LONGEST,
        "number": number,
        "may_search_numbers": may_search_numbers,
        "form": None,
    }
