"""Documents named as attached, and whether their bodies came along (S2-38)."""

import re
from collections.abc import Sequence

from yushui.notices.reading import marks
from yushui.notices.reading.closing import Line
from yushui.notices.reading.parts import Parts
from yushui.notices.reading.structure import Attachment
from yushui.notices.reading.text import Piece, Span, fold


_LEAD = re.compile(r"^附(?:件|表|录)?\s*[\d一二三四五六七八九十]{0,3}(?:\s*-\s*\d+)?\s*[:：]?\s*")
_ITEM = re.compile(
    r"(?:^|[\s;；,，、。]|(?<=[\u3400-\u9fff)》\"]))(?:附件\s*)?"
    r"(?:\d{1,2}\s*[.、．:：](?:(?!\d)|(?=(?:19|20)\d\d年))|\(\d{1,2}\)|[①-⑳])\s*"
)
_EXTENSION = re.compile(r"\.(?:xlsx?|docx?|pdf|wps|et|ofd|zip|rar)$", re.IGNORECASE)
_COUNTED = re.compile(r"\(共?\d{1,5}[个名人家件户所]\)$")
_PLAIN = re.compile(r"[\s《》\"“”'()\[\]、,，·]")
_KINDS = (
    ("table", re.compile(r"表(?:格|样)?(?:\([^()]*\))?$|台账")),
    ("roster", re.compile(r"名册|名单|花名册|名录")),
    ("plan", re.compile(r"方案|计划|安排|预案|分工")),
    ("report", re.compile(r"报告|总结|汇报|提纲")),
    ("photos", re.compile(r"照片|图片|影像|视频")),
)


def read(
    paragraphs: Sequence[Piece], parts: Parts, tables: Sequence[tuple[str | None, Span]]
) -> list[Attachment]:
    """The attachments of the list, then bodies that no list named."""
    bodies = _bodies(parts, tables)
    bodies |= _bodies_below_list(paragraphs, parts)
    named = [
        title for index in parts.closing.of(Line.ANNEX_LIST) for title in _titles(paragraphs[index])
    ]
    found = [_attachment(title, bodies) for title in named if title]
    known = {_plain(title.text) for title in named}
    for annex in parts.annexes:
        marked = parts.closing.lines.get(annex.first) is Line.ANNEX_MARK
        if annex.title and marked and not _is_known(_plain(annex.title.text), known):
            found.append(_attachment(annex.title, bodies))
    return found


def _titles(line: Piece) -> list[Piece]:
    """附件：1.甲表 2.乙表 is two; 附：《丙名册》 is one, its marks left off."""
    lead = _LEAD.match(line.folded)
    rest = line.cut(lead.end()) if lead else line
    return [title for part in rest.between(_ITEM) if (title := _title(part))]


def _title(part: Piece) -> Piece:
    title = part.strip(" \u3000;；,，。、")
    extension = _EXTENSION.search(title.folded)
    title = title.cut(0, extension.start()) if extension else title
    return title.strip("《》") if title.folded.startswith("《") else title


def _bodies(parts: Parts, tables: Sequence[tuple[str | None, Span]]) -> set[str]:
    start = parts.closing.body_end
    titles = [annex.title.text for annex in parts.annexes if annex.title]
    titles += [title for title, _ in tables if title]
    return {_plain(title) for title in titles} if start else set()


def _bodies_below_list(paragraphs: Sequence[Piece], parts: Parts) -> set[str]:
    """附件：某某统计表 with the table right below: the line of the list is its title."""
    return {
        _plain(title.text)
        for annex in parts.annexes
        if parts.closing.lines.get(annex.first - 1) is Line.ANNEX_LIST
        and marks.is_table_line(paragraphs[annex.first].text)
        for title in _titles(paragraphs[annex.first - 1])[-1:]
    }


def _attachment(title: Piece, bodies: set[str]) -> Attachment:
    kind = next((kind for kind, sign in _KINDS if sign.search(title.folded)), "other")
    return Attachment(title.text, kind, _is_known(_plain(title.text), bodies), title.span)


def _is_known(title: str, titles: set[str]) -> bool:
    """A body may repeat the title with or without its year or a mark such as （样表）."""
    return any(
        title == other or (len(other) >= 6 and (title.endswith(other) or other.endswith(title)))
        for other in titles
    )


def _plain(text: str) -> str:
    return _PLAIN.sub("", _COUNTED.sub("", fold(text)))
