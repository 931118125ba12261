"""Workbooks keep text as text, codes whole, and the layout the offices print."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yushui.files.preflight import check
from yushui.kernel.errors import RuleViolation
from yushui.office.sheets import read_sheets
from yushui.office.tables import find_header
from yushui.office.workbook import Column, Kind, Table, lines_of, write


COLUMNS = (
    Column(("乡镇",)),
    Column(("慰问金", "省级"), Kind.YUAN),
    Column(("慰问金", "市级"), Kind.WAN),
    Column(("走访户数",), Kind.WHOLE),
    Column(("日期",), Kind.DAY),
    Column(("身份证号",)),
)
ROW = ("柳林镇", Decimal("1234.50"), Decimal("8.61"), 12, date(2025, 7, 18), "14010519491231002X")
TABLE = Table(
    "八一期间走访慰问统计表", COLUMNS, [ROW],
    totals=("合计", Decimal("1234.50"), Decimal("8.61"), 12, None, ""),
    heading_notes=("填报单位：青禾县双拥办",), notes=("注：金额单位为元。",),
)  # fmt: skip


def reopened(table: Table):
    return openpyxl.load_workbook(BytesIO(write([table]))).active


def only(*texts: str) -> Table:
    return Table("名单", [Column(("内容",))], [[text] for text in texts])


def test_the_layout_is_title_notes_merged_header_rows_totals_remarks():
    page = reopened(TABLE)
    assert [page.cell(row, 1).value for row in range(1, 8)] == [
        "八一期间走访慰问统计表", "填报单位：青禾县双拥办", "乡镇", None, "柳林镇", "合计",
        "注：金额单位为元。",
    ]  # fmt: skip
    merged = {str(area) for area in page.merged_cells.ranges}
    assert {"A1:F1", "A3:A4", "B3:C3", "D3:D4", "A7:F7"} <= merged
    assert (page["B4"].value, page["C4"].value) == ("省级", "市级")


def test_cells_carry_the_formats_of_their_kind():
    page = reopened(TABLE)
    assert [page.cell(5, column).number_format for column in range(1, 7)] == [
        "@", "#,##0.00", '#,##0.00"万元"', "0", 'yyyy"年"m"月"d"日"', "@",
    ]  # fmt: skip
    assert page["B5"].value == 1234.5
    assert page["F5"].value == "14010519491231002X"


def test_ten_thousands_are_not_said_twice():
    page = reopened(Table("表", [Column(("金额（万元）",), Kind.WAN)], [[Decimal("8.61")]]))
    assert page["A3"].number_format == "#,##0.00"


def test_the_page_prints_on_a4_landscape_with_repeated_header():
    page = reopened(TABLE)
    assert (page.page_setup.paperSize, page.page_setup.orientation) == (9, "landscape")
    assert (page.freeze_panes, page.print_title_rows) == ("A5", "$3:$4")
    assert page.sheet_properties.pageSetUpPr.fitToPage


def test_what_is_written_is_read_back_by_our_own_reader():
    content = write([TABLE])
    assert check("统计表.xlsx", content) == "xlsx"
    (sheet,) = read_sheets("统计表.xlsx", content)
    header = find_header(sheet, ["乡镇", "走访户数"])
    assert [column.path for column in header.columns] == [column.path for column in COLUMNS]
    assert next(row[0] for _, row in header.body(sheet)) == "柳林镇"


PAYLOADS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠A1",
    "=HYPERLINK(\"http://x.test\")", "=cmd|' /C calc'!A0", "http://x.test", "{=1}", "0123", "1e5",
    "=", "mailto:a@x.test", "'=1",
]  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_text_becomes_a_formula_a_link_or_a_number(payload):
    page = reopened(only(payload))
    cell = page["A3"]
    assert cell.value == payload.replace("\r", "_x000D_")  # as the file format escapes it
    assert cell.hyperlink is None
    assert cell.data_type == "s"


@pytest.mark.parametrize("payload", PAYLOADS[:11])
def test_what_looks_like_a_formula_carries_the_quote_prefix(payload):
    assert reopened(only(payload))["A3"].quotePrefix
    assert not reopened(only("王小明"))["A3"].quotePrefix


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=8))
def test_text_survives_the_round_trip(texts):
    rows = read_sheets("名单.xlsx", write([only(*texts)]))[0].rows
    expected = [t.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for t in texts]
    assert [str(row[0]) for row in rows[2:]] == expected


def test_numbers_in_a_text_column_become_text():
    page = reopened(Table("名单", [Column(("电话",))], [[13800000001]]))
    assert page["A3"].value == "13800000001"


def test_too_long_a_text_is_refused_rather_than_cut():
    with pytest.raises(RuleViolation, match="32767"):
        write([only("长" * 32_768)])


def test_sheets_of_one_name_and_odd_names_are_told_apart():
    tables = [Table("甲/乙：表[1]", COLUMNS, []), Table("甲/乙：表[1]", COLUMNS, [])]
    names = openpyxl.load_workbook(BytesIO(write(tables))).sheetnames
    assert names == ["甲／乙：表【1】", "甲／乙：表【1】(2)"]


def test_a_row_of_the_wrong_length_is_a_mistake_of_the_caller():
    with pytest.raises(ValueError, match="zip"):
        write([Table("名单", COLUMNS, [("柳林镇",)])])


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, 1),
        ("短", 10, 1),
        ("双拥工作" * 5, 10, 6),
        ("a" * 20, 13, 2),
        ("第一行\n第二行", 20, 2),
        ("双拥", 0.5, 5),
    ],
)
def test_a_chinese_letter_takes_the_room_of_two(text, width, lines):
    assert lines_of(text, width) == lines


def test_a_row_is_as_high_as_its_longest_text_asks():
    columns = [Column(("村",), width=10), Column(("情况",), width=20)]
    page = reopened(Table("表", columns, [["柳林村", "短"], ["柳林村", "走访慰问优抚对象" * 8]]))
    assert page.row_dimensions[3].height is None
    assert page.row_dimensions[4].height == 8 * 18


def test_no_row_is_higher_than_a_spreadsheet_takes():
    page = reopened(Table("表", [Column(("情况",), width=10)], [["走访" * 2000]]))
    assert page.row_dimensions[3].height == pytest.approx(409, abs=1)


def test_a_long_title_over_a_narrow_table_takes_two_lines():
    page = reopened(
        Table("临川县八一期间走访慰问优抚对象情况统计表", [Column(("村",), width=40)], [])
    )
    assert page.row_dimensions[1].height == 72
