"""Naming contacts of families, and the pages of a place where that is done for many."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_http_methods

from yushui.accounts.roles import Permission
from yushui.people import actions
from yushui.people.models import Contact, Helpline, Household, Printing
from yushui.territory import paths
from yushui.territory.models import Region
from yushui.web.http import actor_of, answer, attempt
from yushui.web.people import contact_forms, rows
from yushui.web.people.entries import entry
from yushui.web.policy import requires


PRINTINGS_SHOWN = 10


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    mine = Household.objects.filter(actor.scope(Permission.PEOPLE_EDIT).rows("region"))
    household = entry(request, mine.select_related("region"), pk)
    form = contact_forms.NameContact(request.POST or None)
    if form.is_valid() and attempt(
        actions.assign_contact,
        form,
        household,
        facts=form.facts(),
        since=form.cleaned_data["since"],
        by=actor,
    ):
        messages.success(request, "联系人已安排，可以打印联系卡了。")
        return redirect("people:show", household.pk)
    context = {"household": household, "heading": f"给{household.head_name}家安排联系人"}
    return answer(request, "people/form.html", context, form=form)


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, pk: int) -> HttpResponse:
    contact = _contact(request, pk)
    form = contact_forms.HandOver(request.POST or None)
    if form.is_valid() and attempt(
        actions.hand_over_contact,
        form,
        contact,
        facts=form.facts(),
        on=form.cleaned_data["since"],
        reason=form.cleaned_data["reason"],
        by=actor_of(request),
    ):
        messages.success(request, "联系人已移交，请给这户换一张联系卡。")
        return redirect("people:show", contact.household_id)
    context = {"household": contact.household, "heading": f"移交联系人：原为{contact.name}"}
    return answer(request, "people/form.html", context, form=form)


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    contact = _contact(request, pk)
    form = contact_forms.EndContact(request.POST or None)
    if form.is_valid() and attempt(
        actions.end_contact, form, contact, by=actor_of(request), **form.cleaned_data
    ):
        messages.success(request, "联系人已终止，这户现在没有联系人。")
        return redirect("people:show", contact.household_id)
    context = {"household": contact.household, "heading": f"{contact.name}不再担任联系人"}
    return answer(request, "people/form.html", context, form=form)


@requires(Permission.PEOPLE_EDIT)
@require_GET
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """How a place stands with its contacts, and what can be printed for it."""
    region = _place(request, pk)
    below = rows.places_below(region)
    context = {
        "place": region,
        "below": rows.named_below(region, below),
        "is_village": not below,
        "helpline": Helpline.objects.filter(region__in=paths.ids(region.path))
        .select_related("region")
        .order_by("-region__level")
        .first(),
        "printings": Printing.objects.visible_to(actor_of(request))
        .filter(region__path__gte=region.path, region__path__lt=paths.after(region.path))
        .for_listing()[:PRINTINGS_SHOWN],
    }
    return answer(request, "people/place.html", context)


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def assign_village(request: HttpRequest, pk: int) -> HttpResponse:
    region = _place(request, pk)
    form = contact_forms.NameForVillage(request.POST or None)
    if form.is_valid():
        done = attempt(actions.assign_contacts, form, region, by=actor_of(request), **form.asked())
        if done:
            messages.success(request, f"已给{region.name}的 {done.value} 户安排联系人。")
            return redirect("people:place", region.pk)
    return _of_place(request, region, form, f"给{region.name}各户安排联系人")


@requires(Permission.PEOPLE_EDIT)
@require_http_methods(["GET", "POST"])
def helpline(request: HttpRequest, pk: int) -> HttpResponse:
    region = _place(request, pk)
    known = Helpline.objects.filter(region=region).first()
    shown = {"name": known.name, "phone": known.phone} if known else {}
    form = contact_forms.SetHelpline(request.POST or None, initial=shown)
    if form.is_valid() and attempt(
        actions.set_helpline, form, region, by=actor_of(request), **form.cleaned_data
    ):
        messages.success(request, "服务电话已登记，印在这里各户的联系卡上。")
        return redirect("people:place", region.pk)
    return _of_place(request, region, form, f"{region.name}的服务电话")


def _of_place(request: HttpRequest, region: Region, form: Any, heading: str) -> HttpResponse:
    context = {"place": region, "heading": heading}
    return answer(request, "people/place_form.html", context, form=form)


def _contact(request: HttpRequest, pk: int) -> Contact:
    mine = actor_of(request).scope(Permission.PEOPLE_EDIT).rows("household__region")
    active = Contact.objects.active().filter(mine).select_related("household__region")
    return get_object_or_404(active, pk=pk)


def _place(request: HttpRequest, pk: int) -> Region:
    reach = actor_of(request).scope(Permission.PEOPLE_EDIT).own_regions()
    return get_object_or_404(Region.objects.filter(reach).select_related("parent"), pk=pk)
