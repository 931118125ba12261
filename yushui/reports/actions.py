"""Drafting and handing in special reports: composed here, kept by `filings`."""

from typing import Any

from django.db import transaction

from yushui.accounts.actor import Actor
from yushui.audit.log import log
from yushui.campaigns.models import Campaign
from yushui.filings import reporting
from yushui.filings.models import Report
from yushui.reports import drafting, figures
from yushui.territory.models import Unit


@transaction.atomic
def draft(campaign: Campaign, *, unit: Unit, by: Actor) -> Report:
    """The unit's report, begun with a draft from its records when there is none yet."""
    report = reporting.begin(
        campaign,
        unit=unit,
        recipient=campaign.unit.short_name or campaign.unit.name,
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
def submit(report: Report, *, by: Actor) -> None:
    """Hand in, with every figure frozen at its present value."""
    numbers = figures.values(report)
    frozen: dict[str, Any] = {
        key: one | {"value": numbers[key]} for key, one in figures.catalogue().items()
    }
    reporting.submit(report, figures=frozen, by=by)
    log("reports.submitted", report, by=by)
