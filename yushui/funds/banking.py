"""The list that goes to a bank, in the layout the bank asks for: layouts are dated data."""

import csv
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

from yushui.kernel.errors import RuleViolation
from yushui.kernel.money import yuan_of
from yushui.office.workbook import Cell, Column, Kind, Table, looks_like_formula, write


OWN = "bank_layouts.toml"
_EXTENSIONS = {"xlsx": "xlsx", "csv": "csv", "delimited": "txt", "fixed": "txt"}


class Line(NamedTuple):
    """What a bank is told of one payment, with the account in full."""

    serial: int
    holder: str
    account: str
    bank: str
    fen: int
    note: str

    @property
    def amount(self) -> str:
        return f"{yuan_of(self.fen):.2f}"


@dataclass(frozen=True)
class Field:
    """A column of a layout."""

    label: str
    value: str
    width: int = 0
    fill: str = " "

    def of(self, line: Line) -> str:
        return str(getattr(line, self.value))


@dataclass(frozen=True)
class Layout:
    """How one bank wants its lists, during a stretch of time."""

    code: str
    name: str
    format: str
    columns: tuple[Field, ...]
    since: date
    until: date | None = None
    encoding: str = "utf-8"
    delimiter: str = ","
    header: bool = False

    @property
    def extension(self) -> str:
        return _EXTENSIONS[self.format]

    def is_in_force(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)


def table() -> dict[str, Any]:
    """What is shipped; read anew, for an office's own file may have changed."""
    return tomllib.loads(Path(__file__).with_name(OWN).read_text(encoding="utf-8"))


def layouts(on: date) -> dict[str, Layout]:
    """Layouts of a day by code; one of the office's own goes before ours."""
    rows = list(table()["layout"])
    own = Path(settings.HOME) / OWN
    if own.exists():
        rows += tomllib.loads(own.read_text(encoding="utf-8")).get("layout", [])
    found = [_layout(row) for row in rows]
    return {one.code: one for one in found if one.is_in_force(on)}


def of(code: str, on: date) -> Layout:
    layout = layouts(on).get(code)
    if layout is None:
        raise RuleViolation("请选择银行要求的格式。", field="layout")
    try:
        "".encode(layout.encoding)
    except LookupError as unknown:
        raise RuleViolation(
            f"格式“{layout.name}”的编码“{layout.encoding}”系统不认识；请系统管理员在 {OWN} "
            "里改成 utf-8、gbk 或 gb18030，或换一种格式。",
            field="layout",
        ) from unknown
    return layout


def _layout(row: dict[str, Any]) -> Layout:
    return Layout(**row | {"columns": tuple(Field(**one) for one in row["columns"])})


def written(layout: Layout, lines: Iterable[Line], *, title: str) -> bytes:
    """The file of these lines."""
    lines = list(lines)
    if layout.format != "xlsx":
        _check_encoding(layout, lines)
    if layout.format == "xlsx":
        return _workbook(layout, lines, title)
    if layout.format == "csv":
        return _csv(layout, lines)
    rows = (_joined(layout, line) for line in lines)
    return "".join(f"{row}\r\n" for row in rows).encode(layout.encoding)


def _check_encoding(layout: Layout, lines: Iterable[Line]) -> None:
    for line in lines:
        for column in layout.columns:
            try:
                column.of(line).encode(layout.encoding)
            except UnicodeEncodeError as strange:
                raise RuleViolation(
                    f"第{line.serial}号“{line.holder}”的{column.label}里有“"
                    f"{strange.object[strange.start]}”字，这种格式的编码（{layout.encoding}）"
                    "写不出；请换一种格式。",
                    field="layout",
                ) from strange


def _workbook(layout: Layout, lines: Iterable[Line], title: str) -> bytes:
    kinds = {"serial": Kind.WHOLE, "amount": Kind.YUAN, "fen": Kind.WHOLE}
    columns = [Column((one.label,), kinds.get(one.value, Kind.TEXT)) for one in layout.columns]
    rows = [[_cell(one, line) for one in layout.columns] for line in lines]
    return write([Table(title, columns, rows, sheet_name="名单")])


def _cell(column: Field, line: Line) -> Cell:
    if column.value == "amount":
        return yuan_of(line.fen)
    told: Cell = getattr(line, column.value)
    return told


def _csv(layout: Layout, lines: Iterable[Line]) -> bytes:
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=layout.delimiter)
    if layout.header:
        writer.writerow([one.label for one in layout.columns])
    writer.writerows([_safe(one.of(line)) for one in layout.columns] for line in lines)
    return out.getvalue().encode(layout.encoding)


def _safe(text: str) -> str:
    """What a spreadsheet would compute is left as text (C-47)."""
    return f"'{text}" if looks_like_formula(text) else text


def _joined(layout: Layout, line: Line) -> str:
    if layout.format == "fixed":
        return "".join(_fixed(layout, line))
    cells = [one.of(line) for one in layout.columns]
    for column, cell in zip(layout.columns, cells, strict=True):
        if layout.delimiter in cell or "\n" in cell or "\r" in cell:
            raise RuleViolation(
                f"第{line.serial}号的{column.label}里有分隔符“{layout.delimiter}”或换行，"
                "银行会读错；请先更正，或换一种格式。"
            )
    return layout.delimiter.join(map(_safe, cells))


def _fixed(layout: Layout, line: Line) -> Iterator[str]:
    for column in layout.columns:
        cell = column.of(line)
        room = column.width - len(cell.encode(layout.encoding))
        if room < 0 or "\n" in cell or "\r" in cell:
            raise RuleViolation(
                f"第{line.serial}号的{column.label}超过{column.width}个字节，这种格式放不下；"
                "请先更正，或换一种格式。"
            )
        pad = column.fill * room
        yield pad + cell if column.fill != " " else cell + pad
