"""Writing tables as xlsx, declared by columns and laid out for A4 paper.

Text is always written as text: nothing a person typed can become a formula or a link, and codes
keep every digit (C-47). What would look like a formula also carries the quote prefix, so that it
stays text when somebody edits the cell.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from io import BytesIO
from itertools import groupby
from math import ceil
from typing import Any, NamedTuple

import xlsxwriter

from yushui.kernel.errors import RuleViolation


Cell = str | int | float | Decimal | date | None

LONGEST_TEXT = 32_767
LONGEST_SHEET_NAME = 31
NARROWEST, WIDEST = 6, 40
ROWS_MEASURED = 200
LINE_HEIGHT = 18  # points of a line of body text
HIGHEST = 409  # what a spreadsheet takes for a row

_FORMULA_SIGNS = tuple("=+-@\t\r\n＝＋－＠")
_FORBIDDEN_IN_SHEET_NAME = str.maketrans("[]:*?/\\", "【】：＊？／＼")
_BODY_SIZE, _TITLE_SIZE = 12, 18
# Columns are measured in digits of the default font, which are narrower than those of the body.
_FULL, _HALF = 2.3, 1.2
_BODY_FONT = {"font_name": "仿宋", "font_size": _BODY_SIZE}
_GRID = {"border": 1, "valign": "vcenter", "text_wrap": True, **_BODY_FONT}
_HEAD = {**_GRID, "font_name": "黑体", "align": "center", "bg_color": "#F2F2F2"}


class Kind(Enum):
    """What a column holds; the value is the number format of its cells."""

    TEXT = "@"
    WHOLE = "0"
    YUAN = "#,##0.00"
    WAN = '#,##0.00"万元"'
    DAY = 'yyyy"年"m"月"d"日"'


@dataclass(frozen=True)
class Column:
    """A column and the labels above it, outermost first."""

    path: tuple[str, ...]
    kind: Kind = Kind.TEXT
    width: float | None = None

    @property
    def number_format(self) -> str:
        """The format of the kind; 万元 is not repeated in cells whose label says it."""
        if self.kind is Kind.WAN and any("万元" in label for label in self.path):
            return Kind.YUAN.value
        return self.kind.value


@dataclass(frozen=True)
class Table:
    """One sheet: title, header, rows, perhaps a line of totals and remarks below."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    totals: Sequence[Cell] | None = None
    heading_notes: tuple[str, ...] = ()  # between title and header: 填报单位, 单位：元
    notes: tuple[str, ...] = ()
    sheet_name: str = ""


def write(tables: Sequence[Table]) -> bytes:
    """Write one workbook with a sheet for each table."""
    buffer = BytesIO()
    with open_workbook(buffer) as book:
        for name, table in zip(_sheet_names(tables), tables, strict=True):
            _Page(book, name, table).write()
    return buffer.getvalue()


def open_workbook(buffer: BytesIO, **options: bool) -> Any:
    """Open a workbook for writing in which no text turns into anything else."""
    never = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    return xlsxwriter.Workbook(buffer, {"in_memory": True, **never, **options})


