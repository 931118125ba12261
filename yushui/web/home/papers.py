"""Notices, assignments, tables and reports that wait for their units."""

from collections.abc import Iterable

from django.db.models import Count, F, Min, Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.campaigns import lifecycle as campaigns
from yushui.campaigns.models import Assignment
from yushui.filings import lifecycle as filings
from yushui.filings.models import Filing, Report
from yushui.kernel import clock
from yushui.notices import lifecycle as notices
from yushui.notices.models import Item, Notice, Receipt
from yushui.web.home.entry import SHOWN, Todo
from yushui.web.http import own_units
from yushui.web.navigation import address


def receipts_to_sign(actor: Actor) -> Iterable[Todo]:
    waiting = Receipt.objects.filter(
        unit__in=own_units(actor, Permission.NOTICE_RECEIVE),
        state=notices.Reception.WAITING,
        notice__state=notices.State.PUBLISHED,
    ).select_related("notice__unit")
    for receipt in waiting.order_by("-notice__published_at", "-pk")[:SHOWN]:
        notice = receipt.notice
        yield Todo(
            "envelope-paper",
            f"签收：{notice.title}",
            f"{notice.unit.name}下达",
            address("notices:show", notice.pk),
        )


def notices_to_confirm(actor: Actor) -> Iterable[Todo]:
    drafts = Notice.objects.filter(
        unit__in=own_units(actor, Permission.NOTICE_DRAFT), state=notices.State.DRAFT
    ).annotate(left=Count("items", filter=Q(items__state=Item.State.READ)))
    shown = drafts.order_by("-created_at", "-pk").values("pk", "title", "left")[:SHOWN]
    for notice in shown:
        yield Todo(
            "file-earmark-text",
            f"确认并下达：{notice['title']}",
            f"还有 {notice['left']} 条没有确认" if notice["left"] else "已全部确认，可以下达",
            address("notices:show", notice["pk"]),
        )


def assignments_to_do(actor: Actor) -> Iterable[Todo]:
    open_ones = Assignment.objects.filter(
        unit__in=own_units(actor, Permission.CAMPAIGN_WORK),
        state=campaigns.Progress.ASSIGNED,
        duty__is_required=True,
        duty__campaign__state=campaigns.State.OPEN,
    )
    rows = open_ones.values("duty__campaign", "duty__campaign__name").annotate(
        left=Count("pk"),
        late=Count("pk", filter=Q(due_on__lt=clock.today())),
        first=Min("due_on"),
    )
    for row in rows.order_by(F("first").asc(nulls_last=True), "duty__campaign"):
        late = f"，其中 {row['late']} 项逾期" if row["late"] else ""
        yield Todo(
            "card-checklist",
            f"办理任务：{row['duty__campaign__name']}",
            f"还有 {row['left']} 项没有办结{late}",
            address("campaigns:show", row["duty__campaign"]),
            due_on=row["first"],
        )


def filings_to_fill(actor: Actor) -> Iterable[Todo]:
    mine = Filing.objects.filter(
        unit__in=own_units(actor, Permission.FILING_FILL),
        state__in=[filings.State.OPEN, filings.State.RETURNED],
        edition__state=filings.EditionState.OPEN,
    )
    for filing in mine.for_listing()[:SHOWN]:
        came_back = filing.state == filings.State.RETURNED
        yield Todo(
            "table",
            f"{'修改' if came_back else '填报'}：{filing.edition.title}",
            f"被退回：{filing.reason}" if came_back else filing.unit.name,
            address("filings:show", filing.pk),
            due_on=filing.due_on,
            came_back=came_back,
        )


def filings_to_review(actor: Actor) -> Iterable[Todo]:
    """Tables of which one's own unit is the issuer: whoever asked for it answers it."""
    sent = Filing.objects.filter(
        edition__unit__in=own_units(actor, Permission.FILING_REVIEW),
        state=filings.State.SUBMITTED,
    )
    rows = sent.values("edition", "edition__title").annotate(units=Count("pk"))
    for row in rows.order_by("edition"):
        yield Todo(
            "clipboard-check",
            f"审核：{row['edition__title']}",
            f"{row['units']} 个单位已提交",
            address("filings:rollup", row["edition"]),
        )


def reports_to_write(actor: Actor) -> Iterable[Todo]:
    mine = Report.objects.filter(
        unit__in=own_units(actor, Permission.REPORT_EDIT),
        state__in=[filings.ReportState.DRAFT, filings.ReportState.RETURNED],
    )
    for report in mine.for_listing()[:SHOWN]:
        came_back = report.state == filings.ReportState.RETURNED
        yield Todo(
            "journal-text",
            f"{'修改' if came_back else '起草'}：{report.title}",
            f"被退回：{report.reason}" if came_back else report.campaign.name,
            address("reports:show", report.pk),
            came_back=came_back,
        )


def reports_to_review(actor: Actor) -> Iterable[Todo]:
    sent = Report.objects.filter(
        receiver__in=own_units(actor, Permission.FILING_REVIEW),
        state=filings.ReportState.SUBMITTED,
    )
    for report in sent.for_listing()[:SHOWN]:
        yield Todo(
            "journal-text",
            f"审阅：{report.title}",
            f"{report.unit.name}报送",
            address("reports:show", report.pk),
        )
