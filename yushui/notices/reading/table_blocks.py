"""Where tables stand in a file: rows of cells between tabs, pipes or wide gaps, or one cell a line.

Works on the lines of the original, because healing keeps of a table only that it is one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yushui.notices.reading.lines import is_page_number
from yushui.notices.reading.text import Span, fold


_LINE = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]*")
_PIPE = re.compile(r"\s*\|?(.*?)\|?\s*$")
_RULE_CELL = re.compile(r"^\s*:?-{2,}:?\s*$|^\s*[-+=]{3,}\s*$")
_GAP = re.compile(r"(?: {2,}|\u3000{2,}|[ \u3000]{2,})")
_TITLE = re.compile(r"(?:表|名册|名单|清单|台账|册|汇总|一览)(?:\([^()]{1,16}\))?(?:[:：])?$")
_PROSE = re.compile(r"[。！？!?;]\s*$")
_LABELLED = re.compile(r"^[^:]{1,16}:")
_IMPRINT = re.compile(
    r"(?:19|20)\d\d年\d{1,2}月\d{1,2}日|印发$|抄送|主题词|^附件?[:\d一二三四五六七八九十]|^[一二三四五六七八九十]{1,3}、|^第[一二三四五六七八九十\d]{1,4}[章节条]|^注[:1-9]|^说明|^备注:|^填表说明|^#|^联系人"
)
# Words that head a column; a list of names has none of them.
_LABELISH = re.compile(
    r"序号|编号|类别|类型|姓名|名称|性别|人数|户数|件数|次数|金额|慰问|合计|总计|小计|备注|日期|时间|地址|住址|电话|数量"
    r"|情况|标准|职务|事项|内容|身份证|银行|关系|单位|部队|领导|[((](?:元|万元|人|户|件|个|次|名)[))]|阶段|任务|对象"
)
_MAX_CELL = 90
_MAX_ROWS = 5000


@dataclass(frozen=True)
class Line:
    """A line of the original with its place."""

    text: str
    start: int
    after_gap: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def bare(self) -> str:
        """Folded, without blanks and marks around it."""
        return fold(self.text).strip(" \t#*>_`")


@dataclass(frozen=True)
class Block:
    """The rows of one table as written, and the lines it covers."""

    rows: tuple[tuple[str, ...], ...]
    first: int
    last: int
    is_flat: bool = False


def lines(text: str) -> list[Line]:
    """The lines that hold anything at all; `after_gap` tells of empty lines before one."""
    found: list[Line] = []
    end = 0
    for match in _LINE.finditer(text):
        if match.group().strip() and not is_page_number(fold(match.group())):
            between = text[end : match.start()]
            found.append(Line(match.group(), match.start(), between.count("\n") > 1))
            end = match.end()
    return found


def blocks(written: Sequence[Line]) -> list[Block]:
    """All tables, in order, none overlapping."""
    found: list[Block] = []
    index = 0
    while index < len(written):
        block = _grid(written, index) or _aligned(written, index) or _flat(written, index)
        if block is None:
            index += 1
            continue
        found.append(block)
        index = block.last + 1
    return found


def is_title(line: Line) -> bool:
    """Whether a line reads as the title of a table."""
    return 3 <= len(line.bare) <= 60 and bool(_TITLE.search(line.bare))


def _grid(written: Sequence[Line], start: int) -> Block | None:
    rows: list[tuple[str, ...]] = []
    index = last = start
    while index < len(written) and len(rows) < _MAX_ROWS:
        cells = cells_of(written[index].text)
        if cells is None or (rows and _starts_anew(written[index], rows[0], cells)):
            break
        if not all(_RULE_CELL.match(cell) for cell in cells):
            rows.append(cells)
        last = index
        index += 1
    if not rows or not _is_table(rows):
        return None
    return Block(tuple(rows), start, last)


def _starts_anew(line: Line, first: Sequence[str], cells: Sequence[str]) -> bool:
    """A wide gap and another width: the next table has begun."""
    return line.after_gap and len(cells) != len(first) and bool(_LABELISH.search(cells[0]))


def cells_of(line: str) -> tuple[str, ...] | None:
    """The cells of a line with tabs or pipes; None when it has neither."""
    body = line.strip(" \u3000\r\n")
    if body.startswith("|") or body.count("|") >= 2:
        inner = _PIPE.match(body)
        return tuple(cell.strip() for cell in (inner[1] if inner else body).split("|"))
    if "\t" not in body.lstrip("\t"):
        return None
    return tuple(cell.strip() for cell in line.strip("\r\n").split("\t"))


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Two rows, or one with several labels; a line of contacts with tabs in it is neither."""
    widest = max(sum(bool(cell) for cell in row) for row in rows)
    labelled = sum(bool(_LABELLED.match(fold(cell))) for row in rows for cell in row)
    cells = sum(bool(cell) for row in rows for cell in row)
    if cells == 0 or labelled * 2 > cells:
        return False
    if len(rows) == 1 and sum(bool(_LABELISH.search(cell)) for cell in rows[0]) < 2:
        return False
    has_prose = any(len(cell) > 400 for row in rows for cell in row)
    return not has_prose and (widest >= 2 if len(rows) >= 2 else widest >= 3)


