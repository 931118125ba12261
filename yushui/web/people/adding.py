"""Entering a family or a person by hand, and whether the person is known already."""

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.people import actions
from yushui.people.models import Household
from yushui.people.searching import alike
from yushui.territory.models import Region
from yushui.web.http import actor_of, answer, attempt
from yushui.web.people import forms, rows
from yushui.web.people.entries import entry
from yushui.web.policy import requires


@requires(Permission.PEOPLE_EDIT)
@sensitive_post_parameters("phone")
@require_http_methods(["GET", "POST"])
def add_household(request: HttpRequest) -> HttpResponse:
    """A family in one of the villages of the place one came from."""
    actor = actor_of(request)
    place = rows.place_of(request.GET.get("place", ""), actor, Permission.PEOPLE_EDIT)
    form = forms.AddHousehold(request.POST or None, villages=_villages(place, actor))
    if form.is_valid():
        added = attempt(actions.add_household, form, facts=form.facts(), by=actor)
        if added.value:
            messages.success(request, "家庭已登记，现在登记这户的人员。")
            return redirect("people:add_person", added.value.pk)
    return answer(request, "people/add_household.html", {"place": place}, form=form)


@requires(Permission.PEOPLE_EDIT)
@sensitive_post_parameters("id_number", "phone")
@require_http_methods(["GET", "POST"])
def add_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody of a family; who may be known is shown while one types, and before it is saved."""
    household, actor = _household(request, pk), actor_of(request)
    form = forms.AddPerson(request.POST or None, initial=_head_of(household))
    found: list[alike.Alike] = []
    if form.is_valid():
        added = attempt(
            actions.add_person, form, household, facts=form.facts(),
            is_other=form.cleaned_data["is_other"], by=actor,
        )  # fmt: skip
        if added:
            messages.success(request, "人员已登记。")
            return redirect("people:show", household.pk)
        found = alike.find(_said(household, form), actor)
    context = {"household": household, "alike": found}
    return answer(request, "people/add_person.html", context, form=form)


@requires(Permission.PEOPLE_EDIT)
@sensitive_post_parameters("id_number", "phone")
@require_POST
def check_alike(request: HttpRequest, pk: int) -> HttpResponse:
    """Who it may be, from what is typed so far; what cannot be read yet is left out."""
    household = _household(request, pk)
    form = forms.AddPerson(request.POST)
    form.is_valid()
    found = alike.find(_said(household, form), actor_of(request))
    return render(request, "people/_alike.html", {"alike": found})


def _head_of(household: Household) -> dict[str, str]:
    """In a family just entered the head comes first, and was named a moment ago."""
    if household.persons.exists():
        return {}
    return {"name": household.head_name, "relation": "户主"}


def _said(household: Household, form: forms.AddPerson) -> alike.Said:
    given: dict[str, Any] = form.cleaned_data
    return alike.Said(
        household.region,
        name=given.get("name", ""),
        sex=given.get("sex", ""),
        birth_on=given.get("birth_on"),
        id_number=given.get("id_number", ""),
        phone=given.get("phone", ""),
        address=household.address,
        head_name=household.head_name,
    )


def _household(request: HttpRequest, pk: int) -> Household:
    mine = actor_of(request).scope(Permission.PEOPLE_EDIT).rows("region")
    return entry(request, Household.objects.filter(mine).select_related("region"), pk)


def _villages(place: Region | None, actor: Actor) -> Any:
    """The lowest places below one, as far as the actor may write there."""
    if place is None:
        return Region.objects.none()
    below = Region.objects.current().filter(parent=OuterRef("pk"))
    mine = actor.scope(Permission.PEOPLE_EDIT).own_regions()
    found = Region.objects.current().within(place).filter(mine).exclude(Exists(below))
    return found.select_related("parent").order_by("path")
