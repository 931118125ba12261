"""The lines of a file, each freed from what a converter or a web page put into it.

Markdown marks, tags, invisible characters and page numbers go; lines of tables stay untouched,
for their cells are told apart by what stands between them.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from yushui.notices.reading import blanks, crushed, marks
from yushui.notices.reading.text import Piece, join


# What never means anything in an office's text.
_NOISE = re.compile(
    r"[\u200b-\u200f\u2060\ufeff\u00ad\ufffe\ufe0e\ufe0f\x00-\x08\x0b\x0e-\x1f\x7f]"
    r"|\*\*+|~~|`+|^__(?=[^_])|(?<=[^_])__$"
    r"|</?[a-zA-Z][^<>]{0,200}>|<!--[^<>]{0,400}-->|!\[[^\[\]]{0,80}\]\([^()]{0,300}\)"
)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
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
_BREAKS = "\n\r\f\v\x85\u2028\u2029"


@dataclass(frozen=True)
class Line:
    """One line of the file. `after_gap`: blank lines or a page number stood before it.

    Paper breaks lines at a width and programs after a number of characters, and both count the
    `indent` in front; `count` counts marks as well.
    """

    piece: Piece
    is_indented: bool
    is_heading: bool
    is_table: bool
    after_gap: bool
    after_rule: bool
    indent: str = ""
    count: int = 0

    @property
    def folded(self) -> str:
        return self.piece.folded

    @cached_property
    def width(self) -> float:
        """In Chinese characters; a Latin letter, a digit or a blank takes half of one."""
        text = self.indent + self.piece.text
        return len(text) - len(text.encode("ascii", "ignore")) / 2


def is_page_number(text: str) -> bool:
    """— 4 —, 第4页: what stands at the foot of a page."""
    return bool(_PAGE_NUMBER.match(text))


def lines_of(original: str) -> list[Line]:
    """Every line that says something, in order."""
    return _without_bare_page_numbers(list(_cleaned(original)))


def _cleaned(original: str) -> Iterator[Line]:
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


def _line(raw: Piece, after_gap: bool, after_rule: bool) -> Line | None:
    """The line without its marks, or None when nothing but marks, a rule or a page number."""
    if _RULE.match(raw.folded) or is_page_number(raw.folded):
        return None
    if marks.is_table_line(raw.text):
        return Line(raw, False, False, True, after_gap, after_rule)
    clean = _with_entities(raw) if "&" in raw.text else raw
    if _NOISE.search(clean.folded):
        clean = clean.without(_NOISE)
    prefix = _PREFIX.match(clean.folded)
    body = blanks.tight((clean.cut(prefix.end()) if prefix else clean).strip())
    if not body:
        return None
    return Line(
        body,
        is_indented=clean.text.startswith(("\u3000", "    ", "\t", "\u00a0")),
        is_heading=bool(_HEADING.match(raw.text)),
        is_table=False,
        after_gap=after_gap,
        after_rule=after_rule,
        indent=clean.text[: len(clean.text) - len(clean.text.lstrip())],
        count=len(raw.text.rstrip()),
    )


def _with_entities(piece: Piece) -> Piece:
    """&nbsp; and &ldquo; are what they stand for, at the place of their ampersand."""
    parts: list[Piece] = []
    at = 0
    for match in _ENTITY.finditer(piece.text):
        letter = html.unescape(match[0])
        if len(letter) == 1:
            parts += [piece.cut(at, match.start()), Piece(letter, (piece.origin[match.start()],))]
            at = match.end()
    return join([*parts, piece.cut(at)])


def _without_bare_page_numbers(lines: list[Line]) -> list[Line]:
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