def _aligned(written: Sequence[Line], start: int) -> Block | None:
    """Cells with wide gaps between them, the same number on every line."""
    rows: list[tuple[str, ...]] = []
    index = start
    while index < len(written) and len(rows) < _MAX_ROWS:
        cells = tuple(_GAP.split(written[index].text.strip(" \u3000\r\n")))
        if len(cells) < 3 or (rows and len(cells) != len(rows[0])) or _is_spread(cells):
            break
        rows.append(cells)
        index += 1
    if len(rows) < 2 or any(_LABELLED.match(fold(cell)) for cell in rows[0]):
        return None
    return Block(tuple(rows), start, index - 1)


def _is_spread(cells: Sequence[str]) -> bool:
    """A line spaced out letter by letter, or prose, is no row."""
    return sum(len(cell) for cell in cells) <= len(cells) or any(len(cell) > 60 for cell in cells)


def _flat(written: Sequence[Line], start: int) -> Block | None:
    """A title of a table, and below it one cell a line (S4): what a converter leaves of a table."""
    if not is_title(written[start]) or _IMPRINT.search(written[start].bare):
        return None
    index = start + 1
    while index < len(written) and _may_be_cell(written[index]):
        index += 1
    if index < len(written) and cells_of(written[index].text):
        return None
    cells = list(_flat_cells(written[start + 1 : index]))
    labels = [cell for cell in cells if cell and not _LABELLED.match(fold(cell))]
    heading = sum(bool(_LABELISH.search(cell)) for cell in labels[:12])
    if len(labels) < 3 or heading < 2 or heading * 2 < min(len(labels), 12):
        return None
    return Block((tuple(labels),), _first_cell(written, start + 1), index - 1, is_flat=True)


def _first_cell(written: Sequence[Line], index: int) -> int:
    while index < len(written) - 1 and (
        not written[index].bare or _LABELLED.match(written[index].bare)
    ):
        index += 1
    return index


def _may_be_cell(line: Line) -> bool:
    bare = line.bare
    if cells_of(line.text) is not None:
        return False
    return len(bare) <= _MAX_CELL and not _PROSE.search(bare) and not _IMPRINT.search(bare)


def _flat_cells(written: Sequence[Line]) -> Iterator[str]:
    """Tabs open cells and other lines go on; else blank lines part them; else each line is one."""
    has_tabs = any(line.text.startswith("\t") for line in written)
    has_gaps = any(line.after_gap for line in written[1:])
    cell = ""
    previous: Line | None = None
    for line in written:
        is_new = previous is None or not (has_tabs or has_gaps)
        if has_tabs:
            is_new = is_new or line.text.startswith("\t")
        elif has_gaps and previous is not None:
            is_new = is_new or line.after_gap or bool(_LABELLED.match(previous.bare))
        if is_new:
            yield cell
            cell = ""
        cell += line.text.strip(" \t\u3000")
        previous = line
    yield cell


def span_of(written: Sequence[Line], first: int, last: int) -> Span:
    """From the first character that is not blank to the last."""
    begin, end = written[first], written[last]
    start = begin.start + len(begin.text) - len(begin.text.lstrip())
    return Span(start, end.start + len(end.text.rstrip()))
