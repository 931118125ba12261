"""A report is edited, handed in with the table, frozen, returned and received."""

from datetime import UTC, datetime

import pytest

from tests import make
from tests.filings.test_binding import S1
from tests.filings.test_filling import Collection
from tests.reports.round import Round
from yushui.audit.models import Event
from yushui.filings import actions as filings
from yushui.filings import reporting
from yushui.filings.lifecycle import ReportState
from yushui.kernel.errors import Conflict, NotPermitted, RuleViolation
from yushui.reports import actions, figures


@pytest.fixture
def round_():
    return Round()


def test_figures_follow_the_records_until_it_is_handed_in(round_):
    round_.visit()
    report = round_.written("走访{{persons}}人。")
    round_.visit()
    assert figures.numbers_of(report)["persons"] == 2
    actions.submit(report, by=round_.by)
    round_.visit()
    assert figures.numbers_of(report)["persons"] == 2
    assert figures.values(report)["persons"] == 3


def test_a_returned_report_counts_anew(round_):
    round_.visit()
    report = round_.submitted("走访{{persons}}人。")
    reporting.send_back(report, reason="请补充", by=round_.reader)
    round_.visit()
    assert figures.numbers_of(report)["persons"] == 2
    actions.submit(report, by=round_.by)
    assert report.figures["persons"]["value"] == 2


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        (["走访{{nobody}}人。"], "不存在"),
        (["妥否，请批示。"], "请示事项"),
        (["以上情况，请予批复。"], "请示事项"),
    ],
    ids=["a figure that does not exist", "a request", "another request"],
)
def test_what_a_report_must_not_hold_is_not_saved(round_, texts, why):  # S4-39
    with pytest.raises(RuleViolation, match=why):
        round_.written(*texts)


@pytest.mark.parametrize(
    ("text", "why"),
    [("  ", "还没有内容"), ("好。（请补充本单位采取的主要措施。）", "请补充")],
    ids=["empty", "placeholder"],
)
def test_an_unfinished_report_is_not_handed_in(round_, text, why):
    report = round_.written("一", text)
    with pytest.raises(RuleViolation, match=why):
        actions.submit(report, by=round_.by)
    assert report.state == ReportState.DRAFT


def test_pictures_are_wanted_where_the_notice_wants_them():  # S4-40
    with pytest.raises(RuleViolation, match="附图片"):
        Round(deliverables=["report", "photos"]).submitted()


def test_it_is_handed_in_once(round_):
    report = round_.submitted()
    with pytest.raises(RuleViolation, match="已经报送"):
        round_.edit(report, ["改"] * 4)
    with pytest.raises(RuleViolation):
        actions.submit(report, by=round_.by)


def test_of_two_who_edit_the_second_is_told(round_, move_clock):
    report, seen = round_.written(), round_.draft().updated_at
    move_clock(datetime(2026, 7, 25, 3, tzinfo=UTC))
    round_.edit(report, ["先存的"] * 4)
    with pytest.raises(Conflict, match="已被他人改动"):
        actions.edit(report, head={}, texts=["后存的"] * 4, seen=seen, by=round_.by)
    assert report.sections[0]["text"] == "先存的"


def test_only_its_reader_answers(round_):
    report = round_.submitted()
    for stranger in (round_.by, make.actor("clerk", make.unit())):
        with pytest.raises(NotPermitted):
            reporting.accept(report, by=stranger)
    reporting.accept(report, by=round_.reader)
    assert report.state == ReportState.ACCEPTED


def test_nobody_receives_their_own_report(round_):
    by = make.actor("head", round_.city)
    report = actions.draft(round_.campaign, unit=round_.city, by=by)
    assert (report.receiver, report.recipient) == (None, "")
    with pytest.raises(RuleViolation, match="本单位自己的报告"):
        reporting.accept(report, by=by)


def test_who_takes_it_out_is_recorded(round_):
    report = round_.written()
    actions.hand_out(report, by=round_.reader)
    assert Event.objects.filter(kind="reports.exported", actor_name="方文静").exists()


class Together:
    """A township that owes both a table and a report."""

    def __init__(self):
        self.round = Collection(S1)
        self.town, self.by = self.round.towns[0], make.actor("head", self.round.towns[0])
        self.round.visit(self.town)
        self.filing = self.round.filled()

    def write(self, text):
        report = actions.draft(self.round.campaign, unit=self.town, by=self.by)
        sections = [one | {"text": text} for one in report.sections]
        reporting.write(report, sections=sections, figures=figures.catalogue(), by=self.by)
        return report


@pytest.fixture
def together():
    return Together()


def test_report_and_table_go_together(together):  # S1-53
    report = together.write("走访{{persons}}人。")
    with pytest.raises(RuleViolation, match="统计表"):
        actions.submit(report, by=together.by)
    filings.submit(together.filing, by=together.round.town)
    actions.submit(report, by=together.by)
    assert report.state == ReportState.SUBMITTED


def test_what_both_say_has_to_agree(together):  # S1-53
    filings.submit(together.filing, by=together.round.town)
    report = together.write("走访退役军人{{veterans}}人。")
    together.round.visit(together.town)
    with pytest.raises(RuleViolation, match="在统计表里是 1，在报告里是 2"):
        actions.submit(report, by=together.by)


def test_a_figure_the_report_does_not_cite_cannot_disagree(together):
    filings.submit(together.filing, by=together.round.town)
    report = together.write("走访{{households}}户。")
    together.round.visit(together.town)
    actions.submit(report, by=together.by)
    assert report.state == ReportState.SUBMITTED


def test_an_adjustment_with_a_reason_is_no_disagreement(together):
    cell = together.filing.cells.get(column__position=0)
    filings.override(cell, number=5, reason="另有4人在单位慰问", by=together.round.town)
    filings.submit(together.filing, by=together.round.town)
    actions.submit(together.write("走访退役军人{{veterans}}人。"), by=together.by)
