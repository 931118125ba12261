"""Documents that lost their line breaks: a whole notice in one line, or sections run together.

A page copied into a chat or a form field often comes as one line. What is left of its layout are
blanks after the title, the addressees and the names that sign, and the numbers of its sections.
"""

import re
from collections.abc import Iterator

from yushui.notices.reading import days, marks
from yushui.notices.reading.organs import ORGAN_END
from yushui.notices.reading.text import Piece


_LONG = 150
_FEW_LINES = 3
_BLANKS = re.compile(r"[ \u3000\t]+")
_ENDS_LINE = re.compile(
    rf"(?:(?:{'|'.join(marks.KINDS)})|[:：。]|[〕\]\)]\s*\d{{1,5}}\s*号|文件|\d日|{ORGAN_END})[\"')）]?$"
)
_SIGNATURE = re.compile(rf"(?<=[。！])\s*(?=[^。；：，]{{2,90}}{days.FULL_DATE}\s*$)")
_MARKS = (
    re.compile(r"(?:(?<=[。；;:：！])|^)\s*(?P<n>[一二三四五六七八九十]{1,3})、(?![级等类])"),
    re.compile(r"(?:(?<=[。；;:：！])|^)\s*\((?P<n>[一二三四五六七八九十]{1,3})\)"),
    re.compile(r"(?:(?<=[。；;:：！])|^)\s*(?P<n>\d{1,2})(?:、(?!\d{1,2}[、,])|[.．](?!\d))"),
    re.compile(r"(?:(?<=[。；;:：！])|^)\s*\((?P<n>\d{1,2})\)"),
)


def is_crushed(original: str) -> bool:
    """Whether a whole document stands in a line or two."""
    lines = [line for line in original.splitlines() if line.strip()]
    return 0 < len(lines) <= _FEW_LINES and max(map(len, lines)) > _LONG


def lines(line: Piece) -> list[Piece]:
    """A crushed line cut where its layout shows through."""
    cuts = [0]
    for blank in _BLANKS.finditer(line.folded):
        if _ENDS_LINE.search(line.folded[max(blank.start() - 12, 0) : blank.start()]):
            cuts.append(blank.end())
    signature = _SIGNATURE.search(line.folded, max(len(line) - 120, 0))
    if signature:
        cuts.append(signature.end())
    return _pieces(line, sorted(set(cuts)))


def sections(paragraph: Piece) -> list[Piece]:
    """A paragraph cut before each of at least two numbers that follow one another."""
    cuts = {0}
    for mark in _MARKS:
        cuts.update(_in_sequence(mark, paragraph.folded))
    return _pieces(paragraph, sorted(cuts)) if len(cuts) > 1 else [paragraph]


def _in_sequence(mark: re.Pattern[str], text: str) -> Iterator[int]:
    found = [(match.start("n"), match) for match in mark.finditer(text)]
    numbers = [days.number(match["n"]) for _, match in found]
    for index, (_, match) in enumerate(found):
        before = numbers[index - 1] if index else None
        after = numbers[index + 1] if index + 1 < len(numbers) else None
        number = numbers[index]
        if before == number - 1 or (after == number + 1):
            yield match.end() - len(match[0].lstrip())


def _pieces(piece: Piece, cuts: list[int]) -> list[Piece]:
    ends = [*cuts[1:], len(piece)]
    parts = (piece.cut(start, end).strip() for start, end in zip(cuts, ends, strict=True))
    return [part for part in parts if part]
