"""A day named in a notice, and what a reader must know to name it.

A notice is read by people who know when it was written; `Context` carries that knowledge into
the reading of "2月5日前", "本月25日" or "节前".
"""

from dataclasses import dataclass
from datetime import date, timedelta

import cn2an

from yushui.notices.reading.recurrence import day_of
from yushui.notices.reading.structure import Basis


# A notice may go out some days after a date it sets; later than this, next year is meant.
_GRACE = timedelta(days=7)
_RELATIVE_YEARS = {"今": 0, "本": 0, "当": 0, "同": 0, "明": 1, "次": 1, "翌": 1, "来": 1}
_BINDING = {"前", "之前", "以前", "前夕", "止", "截止", "为止", "内", "之内", "以内"}
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")


@dataclass(frozen=True)
class Context:
    """What a reader of the notice knows: its date, the campaign's year, festival and its day."""

    reference: date | None = None
    year: int | None = None
    occasion: str | None = None
    festival_on: date | None = None
    stated: date | None = None  # a full date earlier in the same sentence

    @property
    def anchor(self) -> date | None:
        return self.reference or self.festival_on


@dataclass(frozen=True)
class Moment:
    """A day as found in folded text. `side` is the word that binds it: 前, 止, 内, 后, 起 or ''.

    `at` is the hour beside it, 17:00.
    """

    start: int
    end: int
    on: date | None
    basis: Basis
    side: str = ""
    recurs: str | None = None
    opens_range: bool = False
    closes_range: bool = False
    at: str | None = None

    @property
    def is_bound(self) -> bool:
        """Whether the words say "by then" rather than "then"."""
        return self.side in _BINDING


def number(text: str) -> int:
    """A whole number in Arabic or Chinese numerals."""
    if text.isascii():
        return int(text.replace(" ", ""))
    plain = text.replace("廿", "二十").replace("两", "二").replace("〇", "零").replace("元", "一")
    return int(cn2an.cn2an(plain, "smart"))


def plain_year(text: str) -> int:
    """2022 from "2022" or "二〇二二"."""
    return int(text.translate(_DIGITS))


def stated_year(word: str | None, known: Context) -> tuple[int | None, Basis]:
    """The year a word such as 2024, 二〇二四, 今 or 次 stands for, and how surely."""
    if word is None:
        return None, Basis.INFERRED_YEAR
    if word in _RELATIVE_YEARS:
        base = known.reference.year if known.reference else known.year
        return (None if base is None else base + _RELATIVE_YEARS[word]), Basis.INFERRED_YEAR
    return plain_year(word), Basis.EXPLICIT


def nearest(known: Context, month: int, day: int) -> date | None:
    """The day without its year: the first one after the notice, else the one near the festival."""
    if known.stated is not None:
        return _closest(known.stated, month, day)
    if known.reference is not None:
        start = known.reference - _GRACE
        days = (day_of(start.year + step, month, day) for step in range(3))
        return next(each for each in days if each >= start)
    if known.festival_on is not None:
        return _closest(known.festival_on, month, day)
    return None if known.year is None else day_of(known.year, month, day)


def _closest(middle: date, month: int, day: int) -> date:
    days = (day_of(middle.year + step, month, day) for step in (-1, 0, 1))
    return min(days, key=lambda each: abs(each - middle))
