"""Reading tables: xlsx, xls, et, ods and csv, all into the same plain shape.

The content must have passed `files.preflight.check`; nothing is checked twice here. A formula
cell shows up as the result the sender's program last saved, and as empty if it saved none: the
reader has no formula engine, on purpose, and cannot tell a formula's result from a typed value.
`office.formulas` tells where formulas stand, for whoever has to explain an empty cell.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import NamedTuple

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from yushui.kernel.encodings import decode
from yushui.kernel.errors import RuleViolation
from yushui.office.values import Value, column_letters


CSV_SAMPLE_LINES = 30
CSV_LONGEST_CELL = 131_072
CSV_COLUMNS = 702  # to ZZ, as in a workbook
_DELIMITERS = ",\t;，|"


class Merge(NamedTuple):
    """A merged rectangle; all four are indices into `Sheet.rows`, the last ones inclusive."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True)
class Sheet:
    """One sheet. `rows[0][0]` is cell A1; an empty cell is an empty string."""

    name: str
    rows: list[list[Value]]
    merged: tuple[Merge, ...] = ()
    is_hidden: bool = False

    def numbered(self, start: int = 0) -> Iterator[tuple[int, list[Value]]]:
        """Yield rows that hold anything, with the row number a person sees in the margin."""
        for index in range(start, len(self.rows)):
            row = self.rows[index]
            if any(cell != "" for cell in row):
                yield index + 1, row


def read_sheets(name: str, content: bytes) -> list[Sheet]:
    """Read every sheet of a workbook, or the one table of a csv file."""
    if name.lower().endswith(".csv"):
        return [_read_csv(name, content)]
    try:
        return _read_workbook(content)
    except PasswordError as error:
        raise RuleViolation(f"文件“{name}”加了密码，请取消密码后再上传。", field="file") from error
    except CalamineError as error:
        raise _unreadable(name) from error
    except BaseException as error:
        # A panic inside the Rust reader arrives as a BaseException of a class nobody exports.
        if type(error).__name__ != "PanicException":
            raise
        raise _unreadable(name) from error


def _unreadable(name: str) -> RuleViolation:
    return RuleViolation(
        f"文件“{name}”不是有效的表格或已损坏，请用 WPS 或 Excel 打开后另存为 xlsx 再上传。",
        field="file",
    )


def _read_workbook(content: bytes) -> list[Sheet]:
    sheets = []
    with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
        for metadata in workbook.sheets_metadata:
            if metadata.typ != SheetTypeEnum.WorkSheet:
                continue
            source = workbook.get_sheet_by_name(metadata.name)
            merged = source.merged_cell_ranges or []
            sheets.append(
                Sheet(
                    name=metadata.name,
                    rows=source.to_python(skip_empty_area=False),
                    merged=tuple(Merge(*first, *last) for first, last in merged),
                    is_hidden=metadata.visible != SheetVisibleEnum.Visible,
                )
            )
    return sheets


def _read_csv(name: str, content: bytes) -> Sheet:
    text = decode(content)
    csv.field_size_limit(CSV_LONGEST_CELL)
    reader = csv.reader(StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        rows: list[list[Value]] = [_cells(name, reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise RuleViolation(
            f"文件“{name}”第 {reader.line_num} 行的引号不成对或单元格过长，请改正后再上传。",
            field="file",
        ) from error
    return Sheet(name=name.rpartition(".")[0], rows=rows)


def _cells(name: str, line: int, row: list[str]) -> list[Value]:
    if len(row) > CSV_COLUMNS:
        raise RuleViolation(
            f"文件“{name}”的表格一直延伸到第 {line} 行、{column_letters(len(row) - 1)} 列"
            "（最多 ZZ 列），请选中数据右边多余的列，删除后再保存上传。",
            field="file",
        )
    return [_plain(cell) for cell in row]


def _delimiter(text: str) -> str:
    """Choose the mark that splits the first lines into the same number of cells most often."""
    lines = [line for line in text.split("\n", CSV_SAMPLE_LINES)[:CSV_SAMPLE_LINES] if line.strip()]

    def agreement(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in lines if mark in line]
        usual = max(set(counts), key=counts.count, default=0)
        return counts.count(usual) if usual else 0, usual

    return max(_DELIMITERS, key=agreement)


def _plain(cell: str) -> str:
    """Undo the two tricks by which programs keep digits in a csv: ="0123" and a leading tab."""
    stripped = cell.strip()
    if stripped.startswith('="') and stripped.endswith('"') and len(stripped) > 2:
        return stripped[2:-1]
    return stripped
