"""Drafting and handing in special reports, kept by `filings`; handing out papers of families."""

from datetime import datetime
from typing import Any

from django.db import transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.campaigns.models import Campaign
from yushui.files import actions as files
from yushui.files.preflight import PHOTOS
from yushui.filings import reporting
from yushui.filings.models import Photo, Report
from yushui.goods.models import Distribution
from yushui.kernel import secrecy
from yushui.kernel.errors import Conflict
from yushui.office.typeset import Paper
from yushui.oversight import goods
from yushui.oversight.money import reconcile
from yushui.people.models import Household
from yushui.reports import (
    drafting,
    figures,
    goodssheet,
    moneysheet,
    readiness,
    rendering,
    supplement,
)
from yushui.reports.asked import asked
from yushui.territory.models import Unit
from yushui.visits.models import Outing


@transaction.atomic
def draft(campaign: Campaign, *, unit: Unit, by: Actor) -> Report:
    """The unit's report, begun with a draft from its records when there is none yet."""
    report = reporting.begin(
        campaign,
        unit=unit,
        receiver=asked(campaign, unit).receiver,
        title=f"{unit.name}关于{campaign.name}情况的报告",
        by=by,
    )
    if not report.sections:
        redraft(report, by=by)
    return report


@transaction.atomic
def redraft(report: Report, *, by: Actor) -> None:
    """Write all four sections anew from the records; what was edited by hand is replaced."""
    reporting.write(report, sections=drafting.sections(report), figures=figures.catalogue(), by=by)
    log("reports.drafted", report, by=by)


@transaction.atomic
def edit(
    report: Report,
    *,
    head: dict[str, str],
    texts: list[str],
    seen: datetime,
    by: Actor,
) -> None:
    """Put what a person wrote in place; `seen` is the state of the report they wrote upon."""
    if report.updated_at != seen:
        raise Conflict(
            "您编辑期间，这份报告已被他人改动，本次没有保存。"
            "请另开一页查看最新内容，再补上您的修改。"
        )
    sections = [
        {"heading": section["heading"], "text": text.strip()}
        for section, text in zip(report.sections, texts, strict=True)
    ]
    reporting.write(report, sections=sections, figures=figures.catalogue(), by=by)
    reporting.rename(report, **head, by=by)
    log("reports.edited", report, by=by)


@transaction.atomic
def illustrate(
    report: Report,
    *,
    name: str,
    content: bytes,
    caption: str,
    is_cleared: bool = False,
    by: Actor,
) -> Photo:
    """Add a photograph; position and device data are left behind when it is stored (S4-40)."""
    by.require_for_unit(Permission.REPORT_EDIT, report.unit)
    cleared = secrecy.check([("caption", caption)], is_cleared=is_cleared)
    file = files.store(name, content, by=by, kinds=PHOTOS)
    photo = reporting.attach_photo(report, file=file, caption=caption, by=by)
    log("reports.illustrated", report, by=by, cleared=cleared)
    return photo


@transaction.atomic
def submit(report: Report, *, by: Actor) -> None:
    """Hand in, with every figure frozen at its present value."""
    by.require_for_unit(Permission.REPORT_SUBMIT, report.unit)
    numbers = figures.values(report)
    readiness.check(report, asked(report.campaign, report.unit), numbers)
    frozen: dict[str, Any] = {
        key: one | {"value": numbers[key]} for key, one in figures.catalogue().items()
    }
    reporting.submit(report, figures=frozen, by=by)
    log("reports.submitted", report, by=by)


@transaction.atomic
def hand_out(report: Report, *, by: Actor) -> bytes:
    """The report as a document to keep; who took it is recorded (security C-50)."""
    by.require_for_either(Permission.REPORT_VIEW, report.unit, report.reader())
    log("reports.exported", report, by=by)
    return rendering.docx(report)


@transaction.atomic
def hand_out_supplement(report: Report, *, by: Actor) -> bytes:
    """What is different since the report went out, as a draft that cites it (S0-59)."""
    by.require_for_unit(Permission.REPORT_EDIT, report.unit)
    made = supplement.docx(report)
    log("reports.supplement_drafted", report, by=by)
    return made


@transaction.atomic
def hand_out_card(household: Household, *, made: Paper, by: Actor) -> bytes:
    """The family's contact card; who printed it is recorded (security C-50)."""
    by.require(Permission.PEOPLE_VIEW, household.region)
    log("reports.card_printed", household, by=by)
    return made.content


@transaction.atomic
def hand_out_family_file(household: Household, *, made: Paper, by: Actor) -> bytes:
    """The family's file; who printed it is recorded."""
    by.require(Permission.PEOPLE_VIEW, household.region)
    log("reports.family_file_printed", household, by=by)
    return made.content


@transaction.atomic
def hand_out_reconciliation(campaign: Campaign, *, unit: Unit, by: Actor) -> bytes:
    """The money of a campaign as a workbook to keep; who took it is recorded."""
    by.require_for_unit(Permission.FUNDS_VIEW, unit)
    log("reports.reconciliation_exported", campaign, by=by, unit=unit.pk)
    return moneysheet.xlsx(reconcile(campaign, unit))


@transaction.atomic
def hand_out_stock(found: goods.Reconciliation, *, by: Actor) -> bytes:
    """The stock of gifts of a unit as a workbook to keep; who took it is recorded."""
    by.require_for_unit(Permission.FUNDS_VIEW, found.unit)
    log("reports.stock_exported", found.unit, by=by)
    return goodssheet.xlsx(found)


@transaction.atomic
def hand_out_sign_sheet(made: Distribution, *, paper: Paper, by: Actor) -> bytes:
    """The list of a distribution, to be signed line by line; who printed it is recorded."""
    by.require_for_unit(Permission.FUNDS_VIEW, made.unit)
    log("reports.sign_sheet_printed", made, by=by)
    return paper.content


@transaction.atomic
def hand_out_route(outing: Outing, *, made: Paper, by: Actor) -> bytes:
    """The route sheet of an outing; who printed it is recorded."""
    by.require(Permission.VISIT_VIEW, outing.unit.region)
    log("reports.route_printed", outing, by=by)
    return made.content
