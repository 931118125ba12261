"""What came after a report went out flows to a supplement that cites it (S0-59)."""

from datetime import timedelta
from io import BytesIO

import docx
import pytest

from tests.reports.round import Round
from yushui.filings.models import Report
from yushui.kernel.errors import NotPermitted, RuleViolation
from yushui.reports import actions, supplement
from yushui.visits import actions as visits
from yushui.visits.models import Visit


@pytest.fixture
def round_():
    made = Round()
    made.first = made.visit(money="300")
    made.report = made.submitted()
    Report.objects.update(submitted_at=made.report.submitted_at - timedelta(hours=1))
    Visit.objects.update(recorded_at=made.report.submitted_at - timedelta(hours=2))
    made.report.refresh_from_db()
    return made


def told(round_):
    return {one.key: one.texts for one in supplement.moved(round_.report)}


def test_nothing_later_is_no_supplement(round_):
    assert told(round_) == {}
    with pytest.raises(RuleViolation, match="不需要补充报告"):
        actions.hand_out_supplement(round_.report, by=round_.by)


def test_a_visit_recorded_later_is_listed_and_told_as_a_difference(round_):
    late = round_.visit(money="200")
    assert list(supplement.later(round_.report)) == [late]
    found = told(round_)
    assert found["households"] == ("1", "2", "+1")
    assert found["cash"] == ("300.00", "500.00", "+200.00")


def test_a_visit_taken_back_later_is_a_difference_below(round_):
    visits.cancel(round_.first, reason="登错", by=round_.by)
    assert told(round_)["cash"] == ("300.00", "0.00", "-300.00")
    assert not supplement.later(round_.report)


def test_another_unit_s_visits_are_not_this_report_s(round_):
    round_.visit()
    other = Round()
    other.visit()
    assert supplement.later(round_.report).count() == 1


def test_the_draft_cites_the_first_and_shows_both_figures(round_):
    round_.visit(money="200")
    made = actions.hand_out_supplement(round_.report, by=round_.by)
    document = docx.Document(BytesIO(made))
    text = "".join(one.text for one in document.paragraphs)
    assert "的补充报告" in text
    assert f"《{round_.report.title}》" in text
    assert "又登记走访1次" in text
    cells = [cell.text for table in document.tables for cell in table._cells]
    assert "走访慰问户数（户）" in cells
    assert "+200.00" in cells


def test_what_was_reported_stays(round_):
    before = round_.report.figures
    round_.visit()
    actions.hand_out_supplement(round_.report, by=round_.by)
    round_.report.refresh_from_db()
    assert round_.report.figures == before


def test_only_who_writes_the_report_drafts_it(round_):
    round_.visit()
    with pytest.raises(NotPermitted):
        actions.hand_out_supplement(round_.report, by=round_.reader)
