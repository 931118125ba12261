"""What somebody says of their own wishes and worries: for the unit that hears it and the one above.

A page without the right to it is not there: nobody else learns whether anything was said.
"""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.people import actions
from yushui.people.models import Household, OwnWords
from yushui.territory.models import Region, Unit
from yushui.web.http import actor_of, answer, attempt, perform
from yushui.web.people.entries import entry
from yushui.web.people.own_words_form import RecordOwnWords
from yushui.web.policy import requires


@requires(Permission.VISIT_RECORD)
@sensitive_post_parameters("text")
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """One short form, made for a phone at the door."""
    actor = actor_of(request)
    reachable = Household.objects.filter(actor.scope(Permission.VISIT_RECORD).rows("region"))
    household = entry(request, reachable.select_related("region"), pk)
    unit = _hearing(actor, household.region)
    form = RecordOwnWords(
        request.POST or None, persons=list(household.persons.alive().order_by("pk"))
    )
    if form.is_valid() and attempt(
        actions.record_own_words,
        form,
        household,
        unit=unit,
        spoken=form.spoken(),
        is_cleared=form.cleaned_data["is_cleared"],
        by=actor,
    ):
        messages.success(request, "已登记，原话加密保存。")
        return redirect("people:show", household.pk)
    context = {"household": household, "unit": unit}
    return answer(request, "people/record_own_words.html", context, form=form)


@requires(Permission.VISIT_RECORD)
@require_http_methods(["GET", "POST"])
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The words stand on the answer to a press of the button only, and the press in the trail."""
    words = _seen(request, pk)
    form, told = Form(request.POST), None
    if request.method == "POST":
        told = attempt(actions.read_own_words, form, words, by=actor_of(request)).value
        words.refresh_from_db(fields=["erased_at", "erasure"])
    context = {"words": words, "text": told}
    return answer(request, "people/own_words.html", context, form=form)


@requires(Permission.VISIT_RECORD)
@require_POST
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    words = _seen(request, pk)
    said = "原话已按本人要求删去。"
    perform(request, actions.erase_own_words, words, said=said, by=actor_of(request))
    return redirect("people:show", words.household_id)


def _seen(request: HttpRequest, pk: int) -> OwnWords:
    seen = OwnWords.objects.visible_to(actor_of(request))
    return get_object_or_404(seen.select_related("household", "person", "unit"), pk=pk)


def _hearing(actor: Actor, place: Region) -> Unit:
    """The actor's own unit; of several the nearest to the family."""
    posts = [one for one in actor.posts if one.allows(Permission.VISIT_RECORD)]
    near = {
        one.unit_id: len(path)
        for one in posts
        for path in one.places()
        if place.path.startswith(path)
    }
    return Unit.objects.select_related("superior").get(pk=max(near, key=near.__getitem__))
