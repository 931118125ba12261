"""Where formulas stand in a workbook, for whoever has to explain an empty cell."""

from io import BytesIO
from zipfile import ZipFile

import openpyxl
import pytest
import xlsxwriter

from yushui.office.formulas import cells_with_formula


def workbook(fill) -> bytes:
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer)
    fill(book)
    book.close()
    return buffer.getvalue()


def test_formulas_are_found_on_the_sheet_that_is_asked_for():
    def fill(book):
        book.add_worksheet("一").write_formula("A1", "=1+2", None, 3)
        book.add_chartsheet("图")
        page = book.add_worksheet("二")
        page.write_string("A1", "<f>")
        page.write_number("B1", 7)
        page.write_formula("AB12", "=A1", book.add_format({"bold": True}), "")

    content = workbook(fill)
    assert cells_with_formula(content, sheet=0) == {(1, 0)}
    assert cells_with_formula(content, sheet=1) == {(12, 27)}
    assert cells_with_formula(content, sheet=2) == frozenset()


def test_workbooks_of_other_programs_are_read_too():
    book = openpyxl.Workbook()
    book.active["B2"] = "=A1"
    book.active["C2"] = "甲"
    buffer = BytesIO()
    book.save(buffer)
    assert cells_with_formula(buffer.getvalue(), sheet=0) == {(2, 1)}


def _broken() -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook>")
        archive.writestr("xl/_rels/workbook.xml.rels", "<Relationships>")
    return buffer.getvalue()


@pytest.mark.parametrize("content", [b"", b"\xd0\xcf\x11\xe0", "姓名\n=A1".encode(), _broken()])
def test_of_what_is_no_xlsx_nothing_is_said(content):
    assert cells_with_formula(content, sheet=0) == frozenset()
