"""A page of a pdf as lines of text, by where its characters stand.

The order in which a program drew the characters is not the order of reading: word processors draw
all quotation marks after the rest of a line. Characters are therefore gathered into lines by
height and read from left to right; wide gaps, indents and empty lines are kept as blanks.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

import pypdfium2


_LINE_TOLERANCE = 0.5
_GAP, _FULL_GAP, _WIDE_GAP = 0.45, 0.8, 1.6
_INDENT = (1.5, 3.2)
_PARAGRAPH_GAP = 1.7


@dataclass(frozen=True)
class _Glyph:
    text: str
    left: float
    right: float
    middle: float
    height: float


@dataclass
class _Row:
    glyphs: list[_Glyph] = field(default_factory=list)

    @property
    def middle(self) -> float:
        return self.glyphs[0].middle

    @property
    def height(self) -> float:
        return median(glyph.height for glyph in self.glyphs)

    @property
    def left(self) -> float:
        return min(glyph.left for glyph in self.glyphs)

    def takes(self, glyph: _Glyph) -> bool:
        tolerance = _LINE_TOLERANCE * max(self.glyphs[0].height, glyph.height)
        return abs(self.middle - glyph.middle) <= tolerance

    def text(self) -> str:
        parts: list[str] = []
        edge: float | None = None
        size = self.height
        for glyph in sorted(self.glyphs, key=lambda each: each.left):
            gap = (glyph.left - edge) / size if edge is not None and size else 0
            parts += [_blank(gap), glyph.text]
            edge = max(glyph.right, edge or glyph.right)
        return "".join(parts)


def _blank(gap: float) -> str:
    """What a gap of so many character widths stands for."""
    if gap < _GAP:
        return ""
    return " " if gap < _FULL_GAP else "\u3000" if gap < _WIDE_GAP else "\u3000\u3000"


def text_of(page: pypdfium2.PdfTextPage) -> str:
    """The text of one page, a line for each line on the paper."""
    rows = _rows(page)
    if not rows:
        return ""
    size = median(row.height for row in rows)
    margin = min(row.left for row in rows)
    pitches = [above.middle - row.middle for above, row in pairwise(rows)]
    usual = median(pitches) if pitches else 0
    lines: list[str] = []
    for row, pitch in zip(rows, [0.0, *pitches], strict=True):
        if usual and pitch > usual * _PARAGRAPH_GAP:
            lines.append("")
        is_indented = _INDENT[0] <= (row.left - margin) / size <= _INDENT[1] if size else False
        lines.append(("\u3000\u3000" if is_indented else "") + row.text())
    return "\n".join(lines)


def _rows(page: pypdfium2.PdfTextPage) -> list[_Row]:
    """Lines from top to bottom, each with all the characters at its height."""
    rows: list[_Row] = []
    for glyph in sorted(_glyphs(page), key=lambda each: -each.middle):
        if not rows or not rows[-1].takes(glyph):
            rows.append(_Row())
        rows[-1].glyphs.append(glyph)
    return rows


def _glyphs(page: pypdfium2.PdfTextPage) -> Iterator[_Glyph]:
    """The drawn characters; blanks and line ends that the library adds have no place."""
    for index in range(page.count_chars()):
        text = page.get_text_range(index, 1)
        if not text.strip() or text == "\ufffe":
            continue
        left, bottom, right, top = page.get_charbox(index, loose=True)
        if right > left and top > bottom:
            yield _Glyph(text, left, right, (top + bottom) / 2, top - bottom)