def safe_text(text: str) -> str:
    """Replace what no spreadsheet can hold (halves of surrogate pairs), refuse what is too long."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if len(whole) > LONGEST_TEXT:
        raise RuleViolation(
            f"“{whole[:20]}…”有 {len(whole)} 个字，超过单元格的上限 {LONGEST_TEXT} 个字，请缩短。"
        )
    return whole


def looks_like_formula(text: str) -> bool:
    return text.startswith(_FORMULA_SIGNS)


def display_width(text: str) -> float:
    """Width in half characters; a Chinese character takes two, and a little air helps."""
    longest = max(text.split("\n"), key=len, default="")
    return sum(2.1 if ord(letter) > 0x2E7F else 1.1 for letter in longest)


def lines_of(text: str, width: float, *, size: int = _BODY_SIZE) -> int:
    """How many lines a text takes when it is wrapped in a column of this width."""
    room = max(width - 1, 1) * _BODY_SIZE / size
    return sum(max(1, ceil(_printed_width(line) / room)) for line in text.split("\n"))


def _printed_width(line: str) -> float:
    return sum(_FULL if ord(letter) > 0x2E7F else _HALF for letter in line)


def height_of(lines: int, *, least: float = LINE_HEIGHT) -> float:
    """Points for so many lines: a program that does not fit rows by itself would cut them."""
    return min(max(lines * LINE_HEIGHT, least), HIGHEST)


def sheet_name_of(text: str) -> str:
    """Make a name that every spreadsheet program accepts for a sheet."""
    return text.translate(_FORBIDDEN_IN_SHEET_NAME).strip("'")[:LONGEST_SHEET_NAME]


def _sheet_names(tables: Sequence[Table]) -> list[str]:
    names: list[str] = []
    for number, table in enumerate(tables, start=1):
        name = sheet_name_of(table.sheet_name or table.title) or f"表{number}"
        if name.casefold() in (taken.casefold() for taken in names):
            name = f"{name[: LONGEST_SHEET_NAME - 6]}({number})"
        names.append(name)
    return names


class _Area(NamedTuple):
    """A rectangle of cells, ends included."""

    top: int
    left: int
    bottom: int
    right: int


class _Page:
    """One sheet while it is being written."""

    def __init__(self, book: Any, name: str, table: Table) -> None:
        self.sheet, self.table, self.book = book.add_worksheet(name), table, book
        self.last_column = len(table.columns) - 1
        measured = zip(table.columns, *table.rows[:ROWS_MEASURED], strict=True)
        self.widths = [_width(column, cells) for column, *cells in measured]
        self.formats: dict[tuple[str, bool, bool], Any] = {}

    def write(self) -> None:
        row = self._write_title()
        header, row = row, self._write_header(row)
        for cells in self.table.rows:
            self._write_row(row, cells)
            row += 1
        if self.table.totals is not None:
            self._write_row(row, self.table.totals, is_bold=True)
            row += 1
        remark = self.book.add_format({**_BODY_FONT, "text_wrap": True, "valign": "top"})
        for note in self.table.notes:
            self._across(row, note, remark)
            self.sheet.set_row(row, height_of(lines_of(note, sum(self.widths))))
            row += 1
        for index, width in enumerate(self.widths):
            self.sheet.set_column(index, index, width)
        self._set_up_print(header, row)

    def _write_title(self) -> int:
        style = {
            "font_name": "方正小标宋简体",
            "font_size": _TITLE_SIZE,
            "align": "center",
            "valign": "vcenter",
            "text_wrap": True,
        }
        self._across(0, self.table.title, self.book.add_format(style))
        lines = lines_of(self.table.title, sum(self.widths), size=_TITLE_SIZE)
        self.sheet.set_row(0, height_of(2 * lines))
        plain = self.book.add_format({**_BODY_FONT, "valign": "vcenter"})
        for row, note in enumerate(self.table.heading_notes, start=1):
            self._across(row, note, plain)
        return 1 + len(self.table.heading_notes)

    def _write_header(self, top: int) -> int:
        """Write the column paths as merged cells; return the first row below them."""
        style = self.book.add_format(_HEAD)
        depth = max(len(column.path) for column in self.table.columns)
        self._write_level(list(enumerate(self.table.columns)), 0, top, top + depth - 1, style)
        lines = max(map(lines_of, [one.path[-1] for one in self.table.columns], self.widths))
        for row in range(top, top + depth):
            self.sheet.set_row(row, height_of(ceil(lines / depth), least=30))
        return top + depth

    def _write_level(
        self, columns: list[tuple[int, Column]], level: int, row: int, bottom: int, style: Any
    ) -> None:
        def label(entry: tuple[int, Column]) -> tuple[str, bool]:
            path = entry[1].path
            return path[level], len(path) == level + 1

        for (text, is_leaf), run in groupby(columns, key=label):
            group = list(run)
            if is_leaf:
                for index, _ in group:
                    self._box(_Area(row, index, bottom, index), text, style)
            else:
                self._box(_Area(row, group[0][0], row, group[-1][0]), text, style)
                self._write_level(group, level + 1, row + 1, bottom, style)

    def _box(self, area: _Area, text: str, style: Any) -> None:
        if area[:2] != area[2:]:
            self.sheet.merge_range(*area, "", style)
        self.sheet.write_string(area.top, area.left, safe_text(text), style)

    def _across(self, row: int, text: str, style: Any) -> None:
        self._box(_Area(row, 0, row, self.last_column), text, style)

    def _write_row(self, row: int, cells: Sequence[Cell], *, is_bold: bool = False) -> None:
        for index, (column, cell) in enumerate(zip(self.table.columns, cells, strict=True)):
            quoted = isinstance(cell, str) and looks_like_formula(cell)
            style = self._style(column, is_bold, quoted)
            write_cell(self.sheet, row, index, _typed(column.kind, cell), style)
        lines = max(
            lines_of(cell, width) if isinstance(cell, str) else 1
            for cell, width in zip(cells, self.widths, strict=True)
        )
        if lines > 1:
            self.sheet.set_row(row, height_of(lines))

    def _style(self, column: Column, is_bold: bool, quoted: bool) -> Any:
        key = (column.number_format, is_bold, quoted)
        if key not in self.formats:
            align = {Kind.TEXT: "left", Kind.DAY: "center"}.get(column.kind, "right")
            style = {**_GRID, "num_format": key[0], "align": align, "bold": is_bold}
            self.formats[key] = self.book.add_format({**style, "quote_prefix": quoted})
        return self.formats[key]

    def _set_up_print(self, header: int, below: int) -> None:
        depth = max(len(column.path) for column in self.table.columns)
        self.sheet.freeze_panes(header + depth, 0)
        self.sheet.set_landscape()
        self.sheet.set_paper(9)  # A4
        self.sheet.fit_to_pages(1, 0)
        self.sheet.repeat_rows(header, header + depth - 1)
        self.sheet.print_area(0, 0, max(below - 1, 0), self.last_column)
        self.sheet.center_horizontally()
        self.sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
        self.sheet.set_footer("&C第 &P 页，共 &N 页")


def _width(column: Column, samples: Sequence[Cell]) -> float:
    """As wide as the label and the first rows ask, within what a page can hold."""
    label = column.path[-1]
    wanted = max(
        [display_width(label) / (2 if len(label) > 6 else 1)]
        + [display_width(_printed(column.kind, cell)) for cell in samples]
    )
    return column.width or min(max(wanted + 2, NARROWEST), WIDEST)


def write_cell(sheet: Any, row: int, column: int, cell: Cell, style: Any) -> None:
    """Write one cell by the type of its value; text never becomes anything else."""
    if cell is None or cell == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(cell, str):
        sheet.write_string(row, column, safe_text(cell), style)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, style)
    else:
        sheet.write_number(row, column, cell, style)


def _typed(kind: Kind, cell: Cell) -> Cell:
    """Make numbers in a text column text, so that codes keep their zeros and digits."""
    if kind is Kind.TEXT and cell is not None and not isinstance(cell, str):
        return str(cell)
    return cell


def _printed(kind: Kind, cell: Cell) -> str:
    if cell is None or isinstance(cell, str):
        return cell or ""
    if isinstance(cell, date):
        return f"{cell.year}年{cell.month}月{cell.day}日"
    return (
        f"{cell:,.2f}" + ("万元" if kind is Kind.WAN else "")
        if kind is not Kind.WHOLE
        else str(cell)
    )
