"""Writing a report: begun from the records, edited, drafted anew."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from yushui.accounts.roles import Permission
from yushui.campaigns.models import Campaign
from yushui.filings.models import Report, ReportQuerySet
from yushui.reports import actions, figures
from yushui.territory.models import Unit
from yushui.web.http import actor_of, answer, attempt, own_units, perform
from yushui.web.policy import requires
from yushui.web.reports import forms, rows


def _seen(request: HttpRequest) -> ReportQuerySet:
    return Report.objects.visible_to(actor_of(request)).for_listing()


@requires(Permission.REPORT_EDIT)
@require_POST
def begin(request: HttpRequest, campaign_pk: int) -> HttpResponse:
    """Open the report of one's own unit, drafted from its records when there is none yet."""
    actor = actor_of(request)
    campaign = get_object_or_404(
        Campaign.objects.visible_to(actor).select_related("unit"), pk=campaign_pk
    )
    if not Campaign.objects.worked_in_by(actor, Permission.REPORT_EDIT).filter(pk=campaign.pk):
        raise PermissionDenied("这次活动没有布置到您的单位，不用写报告。")
    own = Unit.objects.filter(pk__in=own_units(actor, Permission.REPORT_EDIT))
    chosen = request.POST.get("unit", "")
    units = own.filter(pk=int(chosen)) if chosen.isdecimal() and len(chosen) < 12 else own
    unit = units.select_related("superior", "answers_for").order_by("path", "pk").first()
    if unit is None:
        messages.error(request, "您只能起草自己岗位所在单位的报告。")
        return redirect("reports:index")
    said = "已按走访记录起草，请逐段核对、补充。"
    perform(request, actions.draft, campaign, said=said, unit=unit, by=actor)
    report = Report.objects.filter(campaign=campaign, unit=unit).first()
    return redirect("reports:show", report.pk) if report else redirect("reports:index")


@requires(Permission.REPORT_EDIT)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The text beside the figures that may be cited in it."""
    report, actor = get_object_or_404(_seen(request), pk=pk), actor_of(request)
    actor.require_for_unit(Permission.REPORT_EDIT, report.unit)
    if not report.is_open:
        messages.error(request, "报告已经报送，不能再改。需要修改的，请上级退回。")
        return redirect("reports:show", report.pk)
    form = forms.WriteReport(
        request.POST or None, report=report, initial=forms.WriteReport.initial_of(report)
    )
    if form.is_valid() and attempt(actions.edit, form, report, by=actor, **form.values()):
        messages.success(request, "报告已保存。")
        return redirect("reports:show", report.pk)
    context = {"report": report, "figures": rows.quotable(figures.values(report))}
    return answer(request, "reports/edit.html", context, form=form)


@requires(Permission.REPORT_EDIT)
@require_POST
def redraft(request: HttpRequest, pk: int) -> HttpResponse:
    report = get_object_or_404(_seen(request), pk=pk)
    said = "已按最新记录重新起草。"
    perform(request, actions.redraft, report, said=said, by=actor_of(request))
    return redirect("reports:show", report.pk)
