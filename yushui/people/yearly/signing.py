"""Who signs a yearly list: the office that uses it, and the armed forces department (S0-18)."""

from yushui.kernel.errors import RuleViolation
from yushui.people.models import Yearbook
from yushui.territory.kinds import Lane
from yushui.territory.models import Unit


def unit_of(yearbook: Yearbook, lane: str) -> Unit:
    """The office itself, or the command that answers for it in the other lane."""
    if lane == Lane.CIVIL:
        return yearbook.unit
    found = command_of(yearbook)
    if lane != Lane.MILITARY or found is None:
        raise RuleViolation("本县没有登记代报的人武部，请先在单位里登记，再由人武部签认。")
    return found


def command_of(yearbook: Yearbook) -> Unit | None:
    beside = Unit.objects.active().filter(answers_for=yearbook.unit, lane=Lane.MILITARY)
    return beside.order_by("path").first()
