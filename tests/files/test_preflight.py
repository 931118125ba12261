"""No hostile file reaches a parser, and every honest one does (T-50, C-41)."""

import csv
import io

import docx
import pytest
import xlsxwriter

from tests.files import corpus
from yushui.files.preflight import PHOTOS, check
from yushui.kernel.errors import RuleViolation


@pytest.mark.parametrize("case", corpus.HOSTILE.values(), ids=corpus.HOSTILE.keys())
def test_a_hostile_file_is_refused_with_one_sentence(case):
    with pytest.raises(RuleViolation, match=case.says) as refusal:
        check(case.name, case.make())
    assert refusal.value.field == "file"
    assert refusal.value.message.startswith("文件“")
    assert refusal.value.message.endswith("。")


@pytest.mark.parametrize("kilobyte", range(6))
def test_a_workbook_cut_short_is_refused(kilobyte):
    whole = real_workbook()
    with pytest.raises(RuleViolation):
        check("名单.xlsx", whole[: kilobyte * 1024])


def real_workbook() -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    page = book.add_worksheet("名单")
    for row in range(200):
        page.write_row(row, 0, [f"王小{row}", row, "14010519491231002X"])
    book.close()
    return buffer.getvalue()


def real_document() -> bytes:
    buffer = io.BytesIO()
    text = docx.Document()
    text.add_paragraph("各县（市、区）双拥办：")
    text.save(buffer)
    return buffer.getvalue()


def real_csv() -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer).writerows([["姓名", "乡镇"], ["王㐂", "柳林镇"]])
    return buffer.getvalue().encode("gb18030")


HONEST = {
    "名单.xlsx": (real_workbook, "xlsx"),
    "名单.XLSX": (real_workbook, "xlsx"),
    "名单.et": (lambda: corpus.compound("Workbook"), "et"),
    "名单.xls": (lambda: corpus.compound("Workbook"), "xls"),
    "名单.ods": (lambda: corpus.open_document("<table:table-row/>"), "ods"),
    "通知.docx": (real_document, "docx"),
    "名单.csv": (real_csv, "csv"),
    "通知.txt": (lambda: "关于做好工作的通知".encode("utf-8-sig"), "txt"),
    "通知.md": (lambda: "# 通知".encode("utf-16"), "md"),
    "通知.pdf": (lambda: b"%PDF-1.7\n1 0 obj", "pdf"),
    "照片.jpg": (lambda: corpus.picture(form="JPEG"), "jpeg"),
    "照片.png": (corpus.picture, "png"),
}


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_file_passes(name):
    make, kind = HONEST[name]
    assert check(name, make()) == kind


def test_only_the_kinds_asked_for_pass():
    with pytest.raises(RuleViolation, match="jpeg、png"):
        check("名单.xlsx", real_workbook(), kinds=PHOTOS)


def test_the_limit_can_be_set():
    with pytest.raises(RuleViolation, match=r"超过 0\.5 MB"):
        check("通知.txt", b"a" * 600_000, max_bytes=512 * 1024)


def test_a_hostile_name_is_repeated_short_and_without_control_characters():
    with pytest.raises(RuleViolation) as refusal:
        check("a\u202e\n" * 200 + ".exe", b"x")
    assert "\u202e" not in refusal.value.message
    assert len(refusal.value.message) < 240


def test_a_table_of_whole_columns_formatted_is_told_what_to_delete():
    rows = '<row r="1048576"><c r="A1048576" s="1"/></row>'
    with pytest.raises(RuleViolation, match=r"1048576 行.*删除"):
        check("名单.xlsx", corpus.workbook(sheet=corpus.sheet(rows)))
