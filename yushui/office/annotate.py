"""Giving a table back to its sender with what is wrong written beside it.

The copy has the same cells in the same places, so the sender corrects it where it stands and sends
it again. Wrong cells are red; the last column, 问题说明, says why.
"""

import math
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from xlsxwriter.exceptions import OverlappingRange

from yushui.office.sheets import Merge, Sheet, read_sheets
from yushui.office.values import Value, column_letters, text_of
from yushui.office.workbook import (
    height_of,
    lines_of,
    looks_like_formula,
    open_workbook,
    safe_text,
    sheet_name_of,
    write_cell,
)


# Stands for the whole row where a reason belongs to no single cell.
WHOLE_ROW = -1
REASONS_LABEL = "问题说明"
REASONS_WIDTH = 60
# Above this, cells are written straight to disc: a third of the memory, without merged cells.
LARGE = 20_000

_RED = {"bg_color": "#FFC7CE", "font_color": "#9C0006"}

Reasons = Mapping[int, Mapping[int, str]]


def annotate(
    name: str, content: bytes, reasons: Reasons, *, header_row: int = 1, sheet: int = 0
) -> bytes:
    """Return the sheet as xlsx with reasons: row number as in the margin → column index → why.

    Column indices count from 0; `WHOLE_ROW` is for what no single cell is to blame for.
    """
    return annotate_sheet(read_sheets(name, content)[sheet], reasons, header_row=header_row)


def annotate_sheet(source: Sheet, reasons: Reasons, *, header_row: int = 1) -> bytes:
    """The same of a sheet that was read already."""
    buffer = BytesIO()
    with open_workbook(buffer, constant_memory=len(source.rows) > LARGE) as book:
        page = book.add_worksheet(sheet_name_of(source.name) or "名单")
        _Copy(book, page, source, reasons, header_row).write()
    return buffer.getvalue()


class _Copy:
    """The copy while it is being written."""

    def __init__(
        self, book: Any, page: Any, source: Sheet, reasons: Reasons, header_row: int
    ) -> None:
        self.book, self.page, self.source = book, page, source
        self.reasons, self.header_row = reasons, header_row
        self.width = max((len(row) for row in source.rows), default=0)
        if self._has_own_reasons():
            self.width -= 1
        self.formats: dict[tuple[str, bool, bool, bool], Any] = {}

    def write(self) -> None:
        self.page.set_column(0, max(self.width - 1, 0), 20)  # an identity number fits
        self.page.set_column(self.width, self.width, REASONS_WIDTH)
        self.page.freeze_panes(self.header_row, 0)
        if len(self.source.rows) <= LARGE:
            for merge in self.source.merged:
                self._merge(merge)
        for index, row in enumerate(self.source.rows):
            self._write_row(index, row[: self.width])

    def _merge(self, merge: Merge) -> None:
        """Repeat a merged rectangle; a broken file may hold overlapping ones, which stay apart."""
        is_single = merge[:2] == merge[2:]
        try:
            if not is_single:
                self.page.merge_range(*merge, "")
        except OverlappingRange:
            return

    def _has_own_reasons(self) -> bool:
        """Whether this is a copy of ours coming back: its last column is replaced."""
        if not self.width or len(self.source.rows) < self.header_row:
            return False
        row = self.source.rows[self.header_row - 1]
        return len(row) == self.width and row[-1] == REASONS_LABEL

    def _write_row(self, index: int, row: list[Value]) -> None:
        wrong = self.reasons.get(index + 1, {})
        text = "；".join(self._explain(column, why) for column, why in sorted(wrong.items()))
        lines = lines_of(text, REASONS_WIDTH)
        if lines > 1:  # before the cells: a large copy goes to disc row by row
            self.page.set_row(index, height_of(lines))
        for column, cell in enumerate(row):
            self._write_cell(index, column, cell, is_wrong=column in wrong)
        if wrong:
            style = self._style("@", is_wrong=True, quoted=looks_like_formula(text), wraps=True)
            self.page.write_string(index, self.width, safe_text(text), style)
        elif index + 1 == self.header_row:
            style = self._style("@", is_wrong=False, quoted=False)
            self.page.write_string(index, self.width, REASONS_LABEL, style)

    def _explain(self, column: int, why: str) -> str:
        return why if column == WHOLE_ROW else f"{column_letters(column)} 列：{why.rstrip('。；')}"

    def _write_cell(self, row: int, column: int, cell: Value, *, is_wrong: bool) -> None:
        form = "General"
        if isinstance(cell, datetime) and cell.time() != time():
            form = "yyyy-mm-dd hh:mm"
        elif isinstance(cell, date):
            form = "yyyy-mm-dd"
        elif isinstance(cell, (bool, time, timedelta)) or _is_no_number(cell):
            cell, form = text_of(cell), "@"
        elif isinstance(cell, str):
            form = "@"
        if cell == "" and not is_wrong:
            return
        quoted = isinstance(cell, str) and looks_like_formula(cell)
        style = self._style(form, is_wrong=is_wrong, quoted=quoted)
        write_cell(self.page, row, column, cell, style)

    def _style(self, form: str, *, is_wrong: bool, quoted: bool, wraps: bool = False) -> Any:
        key = (form, is_wrong, quoted, wraps)
        if key not in self.formats:
            style = {"num_format": form, "quote_prefix": quoted, **(_RED if is_wrong else {})}
            style |= {"text_wrap": wraps, "valign": "vcenter"}
            self.formats[key] = self.book.add_format(style)
        return self.formats[key]


def _is_no_number(cell: Value) -> bool:
    """Not a number, or endless: a file may hold it, a workbook may not."""
    return isinstance(cell, float) and not math.isfinite(cell)
