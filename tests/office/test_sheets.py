"""Every format the offices send is read into the same shape."""

import shutil
import subprocess
from datetime import date
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter

from yushui.files.preflight import check
from yushui.kernel.errors import RuleViolation
from yushui.office.sheets import Merge, read_sheets


ROWS = [["姓名", "身份证号", "金额"], ["王㐂", "14010519491231002X", "500"]]


def workbook(fill) -> bytes:
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer)
    fill(book)
    book.close()
    return buffer.getvalue()


def test_cells_keep_their_type_and_their_place():
    def fill(book):
        page = book.add_worksheet("名单")
        page.write_string(2, 1, "王㐂")
        page.write_number(2, 2, 140105194912310000)
        page.write_datetime(2, 3, date(2025, 7, 18), book.add_format({"num_format": "yyyy-m-d"}))

    (sheet,) = read_sheets("名单.xlsx", workbook(fill))
    assert sheet.name == "名单"
    assert sheet.rows[2] == ["", "王㐂", 140105194912310000.0, date(2025, 7, 18)]
    assert [number for number, _ in sheet.numbered()] == [3]


def test_merged_and_hidden_are_told():
    def fill(book):
        book.add_worksheet("一").merge_range("A1:C1", "表题")
        book.add_worksheet("二").hide()

    first, second = read_sheets("表.xlsx", workbook(fill))
    assert first.merged == (Merge(0, 0, 0, 2),)
    assert (first.is_hidden, second.is_hidden) == (False, True)


def test_a_formula_shows_its_saved_result():
    def fill(book):
        page = book.add_worksheet()
        page.write_formula("A1", "=1+2", None, 3)

    assert read_sheets("表.xlsx", workbook(fill))[0].rows == [[3.0]]


def test_a_formula_without_saved_result_and_an_error_are_empty_or_text():
    book = openpyxl.Workbook()
    book.active["A1"] = "=1+2"
    book.active["B1"] = "文字"
    buffer = BytesIO()
    book.save(buffer)
    assert read_sheets("表.xlsx", buffer.getvalue())[0].rows == [["", "文字"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";", "，"])
def test_csv_is_read_whatever_its_encoding_and_delimiter(encoding, mark):
    content = "\r\n".join(mark.join(row) for row in ROWS).encode(encoding)
    assert read_sheets("名单.csv", content)[0].rows == ROWS


def test_csv_tricks_for_keeping_digits_are_undone():
    content = '姓名,卡号\n王小明,"=""0123456"""\n李小明,\t0123456'.encode()
    assert [row[1] for row in read_sheets("名单.csv", content)[0].rows[1:]] == ["0123456"] * 2


def test_csv_cells_may_hold_the_delimiter_and_line_breaks():
    content = '姓名,备注\n王小明,"困难,多病\n需走访"'.encode()
    assert read_sheets("名单.csv", content)[0].rows[1] == ["王小明", "困难,多病\n需走访"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("表.xlsx", b"PK\x03\x04 nothing"),
        ("表.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
    ],
)
def test_a_broken_workbook_is_one_sentence(name, content):
    with pytest.raises(RuleViolation, match=f"“{name}”不是有效的表格"):
        read_sheets(name, content)


def test_a_broken_csv_names_the_line():
    with pytest.raises(RuleViolation, match="第 2 行"):
        read_sheets("表.csv", ('姓名,备注\n王小明,"' + "长" * 140_000).encode())


def test_a_csv_is_as_wide_as_a_workbook_may_be():
    head = "姓名,备注\n"
    (sheet,) = read_sheets("表.csv", (head + "," * 701).encode())
    assert len(sheet.rows[1]) == 702
    with pytest.raises(
        RuleViolation, match=r"“表\.csv”的表格一直延伸到第 2 行、AAA 列（最多 ZZ 列）"
    ):
        read_sheets("表.csv", (head + "," * 702).encode())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_files_of_other_programs_pass_and_are_read_alike(kind, tmp_path):
    """Slow by nature: LibreOffice stands in for the programs the offices use."""

    def fill(book):
        page = book.add_worksheet("名单")
        page.merge_range("A1:C1", "优抚对象名单")
        page.write_row(1, 0, ["王㐂", "14010519491231002X", 1.5])

    source = tmp_path / "roster.xlsx"
    source.write_bytes(workbook(fill))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", "--headless", profile, "--convert-to", kind, "--outdir", tmp_path, source],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    content = source.with_suffix(f".{kind}").read_bytes()
    assert check(f"名单.{kind}", content) == kind
    (sheet,) = read_sheets(f"名单.{kind}", content)
    assert sheet.rows[1] == ["王㐂", "14010519491231002X", 1.5]
