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
from yushui.filings import queries, rules
from yushui.filings.lifecycle import REPORT
from yushui.filings.models import Photo, Report
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.territory.models import Unit


@transaction.atomic
def begin(
    campaign: Campaign, *, unit: Unit, receiver: Unit | None, title: str, by: Actor
) -> Report:
    """The unit's report on the campaign: the one there is, or a new empty draft."""
    by.require_for_unit(Permission.REPORT_EDIT, unit)
    recipient = (receiver.short_name or receiver.name) if receiver else ""
    report, is_new = Report.objects.get_or_create(
        campaign=campaign,
        unit=unit,
        defaults={
            "receiver": receiver,
            "recipient": recipient,
            "title": title[:200],
            "updated_at": clock.now(),
        },
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
    _replace(report, sections=sections, figures=figures)
    log("filings.report_written", report, by=by, sections=len(sections))


@transaction.atomic
def rename(report: Report, *, title: str, recipient: str, number: str, by: Actor) -> None:
    by.require_for_unit(Permission.REPORT_EDIT, report.unit)
    _require_open(report)
    if not title.strip():
        raise RuleViolation("报告要有标题。", field="title")
    _replace(report, title=title.strip(), recipient=recipient.strip(), number=number.strip())
    log("filings.report_renamed", report, by=by)


def _replace(report: Report, **values: Any) -> None:
    """Write `values`, unless somebody else wrote since this copy was read."""
    seen, values["updated_at"] = report.updated_at, clock.now()
    mine = Report.objects.filter(pk=report.pk, state=report.state, updated_at=seen)
    if not mine.update(**values):
        raise Conflict(
            "您编辑期间，这份报告已被他人改动，本次没有保存。请另开一页查看最新内容，再补上您的修改。"
        )
    for name, value in values.items():
        setattr(report, name, value)


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
    if waiting := queries.waiting_tables(report):
        raise RuleViolation(
            f"报告要和统计表一并报送。请先提交“{waiting[0].edition.title}”，再报送报告。"
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
    """Return a report for mending; its figures follow the records again until it comes back."""
    by.require_for_unit(Permission.FILING_REVIEW, report.reader())
    _require_not_own(report)
    rules.check_reason(reason)
    REPORT.advance(report, "send_back", reason=reason.strip())
    log("filings.report_returned", report, by=by)


@transaction.atomic
def accept(report: Report, *, by: Actor) -> None:
    by.require_for_unit(Permission.FILING_REVIEW, report.reader())
    _require_not_own(report)
    REPORT.advance(report, "accept")
    log("filings.report_accepted", report, by=by)


def _require_not_own(report: Report) -> None:
    if report.reader().pk == report.unit_id:
        raise RuleViolation("这是本单位自己的报告，要由上级收阅。")


def _require_open(report: Report) -> None:
    if not report.is_open:
        raise RuleViolation("报告已经报送，不能再改。需要修改的，请上级退回。")
