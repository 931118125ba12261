"""Who signs a list in both lanes: the office that uses it, and the command beside it (S0-18)."""

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.kernel.lifecycle import Lifecycle
from yushui.people.models.signed import Signed
from yushui.territory import paths
from yushui.territory.kinds import Kind, Lane
from yushui.territory.models import Unit


CHANGED_MEANWHILE = "您查看期间，已被他人办理；请刷新页面后再看。"


def unit_of(office: Unit, lane: str) -> Unit:
    """The office itself, or the command that answers for it in the other lane."""
    if lane == Lane.CIVIL:
        return office
    found = command_of(office)
    if lane != Lane.MILITARY or found is None:
        raise RuleViolation(
            f"“{office.name}”没有登记代报的人武部（军分区），请先在单位里登记，再由它签认。"
        )
    return found


def command_of(office: Unit) -> Unit | None:
    beside = Unit.objects.active().filter(answers_for=office, lane=Lane.MILITARY)
    return beside.order_by("path").first()


def office_of(unit: Unit) -> Unit:
    """The office that answers for what a unit took in: itself, beside it, or the next above."""
    if unit.kind == Kind.OFFICE:
        return unit
    if unit.answers_for is not None:
        return unit.answers_for
    above = Unit.objects.active().filter(pk__in=paths.ids(unit.path), kind=Kind.OFFICE)
    office = above.order_by("-path").first()
    if office is None:
        raise RuleViolation(f"“{unit.name}”上面没有双拥办，无人签认；请先在单位里登记。")
    return office


def sign(record: Signed, lane: str, *, office: Unit, lifecycle: Lifecycle, by: Actor) -> None:
    """Sign as the unit of the lane; whoever is the second of the two makes the move."""
    unit = unit_of(office, lane)
    by.require_for_unit(Permission.YEARBOOK_SIGN, unit)
    lifecycle.target("sign", record.state)
    unsigned = type(record)._base_manager.filter(
        pk=record.pk, state=record.state, **{f"{lane}_signed_at": None}
    )
    if not unsigned.update(
        **{
            f"{lane}_signed_at": clock.now(),
            f"{lane}_signed_by_name": by.name,
            f"{lane}_unit_name": unit.name,
        }
    ):
        raise Conflict(CHANGED_MEANWHILE)
    record.refresh_from_db()
    if record.has_both:
        lifecycle.advance(record, "sign")
