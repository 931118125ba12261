"""A table goes back to its sender unchanged, with what is wrong written beside it."""

from datetime import date
from io import BytesIO

import openpyxl

from yushui.office.annotate import REASONS_LABEL, WHOLE_ROW, annotate
from yushui.office.sheets import read_sheets
from yushui.office.workbook import Column, Kind, Table, write


ROSTER = write(
    [
        Table(
            "名单",
            [Column(("姓名",)), Column(("身份证号",), Kind.WHOLE), Column(("出生日期",), Kind.DAY)],
            [["=王小明", 140105194912310029, date(1949, 12, 31)], ["李小明", 7, None]],
        )
    ]
)
REASONS = {3: {1: "身份证号是数字，后几位已丢失。", WHOLE_ROW: "与第 9 行重复"}}


def annotated(reasons=REASONS, content=ROSTER):
    return annotate("名单.xlsx", content, reasons, header_row=2)


def test_every_cell_stays_where_it_was():
    before, after = (read_sheets("名单.xlsx", c)[0].rows for c in (ROSTER, annotated()))
    assert [row[:3] for row in after] == before


def test_the_wrong_cell_is_red_and_the_last_column_says_why():
    page = openpyxl.load_workbook(BytesIO(annotated())).active
    assert page["B3"].fill.fgColor.rgb == "FFFFC7CE"
    assert page["A4"].fill.fgColor.rgb != "FFFFC7CE"
    assert page["D2"].value == REASONS_LABEL
    assert page["D3"].value == "与第 9 行重复；B 列：身份证号是数字，后几位已丢失"


def test_text_that_looks_like_a_formula_stays_text():
    cell = openpyxl.load_workbook(BytesIO(annotated())).active["A3"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=王小明", "s", True)


def test_a_copy_sent_again_does_not_gather_columns():
    again = annotated({4: {0: "查无此人"}}, annotated())
    page = openpyxl.load_workbook(BytesIO(again)).active
    assert (page.max_column, page["D3"].value, page["D4"].value) == (4, None, "A 列：查无此人")


def test_a_csv_comes_back_as_a_workbook():
    content = annotate(
        "名单.csv", "姓名,乡镇\n王小明,某镇".encode("gb18030"), {2: {1: "没有这个乡镇"}}
    )
    rows = read_sheets("名单.xlsx", content)[0].rows
    assert rows[1] == ["王小明", "某镇", "B 列：没有这个乡镇"]


def test_merged_headers_survive():
    table = Table("表", [Column(("甲", "一")), Column(("甲", "二"))], [["1", "2"]])
    before, after = (
        read_sheets("表.xlsx", content)[0].merged
        for content in (write([table]), annotate("表.xlsx", write([table]), {4: {0: "错"}}))
    )
    assert sorted(after) == sorted(before)


def test_a_long_reason_is_wrapped_in_a_row_that_is_high_enough():
    page = openpyxl.load_workbook(BytesIO(annotated({3: {0: "请对照证件改正。" * 12}}))).active
    reason = page.cell(3, 4)
    assert reason.alignment.wrap_text
    assert page.row_dimensions[3].height == 4 * 18
    assert page.row_dimensions[4].height is None


def test_a_large_copy_keeps_the_height_of_its_rows(monkeypatch):
    monkeypatch.setattr("yushui.office.annotate.LARGE", 1)
    page = openpyxl.load_workbook(BytesIO(annotated({3: {0: "请对照证件改正。" * 12}}))).active
    assert page.row_dimensions[3].height == 4 * 18
