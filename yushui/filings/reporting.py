"""Everything that changes a special report: begun, edited, illustrated, handed in, answered.

Report and table are handed in together (S1-53): neither alone completes the task.
"""

from typing import Any

from django.db import transaction
from django.db.models import Max

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.campaigns.models import Campaign
from yushui.files.models import StoredFile
from yushui.filings import rules
from yushui.filings.lifecycle import REPORT, ReportState, State
from yushui.filings.models import Filing, Photo, Report
from yushui.kernel import clock
from yushui.kernel.errors import RuleViolation
from yushui.territory.models import Unit


@transaction.atomic
def begin(campaign: Campaign, *, unit: Unit, recipient: str, title: str, by: Actor) -> Report:
    """The unit's report on the campaign: the one there is, or a new empty draft."""
    by.require_for_unit(Permission.REPORT_EDIT, unit)
    report, is_new = Report.objects.get_or_create(
        campaign=campaign,
        unit=unit,
        defaults={"recipient": recipient, "title": title, "updated_at": clock.now()},
    )
    if is_new:
        log("filings.report_begun", report, by=by)
    return report


@transaction.atomic
def write(
    report: Report, *, sections: list[dict[str, str]], figures: dict[str, Any], by: Actor
) -> None:
    """Put sections and what their figures refer to in place of what was there."""
    by.require_for_unit(Permission.REPORT_EDIT, report.unit)
    _require_open(report)
    rules.check_sections(sections, known=figures)
    report.sections, report.figures, report.updated_at = sections, figures, clock.now()
    report.save(update_fields=["sections", "figures", "updated_at"])
    log("filings.report_written", report, by=by, sections=len(sections))


@transaction.atomic
def rename(report: Report, *, title: str, recipient: str, number: str, by: Actor) -> None:
    by.require_for_unit(Permission.REPORT_EDIT, report.unit)
    _require_open(report)
    if not title.strip():
        raise RuleViolation("报告要有标题。", field="title")
    report.title, report.recipient = title.strip(), recipient.strip()
    report.number, report.updated_at = number.strip(), clock.now()
    report.save(update_fields=["title", "recipient", "number", "updated_at"])
    log("filings.report_renamed", report, by=by)


@transaction.atomic
def attach_photo(report: Report, *, file: StoredFile, caption: str, by: Actor) -> Photo:
    """Add a photograph; it was stripped of position and device data when it was stored."""
    by.require_for_unit(Permission.REPORT_EDIT, report.unit)
    _require_open(report)
    if not caption.strip():
        raise RuleViolation("请给图片写一句说明。", field="caption")
    last = report.photos.aggregate(last=Max("position"))["last"]
    photo = Photo.objects.create(
        report=report, file=file, caption=caption.strip(), position=(last or 0) + 1
    )
    log("filings.photo_attached", photo, by=by)
    return photo


@transaction.atomic
def remove_photo(photo: Photo, *, by: Actor) -> None:
    by.require_for_unit(Permission.REPORT_EDIT, photo.report.unit)
    _require_open(photo.report)
    log("filings.photo_removed", photo, by=by)
    photo.delete()


@transaction.atomic
def submit(report: Report, *, figures: dict[str, Any], by: Actor) -> None:
    """Hand the report in with its figures frozen; the unit's tables have to be in as well."""
    by.require_for_unit(Permission.REPORT_SUBMIT, report.unit)
    _require_open(report)
    rules.check_written(report.sections)
    waiting = Filing.objects.filter(
        unit=report.unit,
        edition__campaign=report.campaign,
        state__in=[State.OPEN, State.RETURNED],
    ).select_related("edition")
    if table := waiting.first():
        raise RuleViolation(
            f"报告要和统计表一并报送。请先提交“{table.edition.title}”，再报送报告。"
        )
    REPORT.advance(
        report,
        "submit",
        figures=figures,
        reason="",
        submitted_at=clock.now(),
        submitted_by_name=by.name,
    )
    log("filings.report_submitted", report, by=by)


@transaction.atomic
def send_back(report: Report, *, reason: str, by: Actor) -> None:
    by.require_for_unit(Permission.FILING_REVIEW, report.campaign.unit)
    rules.check_reason(reason)
    REPORT.advance(report, "send_back", reason=reason.strip())
    log("filings.report_returned", report, by=by)


@transaction.atomic
def accept(report: Report, *, by: Actor) -> None:
    by.require_for_unit(Permission.FILING_REVIEW, report.campaign.unit)
    REPORT.advance(report, "accept")
    log("filings.report_accepted", report, by=by)


def _require_open(report: Report) -> None:
    if report.state not in (ReportState.DRAFT, ReportState.RETURNED):
        raise RuleViolation("报告已经报送，不能再改。需要修改的，请上级退回。")
