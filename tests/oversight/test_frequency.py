"""Campaigns of a year with visits: by unit and lane, whoever below went (S0-41)."""

from datetime import date

import pytest

from tests import make
from tests.visits.place import Place
from yushui.ledger import folding
from yushui.oversight import boards, frequency
from yushui.territory.kinds import Kind
from yushui.visits import actions


@pytest.fixture
def place():
    return Place()


def held(place):
    return frequency.rounds(2026, [place.office])[place.office.pk, "civil"]


@pytest.mark.parametrize("is_folded", [False, True])
def test_a_campaign_counts_once_somebody_below_went(place, is_folded):
    assert held(place) == 0
    place.record()
    place.record(made_on=date(2026, 7, 21))
    if is_folded:
        folding.fold()
    assert held(place) == 1


def test_a_second_campaign_counts_and_other_years_and_the_daily_book_do_not(place):
    place.record()
    for year, standing in ((2026, False), (2025, False), (2026, True)):
        place.campaign = make.campaign(place.office, year=year, is_standing=standing)
        place.record()
    assert held(place) == 2


def test_what_was_taken_back_was_no_campaign(place):
    actions.cancel(place.record(), reason="登错", by=place.by)
    assert held(place) == 0


def test_each_lane_owes_its_own(place):
    place.record()
    command = make.unit(place.office.region, kind=Kind.MILITARY_COMMAND)
    counts = frequency.rounds(2026, [place.office, command])
    assert counts[place.office.pk, "civil"] == 1
    assert counts[command.pk, "military"] == 0


def test_the_board_reads_it(place):
    place.record()
    laid = make.duty(place.campaign, kind="campaign_frequency")
    one = make.assignment(laid, to=place.office)
    assert boards.square_of(one, today=date(2026, 11, 2)).progress.missing.endswith("年底前要补上")
