"""Broken text made whole: lines of a file become paragraphs, paragraphs become sentences.

Notices come from scanners, web pages and converters. Pages break inside sentences, headings carry
random markdown marks, lines are wrapped at the width of the paper, spaces stand between
characters. What is dropped here is dropped from the healed copy only: every character left knows
its place in the original, so nothing said about the notice loses its quotation.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from yushui.notices.reading import crushed, marks
from yushui.notices.reading.lines import Line, lines_of
from yushui.notices.reading.organs import is_organ, organs_of
from yushui.notices.reading.text import Piece, join


# Widths of a line in Chinese characters: of paper, of a mail, of a scan.
_NARROWEST, _WIDEST, _TOLERANCE = 15, 60, 2.5
_SEVERAL = 3
_NEVER_FIRST = "、,，。;；:：？！?!)）》〕”’」』"
# A full stop typed in half width ends a sentence when Chinese stands before it: 贯彻执行.
_DOT = r"(?<=[\u3400-\u9fff）)])(?<![一二三四五六七八九十])[.．](?![\d.．])"
_SENTENCE_END = re.compile(rf"(?:[。！？!?]+|{_DOT})[\"'”’」』)）】]*|…{{2,}}(?=[\"'”’]?$)")
_CLAUSE_END = re.compile(rf"(?:[。！？!?；;]+|{_DOT})[\"'”’」』)）】]*")


@dataclass(frozen=True)
class _Layout:
    """How the file breaks its lines: at a fixed width (0 when it does not), with indents or not.

    Paper breaks at a width, programs often after a number of characters: `count`. Where broken
    lines are set apart by empty ones (`is_spaced`), a gap says nothing.
    """

    width: float
    has_indents: bool
    count: int = 0
    is_spaced: bool = False

    def is_full(self, line: Line) -> bool:
        if not self.width:
            return False
        return line.width >= self.width - _TOLERANCE or line.count == self.count

    def has_gap(self, line: Line) -> bool:
        return line.after_gap and not self.is_spaced


def paragraphs(original: str) -> list[Piece]:
    """The healed paragraphs in reading order; every line of a table is a paragraph of its own.

    Table lines (tabs inside, or pipes) are left exactly as written so that the cells can be
    told apart. Everything else has lost markdown marks, page numbers and stray spaces.
    """
    lines = lines_of(original)
    layout = _layout(lines)
    healed: list[Piece] = []
    open_lines: list[Line] = []
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


def _cut_after(piece: Piece, end: re.Pattern[str]) -> list[Piece]:
    cuts = [0, *(match.end() for match in end.finditer(piece.text)), len(piece)]
    found = (piece.cut(a, b).strip() for a, b in pairwise(cuts))
    return [sentence for sentence in found if sentence]


def _layout(lines: Sequence[Line]) -> _Layout:
    body = [line for line in lines if not line.is_table]
    indented = sum(line.is_indented for line in body)
    # Where nearly every line is indented the indent says nothing about paragraphs.
    has_indents = 3 <= indented < len(body) * 0.85
    pairs = [pair for pair in pairwise(body) if _is_cut_there(*pair)]
    width = _wrapped_at(body, [line for line, _ in pairs])
    if not width:
        return _Layout(0, has_indents)
    count, times = Counter(line.count for line, _ in pairs).most_common(1)[0]
    apart = sum(following.after_gap for _, following in pairs)
    return _Layout(
        width, has_indents, count if times >= _SEVERAL else 0, is_spaced=apart * 2 > len(pairs)
    )


def _wrapped_at(body: Sequence[Line], cut: Sequence[Line]) -> float:
    """The width at which lines were broken, 0 where they were not.

    At that width several lines stop inside a sentence, and hardly any line is longer.
    """
    widths = Counter(line.width for line in body)
    tried = Counter(line.width for line in cut)
    best, most = 0.0, 0
    for width in sorted({each for each in tried if _NARROWEST <= each <= _WIDEST}, reverse=True):
        longer = sum(times for each, times in widths.items() if each > width + _TOLERANCE)
        near, broken = _near(width, widths), _near(width, tried)
        is_sure = broken >= _SEVERAL or (broken > 1 and not longer and broken == near)
        if is_sure and broken > most and broken * 2 >= near and longer <= len(body) * 0.1:
            best, most = width, broken
    return best


def _near(width: float, widths: Counter[float]) -> int:
    return sum(times for each, times in widths.items() if abs(each - width) <= _TOLERANCE)


def _is_cut_there(line: Line, following: Line) -> bool:
    """Whether a sentence seems to go on from a line to the next."""
    if marks.is_finished(line.folded) or marks.opens_block(following.folded):
        return False
    if line.is_heading or marks.is_page_label(line.folded):
        return False
    if marks.is_prose(line.folded) or marks.is_prose(following.folded):
        return True
    return (
        line.width >= _NARROWEST
        and abs(line.width - following.width) <= 1
        and not organs_of(line.piece)
    )


def _close(lines: Sequence[Line]) -> list[Piece]:
    return [join(line.piece for line in lines)] if lines else []


def _continues(
    so_far: Sequence[Line], line: Line, following: Sequence[Line], layout: _Layout
) -> bool:
    """Whether `line` goes on with the paragraph that `so_far` opened."""
    last = so_far[-1]
    if line.is_table or last.is_table or line.after_rule:
        return False
    if line.piece.text[0] in _NEVER_FIRST:
        return True
    if marks.is_page_label(last.folded):
        return False
    if layout.is_full(last) and marks.is_cut_word(last.folded, line.folded):
        return True
    if _opens_block(so_far, line):
        return False
    if _is_title_broken(so_far, line, following):
        return True
    return _runs_on(so_far, line, layout)


def _opens_block(so_far: Sequence[Line], line: Line) -> bool:
    before = "".join(each.folded for each in so_far[-2:])
    return marks.opens_block(line.folded) and not marks.is_inside_bracket(before, line.folded)


def _runs_on(so_far: Sequence[Line], line: Line, layout: _Layout) -> bool:
    last = so_far[-1]
    if last.is_heading or line.is_heading:
        return False
    if marks.is_finished(last.folded):
        is_end = is_organ(line.folded)  # who signs begins a line
        return layout.has_indents and not is_end and _is_wrapped_on(so_far, line, layout)
    return _is_prose_broken(so_far, line, layout)


def _is_title_broken(so_far: Sequence[Line], line: Line, following: Sequence[Line]) -> bool:
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


def _is_prose_broken(so_far: Sequence[Line], line: Line, layout: _Layout) -> bool:
    last = so_far[-1]
    text = last.piece.text
    if marks.is_unclosed(last.folded) or text.rfind("“") > text.rfind("”"):
        return True
    if not layout.has_gap(line) and marks.is_cut_word(last.folded, line.folded):
        return True
    is_new = line.is_indented and layout.has_indents
    if is_new or (marks.is_label(so_far[0].folded) and not layout.width):
        return False
    if layout.width and _is_wrapped_on(so_far, line, layout):
        return not layout.has_gap(line) or marks.is_prose(line.folded)
    if layout.width and not layout.has_gap(line):
        return False
    if len(so_far) == 1 and marks.is_bare_heading(last.folded):
        return False
    is_open = any(marks.is_prose(each.folded) for each in so_far[-2:]) or marks.is_cut(last.folded)
    return is_open and marks.is_prose(line.folded)


def _is_wrapped_on(so_far: Sequence[Line], line: Line, layout: _Layout) -> bool:
    last = so_far[-1]
    is_long = last.width > layout.width + _TOLERANCE
    is_alone = layout.has_gap(line) and len(so_far) == 1 and not marks.is_prose(last.folded)
    is_named = is_long or is_alone or marks.opens_title(so_far[0].folded)
    is_title = is_named and marks.ends_title(last.folded)
    is_new = line.is_indented and layout.has_indents
    return layout.is_full(last) and not is_new and not is_title
