"""Duties × units as one unit sees them, read in a fixed number of queries."""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import make
from yushui.campaigns.models import Assignment
from yushui.oversight import boards
from yushui.territory.kinds import Kind
from yushui.territory.models import Unit
from yushui.visits.models import Target


TODAY = date(2026, 7, 25)


def laid(count=2):
    """A county's campaign: a countable duty and one by word, on `count` townships."""
    campaign = make.campaign()
    towns = [make.township(campaign.unit) for _ in range(count)]
    duties = [make.duty(campaign), make.duty(campaign, kind="publicity")]
    for town in towns:
        make.assignment(duties[0], to=town, due_on=date(2026, 7, 20))
        make.assignment(duties[1], to=town, due_on=date(2026, 8, 1))
    return campaign, towns


def on_the_list(campaign, town, **values):
    home = make.household(town.region)
    return Target.objects.create(
        campaign=campaign, household=home, region=town.region, unit=town, **values
    )


def test_a_row_for_every_unit_and_a_square_for_every_duty():
    campaign, towns = laid()
    found = boards.board(campaign, campaign.unit, today=TODAY)
    assert [row.unit for row in found.rows] == sorted(towns, key=lambda unit: unit.path)
    assert [duty.kind for duty in found.duties] == ["visit_coverage", "publicity"]
    assert all(len(row.held) == 2 for row in found.rows)


def test_a_duty_that_is_not_laid_on_a_unit_leaves_its_square_empty():
    campaign, towns = laid()
    make.assignment(make.duty(campaign, kind="plan"), to=towns[0])
    squares = [row.squares[2] for row in boards.board(campaign, campaign.unit, today=TODAY).rows]
    assert sum(one is None for one in squares) == 1


def test_tallies_add_up_and_late_ones_are_listed():
    campaign, towns = laid()
    on_the_list(campaign, towns[0])
    found = boards.board(campaign, campaign.unit, today=TODAY)
    assert [(t.done, t.late, t.open) for t in found.tallies] == [(0, 2, 0), (0, 0, 2)]
    assert len(found.late) == 2


def test_coverage_counts_what_lies_below_the_unit():
    campaign, towns = laid(1)
    village = make.unit(make.region(towns[0].region), kind=Kind.VILLAGE, superior=towns[0])
    on_the_list(campaign, towns[0])
    on_the_list(campaign, village, state="excused", excuse="away", tries_count=2,
                excused_by_name="周平")  # fmt: skip
    (row,) = boards.board(campaign, campaign.unit, today=TODAY).rows
    assert (row.squares[0].progress.done, row.squares[0].progress.total) == (1, 2)


def test_a_township_sees_its_own_and_nobody_else_s():
    campaign, towns = laid()
    found = boards.board(campaign, towns[0], today=TODAY)
    assert not found.rows
    assert {one.assignment.unit for one in found.own} == {towns[0]}


def test_the_bureau_sees_what_was_laid_on_the_office_beside_it():
    campaign, towns = laid(1)
    office = make.unit(towns[0].region, superior=campaign.unit)
    bureau = make.unit(towns[0].region, kind=Kind.BUREAU, superior=office)
    Unit.objects.filter(pk=bureau.pk).update(answers_for=office)
    make.assignment(campaign.duties.first(), to=office)
    found = boards.board(campaign, Unit.objects.get(pk=bureau.pk), today=TODAY)
    assert [one.assignment.unit for one in found.own] == [office]


def test_a_board_costs_the_same_however_large():
    counts = []
    for count in (2, 9):
        campaign, _ = laid(count)
        with CaptureQueriesContext(connection) as captured:
            boards.board(campaign, campaign.unit, today=TODAY)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 7


def test_one_duty_and_one_assignment_agree_with_the_board():
    campaign, towns = laid()
    on_the_list(campaign, towns[0])
    found = boards.board(campaign, campaign.unit, today=TODAY)
    duty = found.duties[0]
    column = [row.squares[0].progress for row in found.rows]
    squares = boards.squares_of(duty, Assignment.objects.all(), today=TODAY)
    assert [one.progress for one in squares] == column
    first = found.rows[0].squares[0]
    assert boards.square_of(first.assignment, today=TODAY).progress == first.progress
