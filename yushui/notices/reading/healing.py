"""Broken text made whole: lines of a file become paragraphs, paragraphs become sentences.

Notices come from scanners, web pages and converters. Pages break inside sentences, headings carry
random markdown marks, lines are wrapped at the width of the paper, spaces stand between
characters. What is dropped here is dropped from the healed copy only: every character left knows
its place in the original, so nothing said about the notice loses its quotation.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from yushui.notices.reading import crushed, marks
from yushui.notices.reading.text import Piece, join


# What never means anything in an office's text.
_NOISE = re.compile(
    r"[\u200b-\u200f\u2060\ufeff\u00ad\ufffe\x00-\x08\x0b\x0e-\x1f\x7f]"
    r"|\*\*+|~~|`+|^__(?=[^_])|(?<=[^_])__$"
    r"|</?[a-zA-Z][^<>]{0,200}>|<!--[^<>]{0,400}-->|!\[[^\[\]]{0,80}\]\([^()]{0,300}\)"
)
_ENTITY_SPACE = re.compile(r"&(?:nbsp|ensp|emsp|#160|#12288);")
_PREFIX = re.compile(r"^\s*(?:(?:#{1,6}(?=[^#])\s*|>\s*|[-*+](?=\s)\s*|[•●■◆▪◇□]\s*))+")
_HEADING = re.compile(r"^\s*(?:#{1,6}(?=[^#])|\*\*.+\*\*\s*$)")
_RULE = re.compile(r"^\s*(?:[-*_=—~─━]\s*){3,}$|^\s*```\w*\s*$")
_PAGE_NUMBER = re.compile(
    r"^\s*(?:-\s*)+\d{1,4}\s*(?:-\s*)+$"
    r"|^\s*第\s*\d{1,4}\s*页(?:\s*[,/]?\s*共\s*\d{1,4}\s*页)?\s*$"
    r"|^\s*(?:page\s*)?\d{1,4}\s*/\s*\d{1,4}\s*$",
    re.IGNORECASE,
)
_BARE_NUMBER = re.compile(r"^\s*\d{1,3}\s*$")
_LINE = re.compile(r"[^\n\r\f\v\x85\u2028\u2029]+|\r\n|[\n\r\f\v\x85\u2028\u2029]")
_NEVER_FIRST = "、,，。;；:：？！)》〕"
_BREAKS = "\n\r\f\v\x85\u2028\u2029"
_SENTENCE_END = re.compile(r"[。！？!?]+[\"'”’」』)）】]*|…{2,}(?=[\"'”’]?$)")
_CLAUSE_END = re.compile(r"[。！？!?；;]+[\"'”’」』)）】]*")

# A space between these is an accident of the converter, unless a label or a date follows it.
_CJK = r"\u3400-\u9fff〇，。、；：？！“”‘’《》（）〔〕\"'()\[\],:;"
_STRAY = re.compile(rf"(?<=[{_CJK}]) {{1,2}}(?=[{_CJK}\d])|(?<=\d) (?=[{_CJK}％%])")
_SPELT = re.compile(r"(?<![^ ])(?=\S{0,1}[ \S]{0,60}[\u3400-\u9fff])\S(?: \S){4,}(?![^ ])")
_KEEPS_SPACE_BEFORE = re.compile(
    r"[\u3400-\u9fff]{1,7}[:：]|(?:19|20)\d\d年\d{1,2}月\d{1,2}日(?:印发)?\s*$"
)
_COUPLET = re.compile(r"[“\"《‘]([^“”\"《》‘’ ]{4,12}) +([^“”\"《》‘’ ]{4,12})[”\"》’]")


@dataclass(frozen=True)
class _Line:
    """One line of the file. `after_gap`: blank lines or a page number stood before it."""

    piece: Piece
    is_indented: bool
    is_heading: bool
    is_table: bool
    after_gap: bool
    after_rule: bool

    @property
    def folded(self) -> str:
        return self.piece.folded


@dataclass(frozen=True)
class _Layout:
    """How the file breaks its lines: at a fixed width (0 when it does not), with indents or not."""

    width: float
    has_indents: bool

    def is_full(self, line: _Line) -> bool:
        return bool(self.width) and _width(line.piece.text) >= self.width - 2.5


def paragraphs(original: str) -> list[Piece]:
    """The healed paragraphs in reading order; every line of a table is a paragraph of its own.

    Table lines (tabs inside, or pipes) are left exactly as written so that the cells can be
    told apart. Everything else has lost markdown marks, page numbers and stray spaces.
    """
    lines = _without_bare_page_numbers(list(_lines(original)))
    layout = _layout(lines)
    healed: list[Piece] = []
    open_lines: list[_Line] = []
    for index, line in enumerate(lines):
        if open_lines and not _continues(open_lines, line, lines[index + 1 : index + 4], layout):
            healed += _close(open_lines)
            open_lines = []
        open_lines.append(line)
    healed += _close(open_lines)
    return [part for paragraph in healed for part in _unfolded(paragraph)]


def _unfolded(paragraph: Piece) -> list[Piece]:
    return [paragraph] if marks.is_table_line(paragraph.text) else crushed.sections(paragraph)


def sentences(piece: Piece) -> list[Piece]:
    """The piece cut after 。！？ and the quotes or brackets that close there."""
    return _cut_after(piece, _SENTENCE_END)


def clauses(piece: Piece) -> list[Piece]:
    """As `sentences`, cut after ； as well."""
    return _cut_after(piece, _CLAUSE_END)


def tight(piece: Piece) -> Piece:
    """The piece without the spaces that stand between Chinese characters by accident."""
    if _SPELT.search(piece.text):
        piece = join(_closed_up(piece))
    kept: list[Piece] = []
    couplets = [match.span() for match in _COUPLET.finditer(piece.text)]
    at = 0
    for match in _STRAY.finditer(piece.text):
        if _is_meant(match, couplets):
            continue
        kept.append(piece.cut(at, match.start()))
        at = match.end()
    return join([*kept, piece.cut(at)]) if kept else piece


def _closed_up(piece: Piece) -> Iterator[Piece]:
    """公 告, 〔 2 0 2 1 〕: letters spelt out across the page are one word again."""
    at = 0
    for match in _SPELT.finditer(piece.text):
        yield piece.cut(at, match.start())
        yield from (piece.cut(index, index + 1) for index in range(match.start(), match.end(), 2))
        at = match.end()
    yield piece.cut(at)


def _is_meant(space: re.Match[str], couplets: Sequence[tuple[int, int]]) -> bool:
    if _KEEPS_SPACE_BEFORE.match(space.string, space.end()):
        return not space.string[: space.start()].endswith(("于", "在", "至", "到", "和"))
    # “情暖老兵 永跟党走”: two halves of equal length are a slogan, its space is written on purpose.
    return any(
        start < space.start() < end and _is_balanced(space.string[start + 1 : end - 1])
        for start, end in couplets
    )


def _is_balanced(slogan: str) -> bool:
    halves = slogan.split()
    return len({len(half) for half in halves}) == 1


def _cut_after(piece: Piece, end: re.Pattern[str]) -> list[Piece]:
    cuts = [0, *(match.end() for match in end.finditer(piece.text)), len(piece)]
    found = (piece.cut(a, b).strip() for a, b in pairwise(cuts))
    return [sentence for sentence in found if sentence]


def _lines(original: str) -> Iterator[_Line]:
    after_gap = after_rule = False
    for raw, has_gap in _raw_lines(original):
        after_gap = after_gap or has_gap
        line = _line(raw, after_gap, after_rule)
        if line is None:
            after_rule = after_rule or bool(_RULE.match(raw.text))
            after_gap = True
            continue
        yield line
        after_gap = after_rule = False


def _raw_lines(original: str) -> Iterator[tuple[Piece, bool]]:
    """Each line as it stands, and whether an empty line came before it."""
    newlines = 0
    is_crushed = crushed.is_crushed(original)
    for match in _LINE.finditer(original):
        if match[0][0] in _BREAKS:
            newlines += 1
            continue
        raw = Piece(match[0], tuple(range(match.start(), match.end())))
        for part in crushed.lines(raw) if is_crushed else [raw]:
            yield part, newlines > 1
            newlines = 1
        newlines = 0


def _line(raw: Piece, after_gap: bool, after_rule: bool) -> _Line | None:
    """The line without its marks, or None when nothing but marks, a rule or a page number."""
    if _RULE.match(raw.folded) or _PAGE_NUMBER.match(raw.folded):
        return None
    if marks.is_table_line(raw.text):
        return _Line(raw, False, False, True, after_gap, after_rule)
    clean = raw
    if _ENTITY_SPACE.search(clean.text):
        clean = clean.without(_ENTITY_SPACE)
    if _NOISE.search(clean.folded):
        clean = clean.without(_NOISE)
    prefix = _PREFIX.match(clean.folded)
    body = tight((clean.cut(prefix.end()) if prefix else clean).strip())
    if not body:
        return None
    return _Line(
        body,
        is_indented=clean.text.startswith(("\u3000", "    ", "\t", "\u00a0")),
        is_heading=bool(_HEADING.match(raw.text)),
        is_table=False,
        after_gap=after_gap,
        after_rule=after_rule,
    )


def _without_bare_page_numbers(lines: list[_Line]) -> list[_Line]:
    """A number alone between two stretches of prose is a page number; in a table it is a cell."""
    return [
        line
        for index, line in enumerate(lines)
        if not (
            _BARE_NUMBER.match(line.folded)
            and 0 < index < len(lines) - 1
            and marks.is_prose(lines[index - 1].folded)
            and marks.is_prose(lines[index + 1].folded)
        )
    ]


def _layout(lines: Sequence[_Line]) -> _Layout:
    body = [line for line in lines if not line.is_table]
    has_indents = sum(line.is_indented for line in body) >= 3
    widths = sorted(_width(line.piece.text) for line in body)
    if len(widths) < 6:
        return _Layout(0, has_indents)
    width = widths[int(len(widths) * 0.9)]
    near = [line for line in body if abs(_width(line.piece.text) - width) <= 2.5]
    broken = sum(not marks.is_finished(line.folded) for line in near)
    is_wrapped = 15 <= width <= 60 and len(near) >= len(widths) * 0.18
    return _Layout(width if is_wrapped and broken >= len(near) * 0.5 else 0, has_indents)


def _width(text: str) -> float:
    """Width in Chinese characters; a Latin letter or digit takes half of one."""
    return sum(0.5 if character.isascii() else 1 for character in text)


def _close(lines: Sequence[_Line]) -> list[Piece]:
    return [join(line.piece for line in lines)] if lines else []


def _continues(
    so_far: Sequence[_Line], line: _Line, following: Sequence[_Line], layout: _Layout
) -> bool:
    """Whether `line` goes on with the paragraph that `so_far` opened."""
    last = so_far[-1]
    if line.is_table or last.is_table or line.after_rule:
        return False
    if line.folded[0] in _NEVER_FIRST:
        return True
    if marks.opens_block(line.folded) and not marks.is_inside_bracket(last.folded, line.folded):
        return False
    if _is_title_broken(so_far, line, following):
        return True
    if last.is_heading or line.is_heading:
        return False
    if marks.is_finished(last.folded):
        return layout.has_indents and _is_wrapped_on(so_far, line, layout)
    return _is_prose_broken(so_far, line, layout)


def _is_title_broken(so_far: Sequence[_Line], line: _Line, following: Sequence[_Line]) -> bool:
    """关于做好…期间 / 开展…活动的通知: a title runs on until its kind of document is named."""
    if len(so_far) > 4 or not marks.opens_title(so_far[0].folded):
        return False
    if marks.ends_title(so_far[-1].folded) or marks.is_prose_end(line.folded):
        return False
    for index, candidate in enumerate([line, *following]):
        if marks.is_prose_end(candidate.folded) or (index and marks.opens_block(candidate.folded)):
            return False
        if marks.ends_title(candidate.folded):
            return True
    return False


def _is_prose_broken(so_far: Sequence[_Line], line: _Line, layout: _Layout) -> bool:
    last = so_far[-1]
    if marks.is_unclosed(last.folded) or marks.is_cut_word(last.folded, line.folded):
        return True
    is_new = line.is_indented and layout.has_indents
    if is_new or (marks.is_label(so_far[0].folded) and not layout.width):
        return False
    if layout.width and _is_wrapped_on(so_far, line, layout):
        return not line.after_gap or marks.is_prose(line.folded)
    if layout.width and not line.after_gap:
        return False
    if len(so_far) == 1 and marks.is_bare_heading(last.folded):
        return False
    is_open = marks.is_prose(last.folded) or marks.is_cut(last.folded)
    return is_open and marks.is_prose(line.folded)


def _is_wrapped_on(so_far: Sequence[_Line], line: _Line, layout: _Layout) -> bool:
    last = so_far[-1]
    is_title = marks.opens_title(so_far[0].folded) and marks.ends_title(last.folded)
    return layout.is_full(last) and not line.is_indented and not is_title
