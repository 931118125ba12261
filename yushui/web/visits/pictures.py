"""Photographs of a visit: put in, shown small, taken out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.files import photos
from yushui.visits.actions import pictures as actions
from yushui.visits.models import Picture, Visit, VisitQuerySet
from yushui.web.filings.views import sent
from yushui.web.http import actor_of, attempt, perform
from yushui.web.policy import requires
from yushui.web.visits import forms


@requires(Permission.VISIT_RECORD)
@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    visit = get_object_or_404(_mine(actor).select_related("campaign"), pk=pk)
    form = forms.AddPicture(request.POST, request.FILES)
    if form.is_valid():
        values = form.cleaned_data
        upload = values.pop("file")
        added = attempt(
            actions.add, form, visit, name=upload.name, content=upload.read(), by=actor, **values
        )
        if added:
            messages.success(request, "照片已添加。")
            return redirect("visits:show", visit.pk)
    context = {"visit": visit, "form": form}
    return render(request, "visits/add_picture.html", context, status=422)


@requires(Permission.VISIT_VIEW)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The photograph, small enough for a page."""
    seen = Picture.objects.visible_to(actor_of(request)).select_related("file")
    picture = get_object_or_404(seen, pk=pk)
    return sent(photos.small(picture.file.read()), f"{picture.pk}.jpg", kind="image/jpeg")


@requires(Permission.VISIT_RECORD)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    mine = Picture.objects.filter(visit__in=_mine(actor))
    picture = get_object_or_404(mine.select_related("visit__unit", "visit__campaign"), pk=pk)
    perform(request, actions.remove, picture, said="照片已移除。", by=actor)
    return redirect("visits:show", picture.visit_id)


def _mine(actor: Actor) -> VisitQuerySet:
    return Visit.objects.filter(actor.scope(Permission.VISIT_RECORD).rows_by_unit("unit"))
