"""Campaigns: which there are, how one stands, and how far the units are with one duty."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from yushui.accounts.roles import Permission
from yushui.campaigns import actions, recurring
from yushui.campaigns.models import Assignment, Campaign, Duty
from yushui.campaigns.standards import in_words
from yushui.kernel import clock
from yushui.notices.models import Notice
from yushui.oversight import boards
from yushui.visits import actions as visits
from yushui.visits.queries import together
from yushui.web.campaigns import rows
from yushui.web.http import PER_PAGE, actor_of, page_or_fragment, paged, perform
from yushui.web.notices.cards import category_labels
from yushui.web.policy import requires


@requires(Permission.CAMPAIGN_VIEW)
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    actor = actor_of(request)
    page = paged(request, Campaign.objects.visible_to(actor).for_listing())
    context = {"page": page, "listed": rows.listed(page.object_list, actor)}
    return page_or_fragment(request, "campaigns/index.html", "campaigns/_list.html", context)


def _campaign(request: HttpRequest, pk: int) -> Campaign:
    seen = Campaign.objects.visible_to(actor_of(request)).select_related("unit__region", "notice")
    return get_object_or_404(seen, pk=pk)


@requires(Permission.CAMPAIGN_VIEW)
@require_GET
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """How the campaign stands, from where one's own unit is or the one asked for."""
    actor, today = actor_of(request), clock.today()
    campaign = _campaign(request, pk)
    unit = rows.standpoint(campaign, actor, request.GET.get("unit", ""))
    if unit is None:
        raise Http404
    board = boards.board(campaign, unit, today=today)
    places = rows.coverage(campaign, unit, actor)
    done, laid = rows.share_done(board)
    late = board.late
    laying_on = rows.laying_on(campaign) - {unit.pk}
    context = {
        "campaign": campaign,
        "unit": unit,
        "board": board,
        "laying_on": laying_on,
        "beside": rows.beside(actor, laying_on),
        "page": Paginator(board.rows, PER_PAGE).get_page(request.GET.get("page")),
        "days_left": rows.days_left(campaign, today),
        "columns": [(duty, rows.label(duty)) for duty in board.duties],
        "tallies": [(tally, rows.label(tally.duty)) for tally in board.tallies],
        "done": done,
        "laid": laid,
        "late": late[: rows.SHOWN],
        "late_count": len(late),
        "places": places,
        "coverage": together(places),
        "progress_option": rows.progress_option(board.tallies),
        "coverage_option": rows.coverage_option(places),
        "newest": rows.newest(campaign, unit, actor),
        "links": rows.links(campaign, actor, has_homes=bool(places)),
        "may_manage": actor.may_for_unit(Permission.CAMPAIGN_MANAGE, campaign.unit),
    }
    return render(request, "campaigns/show.html", context)


@requires(Permission.CAMPAIGN_VIEW)
@require_GET
def duty(request: HttpRequest, pk: int) -> HttpResponse:
    """One duty: what the notice says, what is measured, and who is how far."""
    actor = actor_of(request)
    reachable = Duty.objects.filter(campaign__in=Campaign.objects.visible_to(actor))
    found = get_object_or_404(reachable.select_related("campaign", "notice", "unit"), pk=pk)
    squares = boards.squares_of(found, Assignment.objects.visible_to(actor), today=clock.today())
    labels = category_labels()
    context = {
        "duty": found,
        "label": rows.label(found),
        "standard": in_words(found.standard),
        "recurs": recurring.in_words(found.recurs),
        "targets": [labels.get(code, code) for code in found.targets],
        "page": Paginator(squares, PER_PAGE).get_page(request.GET.get("page")),
        "done": sum(one.progress.is_complete for one in squares),
        "total": len(squares),
        "notice": Notice.objects.visible_to(actor).filter(pk=found.notice_id).first(),
    }
    return render(request, "campaigns/duty.html", context)


@requires(Permission.CAMPAIGN_MANAGE)
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = _campaign(request, pk)
    perform(request, actions.close, campaign, said="活动已结束。", by=actor_of(request))
    return redirect("campaigns:show", pk)


@requires(Permission.CAMPAIGN_MANAGE)
@require_POST
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    campaign = _campaign(request, pk)
    perform(request, actions.resume, campaign, said="活动已重新开启。", by=actor_of(request))
    return redirect("campaigns:show", pk)


@requires(Permission.CAMPAIGN_MANAGE)
@require_POST
def freeze(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the households that the coverage duties name on the list."""
    campaign = _campaign(request, pk)
    said = "应访名单已按花名册更新。"
    perform(request, visits.freeze_targets, campaign, said=said, by=actor_of(request))
    return redirect("campaigns:show", pk)
