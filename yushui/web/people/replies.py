"""What goes back to the sender of a roster: made, looked at, signed, handed out, voided."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from yushui.accounts.roles import Permission
from yushui.kernel.errors import RuleViolation
from yushui.people import actions
from yushui.people.lifecycle import REPLY
from yushui.people.models import Reply, Roster
from yushui.people.replies import gathering
from yushui.people.replies.telling import Entry, Verdict
from yushui.visits.queries import not_found
from yushui.web.filings.views import sent
from yushui.web.http import PER_PAGE, actor_of, answer, attempt, paged, perform
from yushui.web.people import forms, signatures
from yushui.web.policy import requires
from yushui.web.templatetags.yushui import Tab


@requires(Permission.ROSTER_IMPORT)
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    replies = Reply.objects.visible_to(actor_of(request)).for_listing()
    return answer(request, "people/replies.html", {"page": paged(request, replies)})


@requires(Permission.ROSTER_IMPORT)
@require_http_methods(["GET", "POST"])
def make(request: HttpRequest, pk: int) -> HttpResponse:
    """For a roster that was imported; numbers in full only for a reason."""
    actor = actor_of(request)
    visible = Roster.objects.visible_to(actor).select_related("unit__region", "file")
    roster = get_object_or_404(visible, pk=pk)
    may_reveal = actor.may(Permission.PEOPLE_REVEAL, roster.unit.region)
    form = forms.MakeReply(
        request.POST if request.method == "POST" else None, may_reveal=may_reveal
    )
    if form.is_valid():
        made = attempt(
            actions.make_reply,
            form,
            roster,
            reason=form.cleaned_data.get("reason", ""),
            absences=not_found,
            by=actor,
        )
        if made.value:
            messages.success(request, "更正表已生成。请军地双方看过签认，再下载发回。")
            return redirect("people:reply", made.value.pk)
    context = {
        "heading": "生成更正表",
        "lead": f"{roster.name}：逐人对照家庭档案，补充的、不同的、去世、迁走、重复的写回提供单位",
        "crumbs": [("花名册", reverse("people:rosters"))],
        "back": reverse("people:roster", args=[roster.pk]),
        "submit": "生成",
    }
    return answer(request, "people/act.html", context, form=form)


@requires(Permission.ROSTER_IMPORT)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """Every row there is something to say of, by verdict, and both signatures."""
    actor = actor_of(request)
    reply = _reply(request, pk)
    _, entries = gathering.opened(reply)
    chosen = request.GET.get("verdict", "")
    listed = [one for one in entries if one.verdict == chosen] if chosen else entries
    context = {
        "reply": reply,
        "signatures": signatures.of(reply, REPLY, actor),
        "tabs": _tabs(reply, entries, chosen),
        "page": Paginator(listed, PER_PAGE).get_page(request.GET.get("page")),
        "may_void": "void" in REPLY.available(reply.state),
    }
    return answer(request, "people/reply.html", context)


def _tabs(reply: Reply, entries: Sequence[Entry], chosen: str) -> list[Tab]:
    page = reverse("people:reply", args=[reply.pk])
    first = Tab("全部", page, len(entries), is_current=chosen not in Verdict.values)
    return [first] + [
        Tab(str(one.label), f"{page}?verdict={one}", count, is_current=chosen == one)
        for one in Verdict
        if (count := reply.outcome.get(one, 0))
    ]


@requires(Permission.YEARBOOK_SIGN)
@require_POST
def sign(request: HttpRequest, pk: int, lane: str) -> HttpResponse:
    reply = _reply(request, pk)
    perform(request, actions.sign_reply, reply, lane=lane, by=actor_of(request), said="已签认。")
    return redirect("people:reply", reply.pk)


@requires(Permission.ROSTER_IMPORT)
@require_POST
def fetch(request: HttpRequest, pk: int) -> HttpResponse:
    """The workbook for the sender; that it was taken is logged."""
    reply = _reply(request, pk)
    try:
        content = actions.hand_out_reply(reply, by=actor_of(request))
    except RuleViolation as refusal:
        messages.error(request, refusal.message)
        return redirect("people:reply", reply.pk)
    return sent(content, f"{reply.roster.name}更正表.xlsx")


@requires(Permission.ROSTER_IMPORT)
@require_http_methods(["GET", "POST"])
def void(request: HttpRequest, pk: int) -> HttpResponse:
    reply = _reply(request, pk)
    form = forms.Void(request.POST or None)
    if form.is_valid() and attempt(
        actions.void_reply, form, reply, by=actor_of(request), **form.cleaned_data
    ):
        messages.success(request, "更正表已作废，仍可查看；可以重新生成。")
        return redirect("people:reply", reply.pk)
    context = {
        "heading": f"作废：{reply}",
        "lead": "作废后不能再签认、下载，也不能恢复；内容和签认留着备查。",
        "crumbs": [("更正表", reverse("people:replies"))],
        "back": reverse("people:reply", args=[reply.pk]),
        "submit": "作废",
    }
    return answer(request, "people/act.html", context, form=form)


def _reply(request: HttpRequest, pk: int) -> Reply:
    visible = Reply.objects.visible_to(actor_of(request))
    return get_object_or_404(visible.select_related("roster__unit__region", "unit"), pk=pk)
