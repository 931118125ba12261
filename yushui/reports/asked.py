"""What was asked of a unit: a report to whom, by when, and with what."""

from dataclasses import dataclass
from datetime import date

from yushui.campaigns.models import Assignment, Campaign
from yushui.territory.models import Unit


@dataclass(frozen=True)
class Asked:
    """What the notice that reached the unit wants; nothing but a receiver where none asked."""

    receiver: Unit | None
    due_on: date | None = None
    wants_photos: bool = False  # S4-40


def asked(campaign: Campaign, unit: Unit) -> Asked:
    """Whoever laid the duty on the unit is its reader: its county, not the city that began it."""
    laid = Assignment.objects.filter(
        duty__campaign=campaign, duty__kind="filing", unit=unit
    ).select_related("duty__unit")
    reports = [one for one in laid.order_by("due_on", "pk") if "report" in one.duty.deliverables]
    if not reports:
        return Asked(unit.superior)
    issuer = reports[0].duty.unit
    return Asked(
        receiver=unit.superior if issuer.pk == unit.pk else issuer,
        due_on=min((one.due_on for one in reports if one.due_on), default=None),
        wants_photos=any("photos" in one.duty.deliverables for one in reports),
    )
