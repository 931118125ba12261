"""The tables of a notice, whatever layout they came in: title, fields to fill, columns, rows."""

import re
from collections.abc import Sequence
from dataclasses import replace

from yushui.notices.reading import table_blocks, table_columns
from yushui.notices.reading.structure import Column, Table
from yushui.notices.reading.table_blocks import Block, Line
from yushui.notices.reading.text import Piece, fold


_FIELD = re.compile(r"(?P<label>[\u4e00-\u9fff()（）、/·\w]{2,20}?)[ \u3000]?[:：]")
_UNIT_NOTE = re.compile(
    r"(?<![\u4e00-\u9fff])\(?单位[ ]?:[ ]?(?:[人户件个名次]{1,2}[、,/])*"
    r"(?P<unit>万元|元|[人户件个名次])(?=$|[、,)/ ])"
)
_SEALED = re.compile(r"\((?:盖章|公章|签章|签字)\)$")
_ANNEX_MARK = re.compile(r"^附(?:件|表|录)?[ ]?[\d一二三四五六七八九十]{0,3}(?:-\d+)?[ ]?:?$")
_ANNEX_TITLE = re.compile(
    r"^附(?:件|表)[ ]?\d{0,2}[ ]?[:.、 ][ ]?(?:1[.、])?"
    r"(?P<title>[^,。;]{3,50}(?:表|名册|清单|台账))$"
)
_NOT_TITLE = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十\d]{1,3}\)|第.{1,4}[章节条]|\d{1,2}[.、)])"
)
_TITLE_LINES, _TITLE_LENGTH = 5, 60
_LAST_LABEL = re.compile(r"^备注$")


def read(text: str, paragraphs: Sequence[Piece]) -> list[Table]:
    """All tables of the original text. `paragraphs` tell nothing more, tables are not healed."""
    if not paragraphs:
        return []
    written = table_blocks.lines(text)
    after = 0
    found: list[Table] = []
    for block in table_blocks.blocks(written):
        found.append(_table(written, block, after))
        after = block.last + 1
    return found


def _table(written: Sequence[Line], block: Block, after: int) -> Table:
    rows, title_row = _without_title_row(block.rows)
    first, title, above = _above(written, block.first, after)
    fields = [label for line in above for label in _fields(line)]
    note = next((m["unit"] for line in above if (m := _UNIT_NOTE.search(fold(line)))), None)
    if block.is_flat:
        columns, body = _flat(rows[0])
    else:
        top = table_columns.header(rows)
        columns, body = top.columns, [list(row) for row in rows[top.depth :]]
    return Table(
        title=title or title_row,
        header_fields=fields,
        columns=_with_unit(columns, note),
        rows=[row for row in (_row(cells, len(columns)) for cells in body) if any(row)],
        span=table_blocks.span_of(written, first, block.last),
    )


def _without_title_row(
    rows: Sequence[Sequence[str]],
) -> tuple[Sequence[Sequence[str]], str | None]:
    """A first row merged over the whole width is the title."""
    cells = [cell for cell in rows[0] if cell]
    if len(rows) > 1 and len(rows[0]) > 2 and len(set(cells)) == 1:
        is_whole = len(cells) == len(rows[0]) or bool(rows[0][0])
        if is_whole and sum(bool(cell) for cell in rows[1]) > 1:
            return rows[1:], table_columns.label(cells[0])
    return rows, None


def _above(written: Sequence[Line], first: int, after: int) -> tuple[int, str | None, list[str]]:
    """The title above a table, and the lines with fields to fill between the two."""
    fields: list[str] = []
    for index in range(first - 1, max(after, first - _TITLE_LINES) - 1, -1):
        bare = written[index].bare
        if not bare:
            continue
        if annexed := _ANNEX_TITLE.match(bare):
            return index, _clean(written[index].text.rstrip()[-len(annexed["title"]) :]), fields
        if _is_fields(bare):
            fields.insert(0, written[index].text)
            continue
        if len(bare) > _TITLE_LENGTH or _NOT_TITLE.match(bare) or _ANNEX_MARK.match(bare):
            break
        if table_blocks.is_title(written[index]):
            return index, _clean(written[index].text), fields
        break
    start = first - len(fields) if fields else first
    return max(after, start), None, fields


def _is_fields(bare: str) -> bool:
    return bool(_FIELD.match(bare) or _SEALED.search(bare)) and "。" not in bare and len(bare) < 100


def _fields(line: str) -> list[str]:
    bare = re.sub(r"[*#|]", "", line)
    if note := _UNIT_NOTE.search(fold(bare)):
        bare = bare[: note.start()] + bare[note.end() :]
    return [match["label"] for match in _FIELD.finditer(bare)]


def _clean(title: str) -> str:
    return table_columns.label(title.strip(" \t\u3000#*>_`")).rstrip(":：")


def _flat(labels: Sequence[str]) -> tuple[list[Column], list[list[str]]]:
    """Labels up to 备注, and what follows in rows of that many cells."""
    width = next(
        (at + 1 for at, cell in enumerate(labels) if _LAST_LABEL.match(table_columns.label(cell))),
        len(labels),
    )
    rest = list(labels[width:])
    rows = [rest[at : at + width] for at in range(0, len(rest), width)]
    return table_columns.flat(labels[:width]), rows


def _row(cells: Sequence[str], width: int) -> list[str]:
    row = [re.sub(r"\s+", " ", cell).strip() for cell in cells][:width]
    return row + [""] * (width - len(row))


def _with_unit(columns: Sequence[Column], unit: str | None) -> list[Column]:
    """A unit stated for the whole table holds for its columns of money."""
    if unit not in {"元", "万元"}:
        return list(columns)
    return [
        replace(column, unit=unit) if column.type == "money" and column.unit is None else column
        for column in columns
    ]
