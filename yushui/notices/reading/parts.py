"""Where the parts of a document stand: front, body, end, annexes.

Found once, used by all who read further: the outline takes body and annexes, the head takes front
and end, attachments ask which annexes are there.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from yushui.notices.reading import closing, heading, marks, recipients
from yushui.notices.reading.closing import Closing, Line
from yushui.notices.reading.heading import Title
from yushui.notices.reading.organs import is_organ
from yushui.notices.reading.text import Piece, join


_ADDRESS = re.compile(
    r"^(?:各|驻|全[省市县区体国]|机关|局|市|县|区|省|州|盟|旗|镇|乡|街道|厅|尊敬|亲爱|中国|中央|中共|有关|本|所属|军分区|人武部)"
    r"|(?:部门|单位|办公室|领导小组|政府|委员会|部队|同志们?|朋友们|战友们?|厅|局|办|站|中心|村|社区|党支部|党委|公司)[:：]$"
)
_NOT_ADDRESS = re.compile(
    r"如下|下列|通知|现将|为了|为进一步|为深入|要求|包括|主要|工作(?!科|处|委|办|局|部|站|组)|联系|电话|时间|地点|附件|抄送|单位名称|填报"
)
_ADDRESS_END = re.compile(r"[:：]\s*$")
_MAX_ADDRESS = 900
_ENDS_ANNEX = (Line.ANNEX_MARK, Line.ANNEX_LIST, Line.COPIES, Line.PRINTED, Line.PRINTER)


@dataclass(frozen=True)
class Annex:
    """An attachment's body among the paragraphs: its marks and title, then `body` to `end`."""

    title: Piece | None
    first: int
    body: int
    end: int


@dataclass(frozen=True)
class Parts:
    """Indices of paragraphs; `recipients` is None where nobody is addressed."""

    title: Title | None
    recipients: int | None
    body: range
    closing: Closing
    annexes: list[Annex]

    @property
    def text(self) -> list[int]:
        """The paragraphs of body and annexes."""
        return [*self.body, *(i for annex in self.annexes for i in range(annex.body, annex.end))]


def divide(original: str, paragraphs: Sequence[Piece]) -> Parts:
    title = heading.title_of(original, paragraphs)
    after_title = title.end if title else _front_end(paragraphs)
    recipients = _recipients(paragraphs, after_title)
    start = recipients + 1 if recipients is not None else after_title
    while start < len(paragraphs) and heading.is_front_line(paragraphs[start].folded):
        start += 1
    end = closing.closing_of(paragraphs, start)
    return Parts(title, recipients, range(start, end.body_end), end, _annexes(paragraphs, end))


def _front_end(paragraphs: Sequence[Piece]) -> int:
    """Without a title the body starts after names, numbers and navigation."""
    for index, paragraph in enumerate(paragraphs):
        text = paragraph.folded
        if not (is_organ(text) or heading.is_front_line(text) or text.endswith("文件")):
            return index
    return len(paragraphs)


def _recipients(paragraphs: Sequence[Piece], start: int) -> int | None:
    for index in range(start, min(start + 8, len(paragraphs))):
        text = paragraphs[index].folded
        if _is_address(text):
            return index
        if marks.outline_mark(text) or (len(text) > 40 and marks.is_prose_end(text)):
            return None
    return None


def _is_address(text: str) -> bool:
    text = recipients.without_call(text)
    if not _ADDRESS_END.search(text) or len(text) > _MAX_ADDRESS or "。" in text:
        return False
    bare = re.sub(r"工作领导小组|工作部|工作局|工作处|工作办|工作委员会|工作站", "", text)
    return bool(_ADDRESS.search(text)) and not _NOT_ADDRESS.search(bare)


def _annexes(paragraphs: Sequence[Piece], end: Closing) -> list[Annex]:
    """What follows the signature and is not itself a line of the end."""
    annexes: list[Annex] = []
    index = end.body_end
    while index < len(paragraphs):
        if end.lines.get(index, Line.ANNEX_MARK) is not Line.ANNEX_MARK:
            index += 1
            continue
        annex = _annex(paragraphs, end, index)
        if annex.end > annex.first:
            annexes.append(annex)
        index = max(annex.end, index + 1)
    return [annex for annex in annexes if annex.title or annex.body < annex.end]


def _annex(paragraphs: Sequence[Piece], end: Closing, first: int) -> Annex:
    index = first
    while end.lines.get(index) is Line.ANNEX_MARK:
        index += 1
    title = None
    if index < len(paragraphs) and index not in end.lines and _is_annex_title(paragraphs[index]):
        title = paragraphs[index]
        index += 1
        if index < len(paragraphs) and heading.qualifies(paragraphs[index].folded):
            title = join((title, paragraphs[index]))
            index += 1
    body = index
    while index < len(paragraphs) and (
        index not in end.lines or end.lines[index] not in _ENDS_ANNEX
    ):
        index += 1
    return Annex(title, first, body, index)


def _is_annex_title(line: Piece) -> bool:
    text = line.folded
    if marks.is_table_line(line.text) or marks.outline_mark(text):
        return False
    return len(text) <= 60 and not marks.is_finished(text) and not re.search(r"[,，]", text)
