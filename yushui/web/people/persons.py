"""Correcting a household or a person, and a look at a masked number."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from yushui.accounts.roles import Permission
from yushui.people import actions
from yushui.people.models import Household, Look, Person, SourceRecord
from yushui.web.http import actor_of, answer, attempt, paged
from yushui.web.people import forms, testimony
from yushui.web.people.entries import entry
from yushui.web.policy import requires


@requires(Permission.PEOPLE_REVEAL)
@require_http_methods(["GET", "POST"])
def reveal(request: HttpRequest, pk: int, field: str) -> HttpResponse:
    """One number in full, for a reason; it stands on this answer only and is kept nowhere."""
    person = person_of(request, pk, Permission.PEOPLE_REVEAL)
    if field not in Look.Field.values:
        raise Http404
    form = forms.Reveal(request.POST or None)
    context = {"person": person, "what": Look.Field(field).label, "value": ""}
    if form.is_valid():
        shown = attempt(
            actions.reveal, form, person, field=field, reason=form.told(), by=actor_of(request)
        )
        context["value"] = shown.value or ""
    return answer(request, "people/reveal.html", context, form=form)


@requires(Permission.PEOPLE_VIEW)
@require_GET
def records(request: HttpRequest, pk: int) -> HttpResponse:
    """What every source said of a person, the newest first: nothing is overwritten."""
    person = person_of(request, pk, Permission.PEOPLE_VIEW)
    page = paged(request, SourceRecord.objects.filter(person=person).for_listing())
    context = {"person": person, "page": page, "told": [testimony.told(one) for one in page]}
    return answer(request, "people/records.html", context)


@requires(Permission.PEOPLE_EDIT)
@sensitive_post_parameters("phone")
@require_http_methods(["GET", "POST"])
def edit_household(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    mine = Household.objects.filter(actor.scope(Permission.PEOPLE_EDIT).rows("region"))
    household = entry(request, mine.select_related("region"), pk)
    form = forms.EditHousehold(request.POST or None, household=household)
    if form.is_valid() and attempt(
        actions.edit_household, form, household, facts=form.facts(), by=actor
    ):
        messages.success(request, "家庭信息已更正。")
        return redirect("people:show", household.pk)
    context = {"household": household, "heading": f"更正{household.head_name}家"}
    return answer(request, "people/form.html", context, form=form)


@requires(Permission.PEOPLE_EDIT)
@sensitive_post_parameters("id_number", "phone")
@require_http_methods(["GET", "POST"])
def edit_person(request: HttpRequest, pk: int) -> HttpResponse:
    person = person_of(request, pk, Permission.PEOPLE_EDIT)
    form = forms.EditPerson(request.POST or None, person=person)
    return edited(
        request,
        person,
        form,
        heading=f"更正{person.name}的信息",
        act=lambda: attempt(
            actions.edit_person, form, person, facts=form.facts(), by=actor_of(request)
        ),
        said="人员信息已更正。",
    )


def person_of(request: HttpRequest, pk: int, permission: Permission) -> Person:
    mine = Person.objects.filter(actor_of(request).scope(permission).rows("household__region"))
    return entry(request, mine.select_related("household__region"), pk)


def edited(
    request: HttpRequest, person: Person, form: Form, *, heading: str,
    act: Callable[[], Any], said: str, back: str = "",
) -> HttpResponse:  # fmt: skip
    """Do what the form asks and go back to the family, or to `back`; or show the form again."""
    if form.is_valid() and act():
        messages.success(request, said)
        return redirect(back or reverse("people:show", args=[person.household_id]))
    context = {"household": person.household, "heading": heading}
    return answer(request, "people/form.html", context, form=form)
