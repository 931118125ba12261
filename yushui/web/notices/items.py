"""Findings of a draft, confirmed, corrected, struck out or added; one at a time or all at once."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from yushui.accounts.roles import Permission
from yushui.notices import actions, rules
from yushui.notices.models import Item, Notice
from yushui.web.http import actor_of, attempt, perform
from yushui.web.notices import cards, rows
from yushui.web.notices.desk import own_notice
from yushui.web.notices.item_forms import FORMS, form_for
from yushui.web.policy import requires


def _item(request: HttpRequest, pk: int) -> Item:
    actor = actor_of(request)
    seen = Item.objects.filter(notice__in=Notice.objects.visible_to(actor))
    found = get_object_or_404(seen.select_related("notice__unit"), pk=pk)
    actor.require_for_unit(Permission.NOTICE_DRAFT, found.notice.unit)
    return found


def _is_partial(request: HttpRequest) -> bool:
    return bool(request.htmx)  # type: ignore[attr-defined]


def _at(item: Item) -> str:
    return f"{reverse('notices:show', args=[item.notice_id])}#item-{item.pk}"


def _changed(request: HttpRequest, item: Item) -> HttpResponse:
    """The finding as it stands now, with what is left to do; without script, the page at it."""
    if not _is_partial(request):
        return redirect(_at(item))
    context = {
        "card": cards.card(item),
        "notice": item.notice,
        "status": rows.Status.of(item.notice),
        "may_edit": True,
    }
    return render(request, "notices/_changed.html", context)


def _press(request: HttpRequest, pk: int, action: Callable[..., Any], said: str) -> HttpResponse:
    item = _item(request, pk)
    is_partial = _is_partial(request)
    done = perform(request, action, item, said="" if is_partial else said, by=actor_of(request))
    if is_partial and not done:
        return HttpResponseClientRefresh()  # the page says why
    return _changed(request, item)


@requires(Permission.NOTICE_DRAFT)
@require_GET
def item(request: HttpRequest, pk: int) -> HttpResponse:
    """One finding: what a form of it is put back to when it is left."""
    return _changed(request, _item(request, pk))


@requires(Permission.NOTICE_DRAFT)
@require_POST
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    return _press(request, pk, actions.confirm, "已确认。")


@requires(Permission.NOTICE_DRAFT)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    return _press(request, pk, actions.remove, "已剔除。")


@requires(Permission.NOTICE_DRAFT)
@require_POST
def confirm_all(request: HttpRequest, pk: int) -> HttpResponse:
    perform(
        request,
        actions.confirm_all,
        own_notice(request, pk),
        said="其余内容已全部确认。",
        by=actor_of(request),
    )
    return redirect("notices:show", pk)


@requires(Permission.NOTICE_DRAFT)
@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    item = _item(request, pk)
    form = form_for(item.kind, item.content, request.POST or None)
    by = actor_of(request)
    if form.is_valid() and attempt(actions.correct, form, item, content=form.content(), by=by):
        return _changed(request, item)
    template = "notices/_correct.html" if _is_partial(request) else "notices/correct.html"
    context = {"form": form, "item": item, "notice": item.notice, "back": _at(item)}
    return render(request, template, context, status=422 if form.errors else 200)


@requires(Permission.NOTICE_DRAFT)
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    notice = own_notice(request, pk)
    if kind not in FORMS or kind in (Item.Kind.DOCUMENT, Item.Kind.CAMPAIGN):
        raise Http404
    known = rules.blank(kind) | _doubted(notice, kind, request.GET.get("doubt", ""))
    form = form_for(kind, known, request.POST or None)
    by = actor_of(request)
    if form.is_valid():
        added = attempt(actions.add, form, notice, kind=kind, content=form.content(), by=by)
        if added.value:
            messages.success(request, "已补充。")
            return redirect(_at(added.value))
    context = {"form": form, "notice": notice, "kind": kind, "label": Item.Kind(kind).label}
    return render(request, "notices/add.html", context, status=422 if form.errors else 200)


def _doubted(notice: Notice, kind: str, number: str) -> dict[str, Any]:
    """The words of the doubt that somebody came from, where it asks for such a finding."""
    doubts = cards.doubts(notice.reading.get("warnings", ()))
    for doubt in doubts:
        if doubt.key == f"doubt-{number}" and doubt.asks_for == kind and doubt.span:
            start, end = doubt.span
            return {"quote": "".join(notice.text[start:end].split())}
    return {}
