"""Photographs of a report: put in, shown small, taken out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET, require_POST

from yushui.accounts.roles import Permission
from yushui.files import photos
from yushui.filings import reporting
from yushui.filings.models import Photo, Report
from yushui.reports import actions
from yushui.web.filings.views import sent
from yushui.web.http import actor_of, perform
from yushui.web.policy import requires
from yushui.web.reports import forms


@requires(Permission.REPORT_EDIT)
@require_POST
def attach(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    report = get_object_or_404(Report.objects.visible_to(actor).for_listing(), pk=pk)
    actor.require_for_unit(Permission.REPORT_EDIT, report.unit)
    form = forms.AttachPhoto(request.POST, request.FILES)
    if form.is_valid():
        upload = form.cleaned_data["file"]
        perform(
            request, actions.illustrate, report, said="图片已添加。", by=actor,
            name=upload.name, content=upload.read(), caption=form.cleaned_data["caption"],
            is_cleared=form.cleaned_data["is_cleared"],
        )  # fmt: skip
    else:
        messages.error(request, "请选择一张图片，并写一句说明。")
    return redirect("reports:show", report.pk)


@requires(Permission.REPORT_VIEW)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The photograph, small enough for a page."""
    seen = Report.objects.visible_to(actor_of(request))
    of_seen = Photo.objects.filter(report__in=seen).select_related("file")
    photo = get_object_or_404(of_seen, pk=pk)
    return sent(photos.small(photo.file.read()), f"{photo.pk}.jpg", kind="image/jpeg")


@requires(Permission.REPORT_EDIT)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    actor = actor_of(request)
    of_seen = Photo.objects.filter(report__in=Report.objects.visible_to(actor))
    photo = get_object_or_404(of_seen.select_related("report__unit"), pk=pk)
    report_pk = photo.report_id
    perform(request, reporting.remove_photo, photo, said="图片已移除。", by=actor)
    return redirect("reports:show", report_pk)
