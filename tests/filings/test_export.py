"""The workbook in the notice's own layout, read back cell by cell."""

from io import BytesIO

import openpyxl
import pytest

from tests.filings.test_binding import OWN, S1, TROOPS
from tests.filings.test_filling import Collection
from yushui.filings import actions, export


@pytest.fixture
def s1():
    return Collection(S1)


def opened(content):
    return openpyxl.load_workbook(BytesIO(content)).active


def rows(sheet):
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def find(sheet, text):
    """Where a label stands."""
    return next(cell for row in sheet.iter_rows() for cell in row if cell.value == text)


def test_the_heads_are_merged_as_in_the_notice(s1):  # S1-60, S1-71
    sheet = opened(export.of_filing(s1.filled()))
    merged = {str(area) for area in sheet.merged_cells.ranges}
    own, troops = find(sheet, OWN), find(sheet, TROOPS)
    assert f"A{own.row}:F{own.row}" in merged
    assert f"G{troops.row}:I{troops.row}" in merged
    assert f"K{own.row}:K{own.row + 1}" in merged  # 备注 spans both levels


def test_title_and_fields_stand_above(s1):  # S1-57…59
    actions.submit(s1.filled(), by=s1.town)
    text = "".join(str(cell) for row in rows(opened(export.of_filing(s1.filing()))) for cell in row)
    assert s1.edition.title in text
    assert f"填报单位名称：{s1.towns[0].name}" in text
    assert "填报时间：2026年7月25日" in text


def test_numbers_are_numbers_and_the_total_is_in_wan(s1):  # S1-63, S1-69
    s1.visit(s1.towns[0], money="12345.67", goods="68")
    sheet = opened(export.of_filing(s1.filled()))
    row = find(sheet, "登门入户；大米").row
    values = [sheet.cell(row, column).value for column in (1, 3, 10)]
    assert values == [1, 12413.67, 1.24]
    assert [sheet.cell(row, column).data_type for column in (1, 2, 3, 10)] == ["n", "s", "n", "n"]


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "＝1", "http://a.example/"])
def test_nothing_a_person_types_becomes_a_formula_or_a_link(s1, text):
    filing = s1.filled()
    actions.override(filing.cells.get(column__position=10), text=text, by=s1.town)
    cell = find(opened(export.of_filing(filing)), text)
    assert (cell.data_type, cell.hyperlink) == ("s", None)
    assert cell.quotePrefix == (text[0] in "=+-@＝")


def test_the_roll_up_has_a_line_for_each_and_their_sum(s1):
    for number, money in enumerate(("100", "200.50")):
        s1.visit(s1.towns[number], money=money)
        actions.submit(s1.filled(number), by=s1.town)
    sheet = opened(export.of_rollup(s1.edition))
    start = find(sheet, s1.towns[0].name).row
    lines = [[sheet.cell(start + at, column).value for column in (1, 2, 4)] for at in range(3)]
    assert lines == [[s1.towns[0].name, 1, 100], [s1.towns[1].name, 1, 200.5], ["合计", 2, 300.5]]
    assert find(sheet, "填报单位")


def test_every_troop_has_its_row_in_the_workbook(s1):  # S1-67
    for money in ("3000", "4000.50"):
        s1.visit_troop(s1.towns[0], money=money)
    sheet = opened(export.of_filing(s1.filled()))
    row = find(sheet, f"驻{s1.towns[0].name}部队3000").row
    assert [sheet.cell(row + at, 9).value for at in range(2)] == [3000, 4000.5]
    assert sheet.cell(row + 1, 1).value is None
