"""Festivals as dated tables, and phrases such as "春节前" turned into a day.

`year` always names the year whose 春节 is meant: 腊月 and 除夕 belong to the 春节 that follows
them, even where 腊八 still falls in the Gregorian year before. "前" includes the day itself
("八一前" is done by 1 August), with one exception that the offices all make: "春节前" is over on
the eve, because nobody visits and nobody reports on the first day of the year.
"""

import re
import tomllib
import unicodedata
from datetime import date, timedelta
from importlib.resources import files

from lunar_python import Lunar, LunarMonth

from yushui.kernel.errors import RuleViolation


_DATA = tomllib.loads(files("yushui.kernel").joinpath("festivals.toml").read_text("utf-8"))
_SPRING: dict[int, date] = {int(year): day for year, day in _DATA["spring_festival"].items()}
_QINGMING: dict[int, date] = {int(year): day for year, day in _DATA["qingming"].items()}
_FIXED: dict[str, tuple[int, int]] = {name: tuple(day) for name, day in _DATA["fixed"].items()}
_LUNAR: dict[str, tuple[int, int]] = {name: tuple(day) for name, day in _DATA["lunar"].items()}
_ALIAS: dict[str, str] = _DATA["alias"]

FIRST_YEAR, LAST_YEAR = min(_SPRING), max(_SPRING)
NAMES: tuple[str, ...] = ("春节", "清明", *_FIXED, *_LUNAR)
LAST_DAY = 0  # as the day of a lunar month: its 29th or 30th, whichever it has

_NUMERALS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"两": 2}
_MONTHS = {"正": 1, "冬": 11, "腊": 12}  # not 元: 元月 is January
_RELATIVE_YEARS = {"今年": 0, "本年": 0, "当年": 0, "明年": 1, "次年": 1, "翌年": 1}
_UNIT_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7}
_MARKS = re.compile(r"[\s\"'“”‘’「」『』《》·、,，]+")
_YEAR = re.compile(r"(?P<year>(?:19|20)\d{2})年?度?|(?P<relative>今年|本年|当年|明年|次年|翌年)")
_LUNAR_MARK = re.compile(r"农历|阴历|旧历|夏历")
_COUNT = r"[0-9]{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]"
_TAIL = re.compile(
    rf"(?:来临|到来)?(?:(?P<eve>前夕|前一天|前一日)|(?P<side>之前|以前|前|之后|以后|后)"
    rf"(?:(?P<count>{_COUNT})个?(?P<unit>天|日|周|星期)(?:之内|以内|内|之前|以前|前)?)?)$"
)
_LUNAR_DAY = re.compile(
    r"(?P<month>[正冬腊]|十[一二]?|[一二三四五六七八九]|1[0-2]|[1-9])月"
    rf"(?P<day>初[一二三四五六七八九十]|廿[一二三四五六七八九]?|{_COUNT}|底|末)日?$"
)
_NEW_YEAR_DAY = re.compile(r"(?:大?年)?初(?P<day>[一二三四五六七八九十])$")


def spring_festival(year: int) -> date:
    """The first day of the lunar year that begins in `year`."""
    return _tabled(_SPRING, year, "春节")


def festival(name: str, year: int) -> date:
    """The day of a festival, by any of its usual names."""
    known = canonical(name)
    if known is None:
        raise RuleViolation(f"不认识节日“{name}”；可用的节日有：{'、'.join(NAMES)}。")
    if known == "春节":
        return spring_festival(year)
    if known == "清明":
        return _tabled(_QINGMING, year, "清明")
    if known in _FIXED:
        return date(year, *_FIXED[known])
    return lunar_day(year, *_LUNAR[known])


def canonical(name: str) -> str | None:
    """The one name under which a festival is listed in `NAMES`."""
    short = _plain(name)
    for candidate in (short, short.removesuffix("节"), short.removesuffix("节日")):
        if candidate in NAMES:
            return candidate
        if candidate in _ALIAS:
            return _ALIAS[candidate]
    return None


