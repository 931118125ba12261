"""Rosters as offices send them, written for tests."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO

import xlsxwriter

from yushui.kernel.identifiers import check_character


COLUMNS = ("乡镇", "村", "姓名", "性别", "身份证号", "人员类别", "联系电话", "家庭住址", "家庭编号")
PLAIN = {
    "乡镇": "石桥镇",
    "村": "柳林村",
    "姓名": "王建国",
    "性别": "男",
    "身份证号": "",
    "人员类别": "退役军人",
    "联系电话": "13900001234",
    "家庭住址": "幸福路1号",
    "家庭编号": "A1",
}


def id_number(serial: int = 1, born_on: str = "19560718") -> str:
    """A made-up number of a man, with a true check character."""
    seventeen = f"990101{born_on}{serial * 2 + 1:03}"
    return seventeen + check_character(seventeen)


def row(serial: int = 1, **values: object) -> dict[str, object]:
    """A row that is right, but for what the test gives."""
    own = {"身份证号": id_number(serial), "家庭编号": f"A{serial}"}
    return PLAIN | own | values


def workbook(
    rows: Sequence[dict[str, object]],
    columns: Sequence[str] = COLUMNS,
    title: str = "临川县优抚对象花名册",
) -> bytes:
    """An xlsx with a title row; dates and numbers become such cells, `=…` a formula."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer)
    page = book.add_worksheet("名单")
    page.merge_range(0, 0, 0, len(columns) - 1, title)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for place, label in enumerate(columns):
        page.write_string(1, place, label)
    for number, values in enumerate(rows, start=2):
        for place, label in enumerate(columns):
            value = values.get(label, "")
            if isinstance(value, date):
                page.write_datetime(number, place, value, day)
            elif isinstance(value, str) and value.startswith("="):
                page.write_formula(number, place, value, value="")
            elif isinstance(value, str):
                page.write_string(number, place, value)
            else:
                page.write_number(number, place, value)
    book.close()
    return buffer.getvalue()


def csv(rows: Sequence[dict[str, object]], columns: Sequence[str] = COLUMNS) -> str:
    lines = [",".join(columns)]
    lines += [",".join(str(values.get(label, "")) for label in columns) for values in rows]
    return "\r\n".join(lines)
