"""The end of a document: signature, dates, annexes named, notes, copies, printing.

Every line after the running text is one of these or begins an annex. The block of the printing
office (版记) may stand behind the annexes, on the last page (S1-72).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from yushui.notices.reading import days, heading, marks
from yushui.notices.reading.organs import is_organ, organs_of
from yushui.notices.reading.text import Piece


_ANNEX_LIST = re.compile(
    r"^附(?:件|表|录)?\s*[\d一二三四五六七八九十]{0,2}(?:\s*-\s*\d+)?\s*[:：]\s*\S"
)
_ANNEX_ITEM = re.compile(r"^(?:附件\s*)?(?:\d{1,2}\s*[.、．:：]|\(\d{1,2}\))\s*\S.{1,60}$")
_ANNEX_MARK = re.compile(
    r"^附(?:件|表|录)\s*[\d一二三四五六七八九十]{0,3}(?:\s*-\s*\d+)?\s*[:：]?$|^附[:：]$"
)
_DATE = re.compile(rf"^(?:\(|时间[:：])?{days.FULL_DATE}\)?$")
_SIGNED = re.compile(rf"^(?P<organs>[^。;；:：]{{2,80}}?)\s*{days.FULL_DATE}$")
_PRINTED = re.compile(
    rf"^(?P<organ>[^,，。:：]{{0,60}}?)[\s,，]*"
    rf"(?:{days.FULL_DATE}\s*印\s*(?:发|制|$)|印\s*发\s*(?:日期|时间)\s*[:：]\s*(?:19|20)\d\d\D)"
)
_COPIES = re.compile(r"^抄\s*[送报]\s*[:：]\s*")
_TO = re.compile(r"^(?:主\s*送|分\s*送|发\s*送|发\s*至|送)\s*[:：]\s*")
_CELL_END = re.compile(r"\t")
_NOTE = re.compile(r"^\((?:此件|联系人|信息公开|本文|公开|联系|经办)|^此件")
_DISCLOSED = re.compile(
    r"(?:信息)?公开(?:方式|属性|类别|形式|选项|范围|类型|程度)\s*[:：|]\s*(?P<label>[\u3400-\u9fff]{2,8})"
    r"|^\(?(?P<bare>主动公开|依申请公开|不予公开|不公开|此件不公开)\)?$"
    r"|此件(?P<note>[\u3400-\u9fff]{0,6}公开[\u3400-\u9fff]{0,4})"
)
_LABELLED = re.compile(
    r"^(?:主题词|公开|信息公开|政府信息公开|联系|电话|传真|校对|拟稿|核稿|签发|印数|份数|共印|责任编辑|编辑|来源|发布时间)"
    r"[^。]{0,30}[:：]|^\((?:代|盖|公|印)章\)$|^\(?共印\s*\d+\s*份"
)
_LATER_SECTION = re.compile(r"^(?:[二三四五六七八九十]+、|\([二三四五六七八九十]+\))")


class Line(Enum):
    """What a line at the end of a document is."""

    ANNEX_LIST = auto()
    ANNEX_MARK = auto()
    SIGNER = auto()
    DATE = auto()
    PRINTED = auto()
    PRINTER = auto()
    COPIES = auto()
    TO = auto()
    NOTE = auto()
    JUNK = auto()


@dataclass(frozen=True)
class Closing:
    """The lines of the end by their place among the paragraphs, and where the body stops."""

    body_end: int
    lines: dict[int, Line] = field(default_factory=dict)

    def of(self, kind: Line) -> list[int]:
        return [index for index, line in self.lines.items() if line is kind]


def closing_of(paragraphs: Sequence[Piece], body_start: int) -> Closing:
    lines: dict[int, Line] = {}
    for index in range(body_start, len(paragraphs)):
        kind = _kind(paragraphs, index, lines)
        if kind:
            lines[index] = kind
    end = _body_end(paragraphs, lines, body_start)
    return Closing(end, {index: kind for index, kind in lines.items() if index >= end})


def _kind(paragraphs: Sequence[Piece], index: int, lines: dict[int, Line]) -> Line | None:
    text = paragraphs[index].folded
    if marks.is_table_line(paragraphs[index].text):
        # The block of the printing office is often set as a table.
        in_block = (_COPIES, Line.COPIES), (_PRINTED, Line.PRINTED)
        return next((kind for sign, kind in in_block if sign.match(text.strip())), None)
    if _ANNEX_LIST.match(text):
        return Line.ANNEX_LIST
    if _opens_list(paragraphs, index):
        return Line.ANNEX_LIST
    if lines.get(index - 1) is Line.ANNEX_LIST and _ANNEX_ITEM.match(text):
        return Line.ANNEX_LIST
    if lines.get(index - 1) in (Line.COPIES, Line.TO) and _goes_to(paragraphs, index):
        return lines[index - 1]
    return _marked(text) or _signature(paragraphs, index)


def _opens_list(paragraphs: Sequence[Piece], index: int) -> bool:
    """附件： alone on its line, the numbered titles below it."""
    below = paragraphs[index + 1].folded if index + 1 < len(paragraphs) else ""
    mark = paragraphs[index].folded
    is_open = mark.endswith(":") and _ANNEX_MARK.match(mark)
    return bool(is_open and _ANNEX_ITEM.match(below) and not marks.is_prose_end(below))


def _goes_to(paragraphs: Sequence[Piece], index: int) -> bool:
    """A second line of 抄送, without its label, right above the printing office."""
    below = paragraphs[index + 1].folded if index + 1 < len(paragraphs) else ""
    is_name = bool(_marked(paragraphs[index].folded)) or not re.search(
        r"[、,，]|同志", paragraphs[index].folded
    )
    return not is_name and bool(_PRINTED.match(below) or _COPIES.match(below))


def _marked(text: str) -> Line | None:
    patterns = (
        (_ANNEX_MARK, Line.ANNEX_MARK),
        (_PRINTED, Line.PRINTED),
        (_DATE, Line.DATE),
        (_COPIES, Line.COPIES),
        (_TO, Line.TO),
        (_NOTE, Line.NOTE),
        (_DISCLOSED, Line.NOTE),
    )
    for pattern, kind in patterns:
        if pattern.match(text):
            return kind
    if len(text) <= 80 and (_LABELLED.match(text) or heading.is_junk(text)):
        return Line.NOTE if _DISCLOSED.search(text) else Line.JUNK
    return None


def _signature(paragraphs: Sequence[Piece], index: int) -> Line | None:
    """An organ's name alone on its line signs, when a date or nothing more follows."""
    piece = paragraphs[index]
    signed = _SIGNED.match(piece.folded)
    if signed and organs_of(piece.at(signed, "organs")):
        return Line.DATE
    if len(piece) > 80 or not organs_of(piece):
        return None
    for after in paragraphs[index + 1 : index + 9]:
        if _PRINTED.match(after.folded):
            return Line.PRINTER
        if _DATE.match(after.folded):
            return Line.SIGNER
        if not organs_of(after):
            return None
    return Line.SIGNER if index >= len(paragraphs) - 3 else None


