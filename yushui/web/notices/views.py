"""Notices: what came in and went out, taking one in, and the page of one."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.campaigns import planning
from yushui.notices import actions
from yushui.notices.lifecycle import State
from yushui.notices.models import Notice, Role
from yushui.web.http import actor_of, answer, attempt, page_or_fragment, paged
from yushui.web.notices import rows
from yushui.web.notices.forms import TakeIn, units_for
from yushui.web.policy import requires
from yushui.web.templatetags.yushui import Tab


# View → label, its rows, and how a title is looked for in them.
LISTS: dict[str, tuple[str, Callable[[Actor], QuerySet[Any]], str]] = {
    "inbox": ("收文", rows.inbox, "notice__title"),
    "waiting": ("待签收", rows.waiting, "notice__title"),
    "drafts": ("待下达", rows.drafts, "title"),
    "sent": ("已下达", rows.sent, "title"),
}
COUNTED = ("waiting", "drafts")


def _most_pressing(counts: dict[str, int]) -> str:
    """The list to open with: drafts only where nothing came in that waits for a signature."""
    return "drafts" if counts["drafts"] and not counts["waiting"] else "inbox"


@requires(Permission.NOTICE_VIEW)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    counts = {name: LISTS[name][1](actor).count() for name in COUNTED}
    chosen = request.GET.get("view", "")
    chosen = chosen if chosen in LISTS else _most_pressing(counts)
    _, listed, title = LISTS[chosen]
    wanted = request.GET.get("q", "").strip()[:40]
    found = listed(actor).filter(Q((f"{title}__contains", wanted))) if wanted else listed(actor)
    context = {
        "chosen": chosen,
        "wanted": wanted,
        "page": paged(request, found),
        "tabs": [
            Tab(
                label,
                f"{reverse('notices:index')}?view={name}",
                count=counts.get(name),
                is_current=name == chosen,
            )
            for name, (label, _, _) in LISTS.items()
        ],
        "may_draft": actor.holds(Permission.NOTICE_DRAFT),
    }
    return page_or_fragment(request, "notices/index.html", "notices/_list.html", context)


@requires(Permission.NOTICE_DRAFT)
@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    units = units_for(actor, Permission.NOTICE_DRAFT)
    form = TakeIn(request.POST or None, request.FILES or None, units=units)
    if form.is_valid():
        name, content = form.document()
        unit = form.cleaned_data["unit"]
        taken = attempt(actions.take_in, form, unit=unit, name=name, content=content, by=actor)
        if taken.value:
            messages.success(request, "已读完。请对照原文核对，再下达。")
            return redirect("notices:show", taken.value.pk)
    return answer(request, "notices/upload.html", {}, form=form)


@requires(Permission.NOTICE_VIEW)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft beside its original, to be confirmed; else the notice as it went out."""
    actor = actor_of(request)
    seen = Notice.objects.visible_to(actor).select_related("unit", "based_on__unit", "file")
    notice = get_object_or_404(seen, pk=pk)
    page = _draft if notice.state == State.DRAFT else _final
    return page(request, notice, actor)


def _draft(request: HttpRequest, notice: Notice, actor: Actor) -> HttpResponse:
    reader = rows.Reader.of(notice, is_final=False)
    context = {
        "notice": notice,
        "reader": reader,
        "status": rows.Status(len(reader.urgent), reader.unread),
        "may_edit": actor.may_for_unit(Permission.NOTICE_DRAFT, notice.unit),
    }
    return answer(request, "notices/draft.html", context)


def _final(request: HttpRequest, notice: Notice, actor: Actor) -> HttpResponse:
    mine = rows.mine(notice, actor)
    shown = paged(request, rows.receipts_shown(notice, actor))
    is_desk = actor.may_for_unit(Permission.NOTICE_DRAFT, notice.unit)
    drafting = units_for(actor, Permission.NOTICE_DRAFT)
    seen = Notice.objects.visible_to(actor)
    sent_on_by = set(notice.passed_on.exclude(state=State.WITHDRAWN).values_list("unit", flat=True))
    context = {
        "notice": notice,
        "reader": rows.Reader.of(notice, is_final=True),
        "receipts": shown,
        "sending": rows.Sending.of(notice),
        "to_sign": rows.signable(mine, actor),
        "signed_for": {one.pk for one in rows.signable(shown, actor)} - {one.pk for one in mine},
        "may_withdraw": is_desk,
        "campaign": planning.campaign_of(notice),
        "may_lay_out": actor.may_for_unit(Permission.CAMPAIGN_MANAGE, notice.unit),
        "passed_on": seen.filter(based_on=notice).select_related("unit").order_by("unit__path"),
        "source": seen.filter(passed_on=notice).select_related("unit").first(),
        "passing": [
            unit
            for unit in drafting
            if any(one.unit_id == unit.pk and one.role == Role.MAIN for one in mine)
            and unit.pk not in sent_on_by
        ],
    }
    return answer(request, "notices/show.html", context)


@requires(Permission.NOTICE_VIEW)
@require_GET
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it came in."""
    kept = Notice.objects.visible_to(actor_of(request)).filter(file__isnull=False)
    file = get_object_or_404(kept.select_related("file"), pk=pk).file
    assert file is not None, "the query asks for one"
    disposition = content_disposition_header(as_attachment=True, filename=file.name) or ""
    return HttpResponse(
        file.read(),
        content_type="application/octet-stream",
        headers={"Content-Disposition": disposition},
    )
