"""发文字号: the number of a document, in every way of writing it, and its one standard form."""

import re
from collections.abc import Sequence

from yushui.notices.reading import days, marks
from yushui.notices.reading.structure import Number
from yushui.notices.reading.text import Piece


FRONT = 40

_YEAR = r"(?P<year>(?:19|20)\d\d|(?:19|20)\d[\dXx*×]|[〇零一二三四五六七八九]{4})"
_ORGAN = r"(?P<organ>[\u3400-\u9fff]{1,20}(?:\([\u3400-\u9fff]{1,6}\))?[\u3400-\u9fff]{0,8})"
_SERIAL = r"第?\s*(?P<serial>\d{1,5})\s*号"
_NUMBERS = (
    re.compile(rf"{_ORGAN}\s*[\[(〔{{【<《]\s*{_YEAR}\s*年?\s*[\])〕}}】>》]\s*{_SERIAL}"),
    re.compile(rf"{_ORGAN}\s*[\[(〔]?\s*(?P<year>(?:19|20)\d\d)\s*[\])〕]?\s*{_SERIAL}"),
)
_NUMBER_LABEL = re.compile(r"(?:发文字号|发文文号|文件编号|文\s*号|字\s*号)[\s:：|]*")
_BLANKS = re.compile(r"[\s\u3000]+")
_WIDE_BLANK = re.compile(r"[ \u3000]{2,}")


def number_of(paragraphs: Sequence[Piece], before: int) -> tuple[Number, Piece] | None:
    """The document's own number: at the start of a line in front, or behind its label."""
    for paragraph in paragraphs[: min(max(before + 4, 6), FRONT)]:
        text = paragraph.folded
        label = _NUMBER_LABEL.search(text)
        if label is None and (len(text) > 120 or marks.is_prose_end(text)):
            continue
        rest = paragraph.cut(label.end() if label else 0)
        for part in (rest, *rest.between(_WIDE_BLANK)):
            compact = part.without(_BLANKS).strip("()（）")
            match = find_number(compact.folded)
            if match is not None:
                return _number(compact, match), compact.at(match)
    return None


def find_number(text: str) -> re.Match[str] | None:
    """A document number at the start of folded text, in any of its writings."""
    for pattern in _NUMBERS:
        match = pattern.match(text)
        if match:
            return match
    return None


def _number(paragraph: Piece, match: re.Match[str]) -> Number:
    organ, year, serial = match["organ"], match["year"], int(match["serial"])
    whole = _year(year)
    shown = str(whole) if whole is not None else year
    return Number(f"{organ}〔{shown}〕{serial}号", organ, whole, serial, paragraph.at(match).span)


def _year(text: str) -> int | None:
    if text.isdecimal():
        return int(text)
    return None if text[0].isdecimal() else int("".join(str(days.number(c)) for c in text))


def is_standard(written: str) -> bool:
    """Whether a number is written as the standard wants it: 〔〕, no 第, no leading zero."""
    return bool(re.fullmatch(r"[\u3400-\u9fff（）]+〔\d{4}〕[1-9]\d*号", written))
