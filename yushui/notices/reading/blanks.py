"""Blanks that should not be there: between Chinese characters, or letters spelt out across a line.

A blank is kept where it says something: before a label or a day, and between the two halves of a
slogan.
"""

import re
from collections.abc import Iterator, Sequence

from yushui.notices.reading.text import Piece, join


# A space between these is an accident of the converter, unless a label or a date follows it.
_CJK = r"\u3400-\u9fff〇，。、；：？！“”‘’《》（）〔〕\"'()\[\],:;"
_STRAY = re.compile(rf"(?<=[{_CJK}]) {{1,2}}(?=[{_CJK}\d])|(?<=\d) (?=[{_CJK}％%])")
_SPELT = re.compile(
    r"(?<![^ \u3000])[\u3400-\u9fff](?:[ \u3000][\u3400-\u9fff\d〔〕\[\]()（）]){2,}(?![^ \u3000])"
)
_KEEPS_SPACE_BEFORE = re.compile(
    r"[\u3400-\u9fff]{1,7}[:：]|(?:19|20)\d\d年\d{1,2}月\d{1,2}日(?:印发)?\s*$"
)
_COUPLET = re.compile(r"[“\"《‘]([^“”\"《》‘’ ]{4,12}) +([^“”\"《》‘’ ]{4,12})[”\"》’]")


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
