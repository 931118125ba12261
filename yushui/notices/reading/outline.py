"""The outline of a document: a tree of numbered sections, with their headings and own text.

Numbers are believed, marks of a converter are not: 一、 stands above （一） whatever the number of
hash signs before it. A heading may stand alone, or run in before the text and end at its first
full stop (S4-52); 一要…二要… inside a paragraph are sections too (S0-68). What introduces and what
concludes the whole stands beside the numbered sections, without a number.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from yushui.notices.reading import marks
from yushui.notices.reading.parts import Annex, Parts
from yushui.notices.reading.structure import Section
from yushui.notices.reading.text import Piece, Span


_RANKS = (
    re.compile(r"^第[^编部章节条款]*[编部]"),
    re.compile(r"^第[^章]*章"),
    re.compile(r"^第[^节]*节"),
    re.compile(r"^第[^条款]*[条款]"),
    re.compile(rf"^[{marks.CHINESE_NUMERAL}]+[、.．]"),
    re.compile(rf"^\([{marks.CHINESE_NUMERAL}]+\)|^[㈠-㈩]"),
    re.compile(r"^\d+[.、．)\u20e3]"),
    re.compile(r"^\(\d+\)|^[⑴-⒇]"),
    re.compile(r"^[①-⑳A-Za-z]"),
)
_INLINE_RANK = len(_RANKS)
_ARTICLE_RANK, _ITEM_RANK = 3, 6
_INLINE = (
    re.compile(r"(?:(?<=[。;；:：,，])|^)\s*(?P<mark>(?P<n>[一二三四五六七八九十])(?:是|要|则))"),
    re.compile(r"(?:(?<=[。;；:：,，])|^)\s*(?P<mark>第(?P<n>[一二三四五六七八九十])[,，])"),
    re.compile(r"(?:(?<=[。;；:：])|^)\s*(?P<mark>(?P<n>首先|其次|再次|最后)[,，])"),
)
_SEQUENCE = "一二三四五六七八九十"
_ADVERBS = ("首先", "其次", "再次", "最后")

_FIRST_SENTENCE = re.compile(r"^([^。！!]{2,45})[。！!]")
_COLON_HEADING = re.compile(r"^([^,，。;；:：]{2,12})[:：](?=.)")
_ORDERS = re.compile(
    r"(?<![重主需首必纲概摘简])(?:要|应当|应(?![急对用访享保尽挂邀征有届运])|须)(?![求素点事件闻])|请|\d+(?:日|月|户|次|元|人|%)|不少于|不得"
)
_CONCLUDES = re.compile(
    r"^(?:请于|请各|请将|各[^,，。]{1,24}请|特此|以上|此件|联系人|联系电话|联系方式|电话|邮箱|电子邮箱|妥否|当否|专此|现予|此致)"
)


@dataclass
class _Node:
    """A section while it is being built. `extra` are unnumbered paragraphs that followed it."""

    number: Piece | None
    heading: Piece | None
    body: Piece
    rank: int
    extra: list[Piece] = field(default_factory=list)
    children: list["_Node"] = field(default_factory=list)

    @property
    def is_bare(self) -> bool:
        return self.heading is not None and not self.body

    def section(self) -> Section:
        heading, body = self._settled()
        children = [child.section() for child in self.children]
        inline: list[Section] = []
        own: list[Piece] = []
        for piece in (body, *self.extra):
            found, rest = _inline_sections(piece)
            inline += found
            own += [rest] if rest else []
        pieces = [piece for piece in (self.number, self.heading, self.body, *self.extra) if piece]
        ends = [piece.span.end for piece in pieces] + [child.span.end for child in children]
        return Section(
            self.number.text if self.number else None,
            heading.text if heading else None,
            "\n".join(piece.text for piece in own),
            Span(min(piece.span.start for piece in pieces), max(ends)),
            [*inline, *children],
        )

    def _settled(self) -> tuple[Piece | None, Piece]:
        """An item of a list that nothing follows is text, not the heading of nothing."""
        is_item = self.is_bare and self.rank >= _ITEM_RANK
        if is_item and self.heading and not self.extra and not self.children:
            return None, self.heading
        may_head = self.rank != _ARTICLE_RANK and (self.extra or self.children)
        if not self.heading and may_head:
            # 一、慰问对象。 with its items below is a heading, full stop and all.
            whole = _FIRST_SENTENCE.fullmatch(self.body.folded)
            if whole and not _ORDERS.search(whole[1], 1):
                return self.body.at(whole, 1), self.body.cut(0, 0)
        return self.heading, self.body


def read(paragraphs: Sequence[Piece], parts: Parts, tables: Sequence[Span]) -> list[Section]:
    """The sections of the body and of every annex that has text; tables are left out."""
    left_out = _table_lines(paragraphs, tables)
    body = [paragraphs[i] for i in parts.body if i not in left_out and i not in parts.closing.lines]
    sections = _tree(body)
    for annex in parts.annexes:
        section = _annex_section(paragraphs, annex, parts, left_out)
        if section:
            sections.append(section)
    return sections


def _table_lines(paragraphs: Sequence[Piece], tables: Sequence[Span]) -> set[int]:
    """Paragraphs that are cells, or stand within the span of a table."""
    spans = sorted(tables)
    return {
        index
        for index, paragraph in enumerate(paragraphs)
        if marks.is_table_line(paragraph.text)
        or any(table.start <= paragraph.span.start < table.end for table in spans)
    }


def _annex_section(
    paragraphs: Sequence[Piece], annex: Annex, parts: Parts, left_out: set[int]
) -> Section | None:
    lines = [
        paragraphs[index]
        for index in range(annex.body, annex.end)
        if index not in left_out and index not in parts.closing.lines
    ]
    if not any(marks.is_prose(line.folded) or marks.outline_mark(line.folded) for line in lines):
        return None
    children = _tree(lines)
    start = paragraphs[annex.first].span.start
    heading = annex.title.text if annex.title else None
    marked = annex.first < annex.body and paragraphs[annex.first] is not annex.title
    number = paragraphs[annex.first].text.rstrip("：: ") if marked else None
    return Section(number, heading, "", Span(start, children[-1].span.end), children)


def _tree(lines: Sequence[Piece]) -> list[Section]:
    intro: list[Piece] = []
    roots: list[_Node] = []
    path: list[_Node] = []
    has_ordinals = _has_ordinals(lines)
    for line in lines:
        node = _node(line) or (_ordinal_node(line) if has_ordinals else None)
        if node is None:
            (path[-1].extra if path else intro).append(line)
            continue
        while path and path[-1].rank >= node.rank:
            path.pop()
        (path[-1].children if path else roots).append(node)
        path.append(node)
    conclusion = _take_conclusion(roots, path[-1]) if path else []
    return [
        *_unnumbered(intro),
        *(root.section() for root in roots),
        *_unnumbered(conclusion),
    ]


def _unnumbered(lines: Sequence[Piece]) -> Iterator[Section]:
    if lines:
        yield _Node(None, None, lines[0], 0, list(lines[1:])).section()


def _node(line: Piece) -> _Node | None:
    mark = marks.outline_mark(line.folded)
    if mark is None:
        return None
    rank = next((rank for rank, sign in enumerate(_RANKS) if sign.match(mark[0])), _ITEM_RANK)
    number, rest = line.at(mark), line.cut(mark.end()).strip(" \u3000")
    heading, body = _heading(rest, rank)
    return _Node(number.strip(), heading, body, rank)


def _has_ordinals(lines: Sequence[Piece]) -> bool:
    """Whether 一要…, 二要… stand at the start of paragraphs of their own."""
    found = {match["n"] for line in lines if (match := _INLINE[0].match(line.folded))}
    return {"一", "二"} <= found


def _ordinal_node(line: Piece) -> _Node | None:
    match = _INLINE[0].match(line.folded)
    if match is None:
        return None
    heading, body = _heading(line.cut(match.end()), _INLINE_RANK)
    return _Node(line.at(match, "mark"), heading, body, _INLINE_RANK)


def _heading(rest: Piece, rank: int) -> tuple[Piece | None, Piece]:
    """The heading that a numbered paragraph begins with, and what is left."""
    text = rest.folded
    nothing = rest.cut(0, 0)
    if any(style.match(text) for style in _INLINE):
        return None, rest
    if not marks.is_finished(text) and len(text) <= 50 and not marks.is_unclosed(text):
        return rest, nothing
    if text.endswith(":") and len(text) <= 20 and "," not in text:
        return rest.cut(0, -1), nothing
    colon = _COLON_HEADING.match(text)
    if colon and not _ORDERS.search(colon[1]):
        return rest.at(colon, 1), rest.cut(colon.end())
    first = _FIRST_SENTENCE.match(text)
    if first is None or first.end() == len(text):
        return None, rest
    longest = 24 if rank >= _ITEM_RANK else 45
    is_order = _ORDERS.search(first[1], 1) or (first[1].startswith("要") and len(first[1]) > 22)
    if len(first[1]) > longest or is_order:
        return None, rest
    return rest.at(first, 1), rest.cut(first.end()).strip()


def _take_conclusion(roots: list[_Node], last: _Node) -> list[Piece]:
    """Unnumbered paragraphs at the end that speak for the whole, not for the last section.

    The other sections show how many paragraphs a section has here; a request or a contact at
    the very end always concludes.
    """
    peers = [
        node
        for node in _walk(roots)
        if node is not last and node.rank == last.rank and not node.children
    ]
    alike = [node for node in peers if node.is_bare == last.is_bare]
    usual = max((len(node.extra) for node in alike), default=len(last.extra))
    allowed = max(usual, 1 if last.is_bare and not last.children else 0)
    for index, line in enumerate(last.extra[:allowed]):
        if _CONCLUDES.match(line.folded) and (index or not last.is_bare):
            allowed = index
            break
    conclusion = last.extra[allowed:]
    del last.extra[allowed:]
    return conclusion


def _walk(nodes: Sequence[_Node]) -> Iterator[_Node]:
    for node in nodes:
        yield node
        yield from _walk(node.children)


def _inline_sections(body: Piece) -> tuple[list[Section], Piece]:
    """一要…。二要…。 within one paragraph as sections of their own, and the text before them."""
    for style in _INLINE:
        found = _in_sequence(list(style.finditer(body.folded)))
        if len(found) >= 2:
            starts = [match.start("mark") for match in found]
            ends = [*starts[1:], len(body)]
            sections = [
                _inline_section(body.cut(start, end), len(match["mark"]))
                for match, start, end in zip(found, starts, ends, strict=True)
            ]
            return sections, body.cut(0, starts[0]).strip()
    return [], body


def _in_sequence(matches: list[re.Match[str]]) -> list[re.Match[str]]:
    kept: list[re.Match[str]] = []
    for match in matches:
        order = (
            _ADVERBS.index(match["n"]) if match["n"] in _ADVERBS else _SEQUENCE.index(match["n"])
        )
        if order == len(kept) or (match["n"] == "最后" and kept):
            kept.append(match)
    return kept


def _inline_section(piece: Piece, mark_length: int) -> Section:
    whole = piece.strip()
    number, rest = whole.cut(0, mark_length).strip(",，"), whole.cut(mark_length)
    first = _FIRST_SENTENCE.match(rest.folded)
    is_heading = first and first.end() < len(rest) and len(first[1]) <= 24
    heading = rest.at(first, 1).text if first and is_heading else None
    text = rest.cut(first.end()).text if first and is_heading else rest.text
    return Section(number.text, heading, text, whole.span)