def _body_end(paragraphs: Sequence[Piece], lines: dict[int, Line], start: int) -> int:
    """The first line from which on nothing but the end and annexes can follow."""
    opening = set(Line) - {Line.TO, Line.NOTE, Line.JUNK}
    end = next(
        (i for i in sorted(lines) if lines[i] in opening and not _goes_on(paragraphs, lines, i)),
        len(paragraphs),
    )
    while end > start and end - 1 in lines:
        end -= 1
    return end


def _goes_on(paragraphs: Sequence[Piece], lines: dict[int, Line], index: int) -> bool:
    """A day or a name that stands right before 二、 belongs to a section, it does not sign."""
    if lines[index] not in (Line.DATE, Line.SIGNER):
        return False
    following = next((i for i in range(index + 1, len(paragraphs)) if i not in lines), None)
    return following is not None and bool(_LATER_SECTION.match(paragraphs[following].folded))


def signed_on(paragraphs: Sequence[Piece], closing: Closing) -> Piece | None:
    """The day below the text."""
    for index in closing.of(Line.DATE):
        found = days.find(paragraphs[index].folded)
        if found:
            return paragraphs[index].at(found[1])
    return None


def signers(paragraphs: Sequence[Piece], closing: Closing) -> list[Piece]:
    """The organs above the first date; those printed below an annex do not sign."""
    names: list[Piece] = []
    for index in sorted(closing.of(Line.SIGNER) + closing.of(Line.DATE)[:1]):
        piece = paragraphs[index]
        dated = _SIGNED.match(piece.folded)
        names += organs_of(piece.at(dated, "organs") if dated else piece)
        if closing.lines[index] is Line.DATE:
            break
    return names


def printed(paragraphs: Sequence[Piece], closing: Closing) -> tuple[Piece | None, Piece | None]:
    """The day of printing and the office that printed, as they stand in the text."""
    for index in reversed(closing.of(Line.PRINTED)):
        piece = paragraphs[index]
        match = _PRINTED.match(piece.folded)
        found = days.find(piece.folded)
        organ = piece.at(match, "organ").strip(" \u3000\t|") if match else piece.cut(0, 0)
        day = piece.at(found[1]) if found else None
        return day, organ or _printer(paragraphs, closing, index)
    return None, None


def _printer(paragraphs: Sequence[Piece], closing: Closing, index: int) -> Piece | None:
    above = index - 1
    if closing.lines.get(above) in (Line.PRINTER, Line.SIGNER) or (
        above >= 0 and is_organ(paragraphs[above].folded)
    ):
        return paragraphs[above]
    return None


def listed(paragraphs: Sequence[Piece], closing: Closing, kind: Line) -> list[Piece]:
    """The bodies of 抄送 or 主送 lines."""
    label = _COPIES if kind is Line.COPIES else _TO
    found = []
    for index in closing.of(kind):
        line = next(paragraphs[index].strip().between(_CELL_END))
        match = label.match(line.folded)
        found.append(line.cut(match.end() if match else 0))
    return found


def disclosure(paragraphs: Sequence[Piece]) -> Piece | None:
    """公开方式 as the document states it: 主动公开, 依申请公开, 公开发布, 不予公开."""
    for paragraph in reversed(paragraphs):
        match = _DISCLOSED.search(paragraph.folded)
        if match:
            return paragraph.at(match, match.lastgroup or 0)
    return None
