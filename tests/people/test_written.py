"""Rosters that come as text: rows of cells, or one cell a line."""

from io import BytesIO

import pytest
import xlsxwriter
from docx import Document

from tests.people import sheets
from yushui.kernel.errors import RuleViolation
from yushui.office.sheets import read_sheets
from yushui.people import actions
from yushui.people.importing.columns import Upload, open_table
from yushui.people.models import Person


LABELS = ("序号", "姓名", "乡镇", "村", "身份证号", "联系电话", "签领")
ROWS = (
    ("1", "王建国", "石桥镇", "柳林村", sheets.id_number(1), "13900001234", "无"),
    ("2", "古丽娜尔·买买提", "白马乡", "西沟社区", sheets.id_number(2), "", "无"),
)
TITLE = "临川县优抚对象花名册"


def joined(mark, rows=(LABELS, *ROWS)):
    return "\n".join([TITLE, *(mark.join(row) for row in rows)])


def flat(rows=(LABELS, *ROWS)):
    return "\n".join([TITLE, *(cell for row in rows for cell in row)])


def markdown():
    rows = [f"| {' | '.join(row)} |" for row in (LABELS, *ROWS)]
    return "\n".join([TITLE, rows[0], "|---|" + "---|" * 6, *rows[1:]])


def docx(*, in_one_cell=False):
    document = Document()
    document.add_paragraph(TITLE)
    if in_one_cell:
        document.add_table(1, 1).cell(0, 0).text = flat((LABELS, *ROWS))
    else:
        table = document.add_table(0, len(LABELS))
        for row in (LABELS, *ROWS):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def workbook(cells):
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer)
    page = book.add_worksheet("名单")
    for row, cell in enumerate(cells):
        page.write_string(row, 0, cell)
    book.close()
    return buffer.getvalue()


FILES = {
    "tabs": ("名单.txt", joined("\t").encode()),
    "pipes": ("名单.txt", joined("|").encode("gb18030")),
    "markdown": ("名单.txt", markdown().encode()),
    "a cell a line": ("名单.txt", flat().encode()),
    "docx": ("名单.docx", docx()),
    "docx, one cell": ("名单.docx", docx(in_one_cell=True)),
    "xlsx, one column": ("名单.xlsx", workbook(flat().split("\n"))),
    "xlsx, one cell": ("名单.xlsx", workbook([flat()])),
    "xlsx, tabs in a column": ("名单.xlsx", workbook(joined("\t").split("\n"))),
}


@pytest.mark.parametrize(("name", "content"), FILES.values(), ids=FILES)
def test_every_form_of_it_is_the_same_roster(county, name, content):
    roster = actions.import_roster(Upload(name, content), unit=county.office, by=county.clerk)
    assert roster.outcome["new"] == 2
    people = dict(Person.objects.values_list("name", "household__region__name"))
    assert people == {"王建国": "柳林村", "古丽娜尔·买买提": "西沟社区"}


def test_cells_that_are_not_there_are_told_from_empty_lines():
    rows = [row[:5] + row[6:] for row in (LABELS, *ROWS)]
    gappy = flat(rows).replace("\n", "\n\n")
    assert [row for _, row in open_table("名单.txt", gappy.encode()).rows] == [
        list(row) for row in rows[1:]
    ]


@pytest.mark.parametrize("lost", [0, 4, 9, 13])
def test_a_cell_too_few_is_never_made_up_for(lost):
    cells = [cell for row in ROWS for cell in row if cell]
    del cells[lost % len(cells)]
    text = "\n".join([*LABELS, *cells])
    with pytest.raises(RuleViolation, match="格数不一样多"):
        open_table("名单.txt", text.encode())


def as_cells(labels, rows):
    return "\n".join([*labels, *(cell for row in rows for cell in row if cell)]).encode()


UNEVEN = {
    "sex and phone": (
        ("姓名", "性别", "村", "电话"),
        [("王甲", "男", "南湖村", "13900001234")]
        + [(name, "男", "南湖村", "") for name in ("王乙", "王丙", "王丁", "王戊")],
    ),
    "phone": (
        ("姓名", "村", "联系电话"),
        [(name, "南湖村", "") for name in ("王甲", "王乙", "王丙")],
    ),
    "id number": (
        ("姓名", "村", "身份证号"),
        [("王甲", "南湖村", sheets.id_number(1))]
        + [(name, "南湖村", "") for name in ("王乙", "王丙", "王丁")],
    ),
    "numbering": (
        ("序号", "姓名", "村"),
        [("1", "王甲", "南湖村")] + [("", name, "南湖村") for name in ("王乙", "王丙", "王丁")],
    ),
}


@pytest.mark.parametrize(("labels", "rows"), UNEVEN.values(), ids=UNEVEN)
def test_empty_cells_that_come_out_even_are_found_by_what_stands_in_their_place(labels, rows):
    content = as_cells(labels, rows)
    assert len(content.decode().split("\n")) % len(labels) == 0
    with pytest.raises(RuleViolation, match="格数不一样多"):
        open_table("名单.txt", content)


def test_what_has_the_shape_of_its_column_passes():
    labels = ("序号", "姓名", "性别", "身份证号", "联系电话")
    rows = [
        ("1", "王甲", "男", sheets.id_number(1), "无"),
        ("2", "王乙", "女", "99010119560718123X", "0990-8800123、13900001234"),
        ("1", "王丙", "男性", "不详", "13900001235"),
    ]
    assert [tuple(row) for _, row in open_table("名单.txt", as_cells(labels, rows)).rows] == rows


def test_what_is_wrong_comes_back_as_a_workbook(county):
    wrong = [(*ROWS[0][:4], "99010119560718123X", *ROWS[0][5:]), ROWS[1]]
    text = flat((LABELS, *wrong)).encode()
    roster = actions.stage_roster(
        unit=county.office, upload=Upload("名单.txt", text), by=county.clerk
    )
    actions.check_roster(roster, mapping=roster.mapping, by=county.clerk)
    (sheet,) = read_sheets("问题行.xlsx", roster.rejected.read())
    assert sheet.rows[1][:7] == list(LABELS)
    assert "E 列" in str(sheet.rows[2][-1])
