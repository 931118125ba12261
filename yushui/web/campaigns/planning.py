"""Before a notice becomes work: which duties fall on whom, and by when."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from yushui.accounts.roles import Permission
from yushui.campaigns import actions, planning
from yushui.kernel import clock
from yushui.notices.lifecycle import State
from yushui.notices.models import Notice
from yushui.web.campaigns import rows
from yushui.web.campaigns.forms import PlanDays
from yushui.web.http import actor_of, answer, attempt
from yushui.web.policy import requires


@requires(Permission.CAMPAIGN_MANAGE)
@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, notice_pk: int) -> HttpResponse:
    """The plan of a notice, and opening the campaign with it."""
    actor = actor_of(request)
    seen = Notice.objects.visible_to(actor).filter(state=State.PUBLISHED)
    notice = get_object_or_404(seen.select_related("unit__region", "based_on"), pk=notice_pk)
    actor.require_for_unit(Permission.CAMPAIGN_MANAGE, notice.unit)
    if standing := planning.campaign_of(notice):
        return redirect("campaigns:show", standing.pk)
    campaign = planning.campaign_above(notice) or planning.new_campaign(notice)
    laid = planning.lay_out(notice, starts_on=campaign.starts_on, today=clock.today())
    form = PlanDays(request.POST or None, laid=laid)
    if form.is_valid() or (request.method == "POST" and not form.fields):
        opened = attempt(actions.open_from, form, notice, due_on=form.changed(), by=actor)
        if opened.value:
            messages.success(request, "任务已布置。")
            return redirect("campaigns:show", opened.value.pk)
    context = {
        "notice": notice,
        "campaign": campaign,
        "lines": [
            (rows.label(one.duty), one, form.day_of(place)) for place, one in enumerate(laid)
        ],
        "owing": len({unit.pk for one in laid for unit in one.owing}),
    }
    return answer(request, "campaigns/plan.html", context, form=form)
