"""One reader for every way of writing a day: the parts of a match in, a `Moment` out.

A reader may raise `ValueError` for a day that does not exist (2月30日); the caller drops it.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from yushui.kernel import festivals
from yushui.notices.reading import date_grammar as grammar
from yushui.notices.reading.moments import Context, Moment, nearest, number, stated_year
from yushui.notices.reading.recurrence import (
    EVERY_MONTH,
    HALF_YEAR_ENDS,
    LAST_DAY,
    QUARTER_ENDS,
    QUARTER_STARTS,
    Daily,
    Recurrence,
    Weekly,
    Yearly,
    day_of,
)
from yushui.notices.reading.structure import Basis


Reader = Callable[[re.Match[str], Context], Moment | None]

_PARTS = {
    "底": LAST_DAY,
    "末": LAST_DAY,
    "下旬": LAST_DAY,
    "初": 5,
    "上旬": 10,
    "中": 15,
    "中旬": 20,
}
_DAYS = ("日", "天", "自然日")
_MONTHS_AFTER = {"季": QUARTER_STARTS, "月": EVERY_MONTH, "半": (1, 7), "年": (1,)}
_BEFORE = ("之前", "以前", "前")
_WEEK = "一二三四五六日"


def _full(match: re.Match[str], known: Context) -> Moment | None:
    month, year = match["month"], match["year"]
    if match["day"] is None and match["part"] is None:
        return _bare_month(match, known)
    day = _PARTS[match["part"]] if match["part"] else number(match["day"])
    if year == "每" or month == "每":
        months = EVERY_MONTH if month == "每" else (number(month),)
        return _recurring(match, Yearly(months, day), known)
    if month in "本当下次同":
        return _of_this_month(match, known, day)
    return _dated(match, known, number(month), day)


def _bare_month(match: re.Match[str], known: Context) -> Moment | None:
    """ "9月前完成" ends with August; a month with nothing after it names no day."""
    tail = grammar.TAIL.match(match.string, match.end())
    if tail is None or tail["side"] not in {*_BEFORE, "内", "之内", "以内"}:
        return None
    if match["month"] in "本当下次同每":
        is_inside = tail["side"] not in _BEFORE
        return (
            _of_this_month(match, known, LAST_DAY) if is_inside and match["month"] != "每" else None
        )
    month = number(match["month"])
    if tail["side"] in _BEFORE:
        if month == 1:
            return None
        month -= 1
    if match["year"] == "每":
        return _recurring(match, Yearly((month,), LAST_DAY), known)
    return _dated(match, known, month, LAST_DAY)


def _of_this_month(match: re.Match[str], known: Context, day: int) -> Moment:
    if known.anchor is None:
        return Moment(match.start(), match.end(), None, Basis.INFERRED_YEAR)
    step = 1 if match["month"] in "下次" else 0
    months = known.anchor.year * 12 + known.anchor.month - 1 + step
    on = day_of(months // 12, months % 12 + 1, day)
    return Moment(match.start(), match.end(), on, Basis.INFERRED_YEAR)


def _dated(match: re.Match[str], known: Context, month: int, day: int) -> Moment | None:
    if not _exists(month, day):
        return None
    year, basis = stated_year(match["year"], known)
    if year is None:
        on = nearest(known, month, day)
        return Moment(match.start(), match.end(), on, Basis.INFERRED_YEAR)
    if day != LAST_DAY and not match.groupdict().get("part"):
        date(year, month, day)  # 2月30日 is no day
    return Moment(match.start(), match.end(), day_of(year, month, day), basis)


def _exists(month: int, day: int) -> bool:
    """Whether some year has that day; 2000 is a leap year."""
    return 1 <= month <= 12 and (day == LAST_DAY or 1 <= day <= monthrange(2000, month)[1])


def _iso(match: re.Match[str], known: Context) -> Moment:
    on = date(int(match["year"]), int(match["month"]), int(match["day"]))
    return Moment(match.start(), match.end(), on, Basis.EXPLICIT)


def _month_day(match: re.Match[str], known: Context) -> Moment:
    on = nearest(known, int(match["month"]), int(match["day"]))
    return Moment(match.start(), match.end(), on, Basis.INFERRED_YEAR)


def _year_end(match: re.Match[str], known: Context) -> Moment | None:
    word = match["year"] or match["within"]
    if word == "每":
        return _recurring(match, Yearly((12,), LAST_DAY), known)
    year, basis = stated_year(word, known)
    if year is None:
        year, basis = (known.anchor.year if known.anchor else known.year), Basis.INFERRED_YEAR
    if year is None:
        return Moment(match.start(), match.end(), None, Basis.INFERRED_YEAR)
    if (
        match["within"]
        and match["within"].isdigit()
        and match.string.startswith(_BEFORE, match.end())
    ):
        year -= 1  # 2025年前 is over when 2024 is
    return Moment(match.start(), match.end(), date(year, 12, 31), basis)


def _day_alone(match: re.Match[str], known: Context) -> Moment | None:
    if known.reference is None:
        return Moment(match.start(), match.end(), None, Basis.INFERRED_YEAR)
    on = Yearly(EVERY_MONTH, number(match["day"])).first_from(known.reference)
    return Moment(match.start(), match.end(), on, Basis.INFERRED_YEAR)


def _weekday(match: re.Match[str], known: Context) -> Moment:
    weekday = _WEEK.index(match["weekday"].replace("天", "日"))
    if match["which"].startswith("每"):
        return _recurring(match, Weekly(weekday), known)
    if known.reference is None:
        return Moment(match.start(), match.end(), None, Basis.INFERRED_YEAR)
    monday = known.reference - timedelta(days=known.reference.weekday())
    weeks = match["which"].count("下")
    return Moment(
        match.start(),
        match.end(),
        monday + timedelta(weeks=weeks, days=weekday),
        Basis.INFERRED_YEAR,
    )


def _today(match: re.Match[str], known: Context) -> Moment:
    on = known.reference and known.reference + timedelta(days="今明后".index(match["which"][0]))
    return Moment(match.start(), match.end(), on, Basis.INFERRED_YEAR)


def _daily(match: re.Match[str], known: Context) -> Moment:
    return _recurring(match, Daily(), known)


def _quarter(match: re.Match[str], known: Context) -> Moment | None:
    if not (match["end"] or match["which"] or match["day"]):
        return None
    day = number(match["day"]) if match["day"] else LAST_DAY
    is_first = match["which"] in {"首月", "第一个月", "第一月"}
    months = QUARTER_STARTS if is_first else QUARTER_ENDS
    if match["each"] in {"每", "每个", "各"}:
        return _recurring(match, Yearly(months, day), known)
    if match["each"] in {"本", "下"}:
        return None
    month = months[number(match["each"].removeprefix("第")) - 1]
    return Moment(match.start(), match.end(), nearest(known, month, day), Basis.INFERRED_YEAR)


def _half(match: re.Match[str], known: Context) -> Moment | None:
    if match["each"] == "每半年":
        return _recurring(match, Yearly(HALF_YEAR_ENDS, LAST_DAY), known)
    if not match["end"]:
        return None
    month = 6 if match["each"] == "上半年" else 12
    return Moment(match.start(), match.end(), nearest(known, month, LAST_DAY), Basis.INFERRED_YEAR)


def _festival(match: re.Match[str], known: Context) -> Moment | None:
    """春节前, "八一"前, 节前: the campaign's own festival where none is named."""
    name = match["name"]
    if name in {"节", "双节", "两节"}:
        if known.occasion is None:
            return None
        name = known.occasion.replace("元旦春节", "春节")
    if match["year"] == "每":
        return _every_festival(match, known, name)
    year, _ = stated_year(match["year"], known)
    on = _bound_festival(name, match, year, known)
    return Moment(match.start(), match.end(), on, Basis.FESTIVAL, side="前")


