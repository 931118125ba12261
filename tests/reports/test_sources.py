"""Every figure of a report opens to what it is the sum of."""

import pytest

from tests.reports.round import Round
from yushui.reports import figures, sources


@pytest.fixture
def report():
    round_ = Round()
    round_.visit(money="300", goods="68.50", listed=True, heard="房屋漏雨")
    round_.visit(categories=("martyr_survivor",), money="500", listed=True)
    round_.visit_troop(money="2000")
    return round_.draft()


LEDGER = [key for key, one in figures.CITABLE.items() if one.definition]
COVERAGE = [key for key, one in figures.CITABLE.items() if one.coverage and key != "coverage"]


@pytest.mark.parametrize("key", LEDGER)
def test_a_figure_is_the_sum_of_its_postings(report, key):
    cited = sources.postings_of(report, key)
    assert cited.total(figures.CITABLE[key].definition.measures) == figures.values(report)[key]


@pytest.mark.parametrize("key", COVERAGE)
def test_a_figure_of_coverage_is_a_number_of_households(report, key):
    assert sources.targets_of(report, key).count() == figures.values(report)[key]


@pytest.mark.parametrize("key", figures.CITABLE)
def test_a_figure_rests_on_one_kind_of_record(report, key):
    kinds = (sources.postings_of(report, key).exists(), sources.targets_of(report, key).exists())
    assert kinds.count(True) <= 1
