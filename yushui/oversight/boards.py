"""Duties × units of one campaign as one unit sees them: what it laid on others, what it owes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from yushui.campaigns.models import Assignment, AssignmentQuerySet, Campaign, Duty
from yushui.oversight.progress import Evidence, Square, square
from yushui.territory.models import Unit


@dataclass(frozen=True)
class Row:
    """One unit of the board with its squares, None where a duty is not laid on it."""

    unit: Unit
    squares: Sequence[Square | None]

    @property
    def held(self) -> list[Square]:
        return [one for one in self.squares if one]

    @property
    def done_count(self) -> int:
        return sum(one.progress.is_complete for one in self.held)

    @property
    def late_count(self) -> int:
        return sum(one.is_late for one in self.held)


@dataclass(frozen=True)
class Tally:
    """How many units have done one duty, are late with it, or still have time."""

    duty: Duty
    done: int
    late: int
    open: int

    @property
    def total(self) -> int:
        return self.done + self.late + self.open


@dataclass(frozen=True)
class Board:
    """What one unit laid on others (`rows`), and what was laid on it (`own`)."""

    duties: Sequence[Duty]
    rows: Sequence[Row]
    own: Sequence[Square]

    @property
    def squares(self) -> list[Square]:
        return [one for row in self.rows for one in row.held]

    @property
    def late(self) -> list[Square]:
        """What is late, the longest first."""
        late = [one for one in self.squares if one.is_late]
        return sorted(late, key=lambda one: (one.assignment.due_on or date.max, one.assignment.pk))

    @property
    def tallies(self) -> list[Tally]:
        return [self._tally(index, duty) for index, duty in enumerate(self.duties)]

    def _tally(self, index: int, duty: Duty) -> Tally:
        squares = [row.squares[index] for row in self.rows]
        held = [one for one in squares if one]
        done = sum(one.progress.is_complete for one in held)
        late = sum(one.is_late for one in held)
        return Tally(duty, done, late, len(held) - done - late)


def board(campaign: Campaign, unit: Unit, *, today: date) -> Board:
    """The board of `unit` in the campaign, in a fixed number of queries."""
    mine = Q(unit=unit.node_id) | Q(unit__answers_for=unit.node_id) | Q(unit=unit)
    assignments = _with_evidence(
        Assignment.objects.filter(
            Q(duty__unit=unit) | (mine & Q(unit__lane=unit.lane)), duty__campaign=campaign
        )
    )
    evidence = Evidence.gather(campaign, assignments, today=today)
    laid = [square(one, evidence) for one in assignments if one.duty.unit_id == unit.pk]
    own = [
        square(one, evidence)
        for one in assignments
        if one.unit.node_id == unit.node_id and one.unit.lane == unit.lane
    ]
    duties = {one.assignment.duty_id: one.assignment.duty for one in laid}
    return Board(list(duties.values()), _rows(laid, list(duties)), own)


def squares_of(duty: Duty, assignments: AssignmentQuerySet, *, today: date) -> list[Square]:
    """The squares of one duty, in the order of the reporting tree."""
    loaded = _with_evidence(assignments.filter(duty=duty))
    evidence = Evidence.gather(duty.campaign, loaded, today=today)
    found = [square(one, evidence) for one in loaded]
    return sorted(found, key=lambda one: one.assignment.unit.path)


def leaders_owing(
    campaign: Campaign, assignments: AssignmentQuerySet, *, today: date
) -> list[Square]:
    """Which leaders still owe a visit of their own (S4-29), read without the rest of the board."""
    loaded = _with_evidence(assignments.filter(duty__campaign=campaign, duty__kind="leader_visit"))
    evidence = Evidence.of_leaders(campaign, loaded, today=today)
    found = [square(one, evidence) for one in loaded]
    return [one for one in found if not one.progress.is_complete]


def square_of(assignment: Assignment, *, today: date) -> Square:
    """The square of one assignment."""
    (one,) = _with_evidence(Assignment.objects.filter(pk=assignment.pk))
    return square(one, Evidence.gather(one.duty.campaign, [one], today=today))


def _with_evidence(assignments: AssignmentQuerySet) -> list[Assignment]:
    loaded = assignments.select_related("duty__campaign", "unit__answers_for", "unit__region")
    return list(loaded.order_by("duty__notice", "duty__position", "unit__path", "pk"))


def _rows(squares: Sequence[Square], duties: Sequence[int]) -> list[Row]:
    units: dict[int, Unit] = {}
    by_place: dict[tuple[int, int], Square] = {}
    for one in squares:
        units[one.assignment.unit_id] = one.assignment.unit
        by_place[one.assignment.unit_id, one.assignment.duty_id] = one
    ordered = sorted(units.values(), key=lambda unit: unit.path)
    return [Row(unit, [by_place.get((unit.pk, duty)) for duty in duties]) for unit in ordered]
