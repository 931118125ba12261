"""Rosters that come as text: pasted from Word, a txt, a docx, or all in one column of a sheet.

A line is a row with tabs or pipes between its cells, or every cell has a line of its own. Then the
labels say how many cells make a row, and what stands below a label has to look like it: a list that
does not come out so is refused, because a cell too few would give everybody a neighbour's number.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from zipfile import BadZipFile

from docx import Document
from docx.opc.exceptions import OpcError
from docx.table import Table

from yushui.kernel.encodings import decode
from yushui.kernel.errors import RuleViolation
from yushui.notices.reading.table_blocks import cells_of
from yushui.office.sheets import Sheet
from yushui.office.tables import normalised
from yushui.office.values import Value, text_of


KINDS = frozenset({"docx", "txt"})
LABELS_BETWEEN = 4  # so many labels that nobody knows may stand between two known ones, or after
_NUMBERING = frozenset({"序号", "编号", "序"})
_NAMES = frozenset({"姓名", "名字"})
_SEXES = frozenset({"男", "女", "男性", "女性", "未知", "未说明", ""})
_NOTHING = frozenset({"", "无", "没有", "不详", "未知", "-", "—", "/"})
_RULE = frozenset("-:=+ ")

Rows = list[list[Value]]


def is_written(name: str) -> bool:
    return name.rpartition(".")[2].lower() in KINDS


def sheet_of(name: str, content: bytes, labels: Collection[str]) -> Sheet:
    """The roster in a docx or in plain text, as the sheet it was."""
    lines = _docx(name, content) if name.lower().endswith(".docx") else decode(content).splitlines()
    return Sheet(name=name.rpartition(".")[0], rows=rows_of(lines, labels))


def unfolded(sheet: Sheet, labels: Collection[str]) -> Sheet | None:
    """A sheet that has everything in one column, given its columns back."""
    used = {at for row in sheet.rows for at, cell in enumerate(row) if cell != ""}
    if len(used) != 1:
        return None
    at = used.pop()
    cells = [text_of(row[at]) if at < len(row) else "" for row in sheet.rows]
    lines = [line for cell in cells for line in cell.split("\n")]
    return replace(sheet, rows=rows_of(lines, labels), merged=())


def rows_of(lines: Sequence[str], labels: Collection[str]) -> Rows:
    split = [cells_of(line) for line in lines]
    if sum(cells is not None for cells in split) > 1:
        return [
            [*(cells or [line.strip()])]
            for line, cells in zip(lines, split, strict=True)
            if not _is_rule(cells)
        ]
    return _flat([line.strip() for line in lines], {normalised(one) for one in labels})


def _is_rule(cells: Sequence[str] | None) -> bool:
    return bool(cells) and all(cell and set(cell) <= _RULE for cell in cells or ())


def _flat(lines: list[str], labels: set[str]) -> Rows:
    """One cell a line: an empty cell is an empty line, or is not there at all."""
    if _begin(lines, labels) is None and _begin([*filter(None, lines)], labels) is None:
        return [[line] for line in lines]
    for given in (lines, [line for line in lines if line]):
        start = _begin(given, labels)
        cells = given[start:] if start is not None else []
        while cells and not cells[-1]:
            cells.pop()
        last = _last_label(cells, labels)
        for width in range(last + 1, last + 1 + LABELS_BETWEEN):
            if _fits(cells, width):
                title: Rows = [[line] for line in given[:start]]
                return title + [[*cells[at : at + width]] for at in range(0, len(cells), width)]
    raise RuleViolation(
        "这张表是一格一行的，各人的格数不一样多，对不上列；请在 Word 里选中整张表，"
        "复制到 WPS 表格或 Excel 里，保存后再上传。",
        field="file",
    )


def _begin(lines: Sequence[str], labels: set[str]) -> int | None:
    """Where the labels begin: two known ones close together, perhaps after 序号."""
    places = [at for at, line in enumerate(lines) if normalised(line) in labels]
    near = (one for one, two in pairwise(places) if two - one <= LABELS_BETWEEN)
    first = next(near, None)
    if first and normalised(lines[first - 1]) in _NUMBERING:
        return first - 1
    return first


def _last_label(cells: Sequence[str], labels: set[str]) -> int:
    last = 0
    for at, cell in enumerate(cells):
        if at - last > LABELS_BETWEEN:
            break
        if normalised(cell) in labels:
            last = at
    return last


def _fits(cells: Sequence[str], width: int) -> bool:
    """Whether whole rows come of it, and what stands below a label looks like it."""
    heads = [normalised(cell) for cell in cells[:width]]
    if width < 2 or len(cells) % width or len(cells) == width or "" in heads:
        return False
    return not _NAMES.isdisjoint(heads) and all(
        _looks_like(head, cells[width + at :: width]) for at, head in enumerate(heads)
    )


def _looks_like(head: str, column: Sequence[str]) -> bool:
    return all(is_it(column) for heads, is_it in _SHAPES if any(one in head for one in heads))


def _are_names(column: Sequence[str]) -> bool:
    return all(
        name and name not in _SEXES and not any(letter.isdigit() for letter in name)
        for name in column
    )


def _are_sexes(column: Sequence[str]) -> bool:
    return _SEXES.issuperset(column)


def _are_numbers(column: Sequence[str]) -> bool:
    return all(cell in _NOTHING or any(letter.isdigit() for letter in cell) for cell in column)


def _rise(column: Sequence[str]) -> bool:
    """One after the other; every village of a list may begin anew."""
    told = [cell for cell in column if cell]
    numbers = [int(cell) for cell in told if cell.isdecimal()]
    return len(numbers) == len(told) and all(
        one < two or two == 1 for one, two in pairwise(numbers)
    )


_SHAPES: tuple[tuple[frozenset[str], Callable[[Sequence[str]], bool]], ...] = (
    (_NAMES, _are_names),
    (frozenset({"性别"}), _are_sexes),
    (frozenset({"电话", "手机", "身份证", "身份号码"}), _are_numbers),
    (frozenset({"序号"}), _rise),
)


def _docx(name: str, content: bytes) -> list[str]:
    try:
        document = Document(BytesIO(content))
        lines: list[str] = []
        for block in document.iter_inner_content():
            lines += _lines_of(block) if isinstance(block, Table) else block.text.split("\n")
    except (OpcError, BadZipFile, SyntaxError, KeyError, ValueError) as error:
        raise RuleViolation(
            f"文件“{name}”已损坏，或不是 docx 文档，请用 WPS 或 Word 重新另存为 docx。",
            field="file",
        ) from error
    return lines


def _lines_of(table: Table) -> list[str]:
    """A row a line; a table of one cell holds the lines of what was pasted into it."""
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    if all(len(row) == 1 for row in rows):
        return [line for row in rows for line in row[0].split("\n")]
    return ["\t".join(" ".join(cell.split()) for cell in row) for row in rows]