def lunar_day(year: int, month: int, day: int) -> date:
    """A day of the lunar calendar; month 12 is the one that ends on the eve of `year`'s 春节.

    The library gives the lengths of months, our own table says where the year begins.
    """
    anchor = spring_festival(year)
    lunar_year = year - 1 if month == 12 else year
    length: int = LunarMonth.fromYm(lunar_year, month).getDayCount()
    if day > length and month != 12:
        raise RuleViolation(
            f"农历{lunar_year}年{month}月只有{length}天，没有第{day}天；请写明公历日期。"
        )
    wanted = length if day == LAST_DAY else min(day, length)
    if month == 12:
        return anchor - timedelta(days=length - wanted + 1)
    return _solar(lunar_year, month, wanted) + (anchor - _solar(year, 1, 1))


def resolve(phrase: str, year: int) -> date | None:
    """The last day that a phrase such as "农历正月二十前" allows; None if it names no day.

    A year written in the phrase wins over `year`.
    """
    text = _plain(phrase)
    if stated := _YEAR.match(text):
        year = int(stated["year"]) if stated["year"] else year + _RELATIVE_YEARS[stated["relative"]]
        text = text[stated.end() :]
    tail = _TAIL.search(text)
    name = text[: tail.start()] if tail else text
    day = _day_named(name, year)
    if day is None or tail is None:
        return day
    return _moved(day, tail, is_spring_festival=canonical(name) == "春节")


def _moved(day: date, tail: re.Match[str], *, is_spring_festival: bool) -> date | None:
    if tail["eve"]:
        return day - timedelta(days=1)
    is_after = tail["side"].endswith("后")
    if tail["count"]:
        distance = timedelta(days=_number(tail["count"]) * _UNIT_DAYS[tail["unit"]])
        return day + distance if is_after else day - distance
    if is_after:
        return None
    return day - timedelta(days=1) if is_spring_festival else day


def _day_named(text: str, year: int) -> date | None:
    bare = _LUNAR_MARK.sub("", text)
    if canonical(bare) is not None:
        return festival(bare, year)
    if first_days := _NEW_YEAR_DAY.match(bare):
        return lunar_day(year, 1, _number(first_days["day"]))
    found = _LUNAR_DAY.match(bare)
    if found is None or not _is_lunar(found, is_marked=bare != text):
        return None
    return lunar_day(year, _month(found["month"]), _lunar_number(found["day"]))


def _is_lunar(found: re.Match[str], *, is_marked: bool) -> bool:
    """Whether "八月十五" can only be lunar: said so, or written as only lunar days are."""
    return is_marked or found["month"] in "正冬腊" or found["day"][0] in "初廿"


def _month(text: str) -> int:
    return _MONTHS.get(text) or _number(text)


def _lunar_number(text: str) -> int:
    if text in "底末":
        return LAST_DAY
    number = _number(text.removeprefix("初").replace("廿", "二十"))
    if not 1 <= number <= 30:
        raise RuleViolation(f"农历没有“{text}”这一天；请写明公历日期。")
    return number


def _number(text: str) -> int:
    """A whole number below one hundred, in Arabic or in Chinese numerals."""
    if text.isascii():
        return int(text)
    tens, ten, units = text.rpartition("十")
    if not ten:
        return _NUMERALS[units]
    return (_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[units] if units else 0)


def _plain(text: str) -> str:
    return _MARKS.sub("", unicodedata.normalize("NFKC", text))


def _solar(lunar_year: int, month: int, day: int) -> date:
    solar = Lunar.fromYmd(lunar_year, month, day).getSolar()
    return date(solar.getYear(), solar.getMonth(), solar.getDay())


def _tabled(table: dict[int, date], year: int, name: str) -> date:
    if year not in table:
        raise RuleViolation(
            f"{name}日期表只收录{FIRST_YEAR}年至{LAST_YEAR}年，没有{year}年；请写明公历日期。"
        )
    return table[year]
