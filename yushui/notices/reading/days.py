"""Full dates as offices write them: 2021年7月22日, 二〇一九年三月六日, 2026-01-19, 元月十二日.

Only a whole date, with its year, is read here: that of a signature or of printing. A day that
does not exist (2月30日) is no date.
"""

import re
from datetime import date


_NUMERAL = "〇零一二三四五六七八九十廿卅元"
FULL_DATE = (
    rf"(?P<year>(?:19|20)\d\d|[〇零OoＯ0一二三四五六七八九]{{4}})\s*[年./-]\s*"
    rf"(?P<month>\d{{1,2}}|[{_NUMERAL}]{{1,3}})\s*[月./-]\s*"
    rf"(?P<day>\d{{1,2}}|[{_NUMERAL}]{{1,3}})\s*日?(?!\d)"
)
_FULL = re.compile(FULL_DATE)
_DIGITS = {
    character: value for value, character in enumerate("零一二三四五六七八九")
} | dict.fromkeys("〇OoＯ0", 0)


def find(folded: str) -> tuple[date, re.Match[str]] | None:
    """The first whole date in folded text and where it stands."""
    for match in _FULL.finditer(folded):
        day = of(match)
        if day is not None:
            return day, match
    return None


def of(match: re.Match[str]) -> date | None:
    year = match["year"] if match["year"].isdigit() else _digits(match["year"])
    try:
        return date(int(year), number(match["month"]), number(match["day"]))
    except ValueError:
        return None


def number(text: str) -> int:
    """A number up to 99 in either script; ValueError for what is none."""
    if text.isdecimal():
        return int(text)
    plain = text.replace("元", "一").replace("廿", "二十").replace("卅", "三十")
    tens, ten, ones = plain.rpartition("十")
    try:
        if not ten:
            return int(_digits(plain))
        return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)
    except KeyError as error:
        raise ValueError(text) from error


def _digits(text: str) -> str:
    return "".join(str(_DIGITS[character]) for character in text)