def _bound_festival(
    name: str, match: re.Match[str], year: int | None, known: Context
) -> date | None:
    if year is None:
        year = festival_year(name, known)
    return None if year is None else festivals.resolve(name + match["tail"], year)


def festival_year(name: str, known: Context) -> int | None:
    """The year of the festival that a notice without a year must mean: the next one."""
    if known.reference is None:
        return known.year
    for year in (known.reference.year, known.reference.year + 1):
        day = festivals.resolve(name, year)
        if day is not None and day >= known.reference - timedelta(days=7):
            return year
    return known.year


def _every_festival(match: re.Match[str], known: Context, name: str) -> Moment:
    year = festival_year(name, known)
    on = None if year is None else festivals.resolve(name + match["tail"], year)
    return Moment(match.start(), match.end(), on, Basis.RECURRING, side="前", recurs="FREQ=YEARLY")


def _lunar(match: re.Match[str], known: Context) -> Moment:
    name = (match["name"] or f"农历{match['named']}").replace(" ", "")
    year = festival_year(name, known)
    on = None if year is None else festivals.resolve(name, year)
    return Moment(match.start(), match.end(), on, Basis.FESTIVAL)


def _within(match: re.Match[str], known: Context) -> Moment:
    """Within n days of something: a day only where the something is the notice's own date."""
    on = None
    before = match.string[max(0, match.start() - 12) : match.start()]
    each = grammar.AFTER_EACH.search(before)
    if each and match["unit"] in _DAYS:
        months = _MONTHS_AFTER[each["each"][0]]
        found = _recurring(match, Yearly(months, number(match["count"])), known)
        return replace(found, side="内")
    if grammar.FROM_NOTICE.search(before) and known.reference and match["unit"] in _DAYS:
        on = known.reference + timedelta(days=number(match["count"]))
    return Moment(match.start(), match.end(), on, Basis.EXPLICIT, side="内")


def _recurring(match: re.Match[str], recurrence: Recurrence, known: Context) -> Moment:
    start = known.reference or (date(known.year, 1, 1) if known.year else None)
    on = None if start is None else recurrence.first_from(start)
    return Moment(match.start(), match.end(), on, Basis.RECURRING, recurs=recurrence.rule())


READERS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (grammar.FULL, _full),
    (grammar.ISO, _iso),
    (grammar.MONTH_DAY, _month_day),
    (grammar.YEAR_END, _year_end),
    (grammar.DAY_ALONE, _day_alone),
    (grammar.WEEKDAY, _weekday),
    (grammar.TODAY, _today),
    (grammar.DAILY, _daily),
    (grammar.QUARTER, _quarter),
    (grammar.HALF, _half),
    (grammar.FESTIVAL, _festival),
    (grammar.LUNAR, _lunar),
    (grammar.WITHIN, _within),
)
