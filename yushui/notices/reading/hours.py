"""The hour beside a day (8月5日下午5点前), on the clock of 24 hours; as ISO writes it, 17:00."""

import re

from yushui.notices.reading.moments import number


_S = r"[ \t]*"
# Well-formed numerals only: 十一二点 is nobody's hour.
_DIGIT = "[一二三四五六七八九]"
_NUMBER = rf"(?:\d{{1,2}}|{_DIGIT}?十{_DIGIT}?|两|{_DIGIT})"
# Without names, to stand inside other patterns; bounded, as all of them are.
WORDS = (
    rf"(?:上午|下午|中午|晚上?|早上?|凌晨)?{_S}"
    rf"(?:\d{{1,2}}{_S}[:：]{_S}\d{{2}}|{_NUMBER}{_S}[时点](?:整|半|{_NUMBER}分)?)"
)
_PARTS = re.compile(
    rf"(?P<half>上午|下午|中午|晚上?|早上?|凌晨)?{_S}"
    rf"(?:(?P<hour>\d{{1,2}}){_S}[:：]{_S}(?P<minute>\d{{2}})"
    rf"|(?P<spoken>{_NUMBER}){_S}[时点](?P<past>整|半|{_NUMBER}分)?)"
)
_NUMERALS = tuple("一二两三四五六七八九十")
_WEEKDAY = re.compile("(?:周|星期|礼拜)[一二三四五六]$")
_NOON = 12
_HALVES = {"整": 0, "半": 30}


def read(folded: str) -> str | None:
    """The first hour named in the text, if the clock has it; midnight may be 24:00."""
    match = _PARTS.search(folded)
    if match is None or _is_cut(folded, match.start("spoken")):
        return None
    hour = _of_day(number(match["hour"] or match["spoken"]), match["half"] or "")
    minute = int(match["minute"]) if match["minute"] else _past(match["past"] or "整")
    is_on_the_clock = (hour < 24 and minute < 60) or (hour, minute) == (24, 0)
    return f"{hour:02}:{minute:02}" if is_on_the_clock else None


def _is_cut(folded: str, start: int) -> bool:
    """Whether numerals before this one belong to it, and make no hour together: 十一二点."""
    before = folded[:start] if start > 0 else ""
    return before.endswith(_NUMERALS) and not _WEEKDAY.search(before)


def _of_day(hour: int, half: str) -> int:
    """下午5点 is 17, 中午12点 is 12, 中午1点 is 13, 晚12点 is 24; an hour past noon stays."""
    first = {"下午": 1, "中午": 1, "晚": 5, "晚上": 5}.get(half)
    last = {"下午": 11, "中午": 3, "晚": 12, "晚上": 12}.get(half, 0)
    return hour + _NOON if first is not None and first <= hour <= last else hour


def _past(words: str) -> int:
    """Minutes after the full hour: 整, 半 or so many 分."""
    if words in _HALVES:
        return _HALVES[words]
    return number(words.removesuffix("分"))
