"""Every way of writing a day, and how surely it is known."""

from datetime import date

import pytest

from yushui.notices.reading import dates, hours
from yushui.notices.reading.moments import Context, Moment
from yushui.notices.reading.structure import Basis
from yushui.notices.reading.text import fold


SPRING_2021 = Context(
    reference=date(2021, 1, 12), year=2021, occasion="春节", festival_on=date(2021, 2, 12)
)
UNDATED_SPRING_2020 = Context(year=2020, occasion="元旦春节", festival_on=date(2020, 1, 25))
LATE_2021 = Context(reference=date(2021, 12, 31), year=2022, festival_on=date(2022, 2, 1))


def _only(text: str, context: Context = SPRING_2021) -> Moment:
    found = dates.find(fold(text), context)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "on"),
    [
        pytest.param("2020年2月5日前", date(2020, 2, 5), id="plain S2-34"),
        pytest.param("于 2024年8月12日前", date(2024, 8, 12), id="space before S4-41"),
        pytest.param("2024 年 8 月 1 2 日前", date(2024, 8, 12), id="spaces inside"),
        pytest.param("２０２４年８月１２日前", date(2024, 8, 12), id="full width"),
        pytest.param("二〇二二年二月二十三日前", date(2022, 2, 23), id="numerals S3-03"),
        pytest.param("二○一八年十二月三十一日前", date(2018, 12, 31), id="numerals with circle"),
        pytest.param("2024-08-12前", date(2024, 8, 12), id="hyphens"),
        pytest.param("2024.8.12前", date(2024, 8, 12), id="dots"),
        pytest.param("2024/08/12 17:00前", date(2024, 8, 12), id="slashes with an hour"),
        pytest.param("2024年9月30日（星期一）下午5时前", date(2024, 9, 30), id="weekday and hour"),
        pytest.param("2024年3月底前", date(2024, 3, 31), id="end of month"),
        pytest.param("2024年2月底前", date(2024, 2, 29), id="end of a leap February"),
        pytest.param("2024年7月中旬前", date(2024, 7, 20), id="middle ten days"),
        pytest.param("2024年底前", date(2024, 12, 31), id="end of year"),
        pytest.param("2025年前", date(2024, 12, 31), id="before a year"),
    ],
)
def test_a_day_with_its_year_is_explicit(text: str, on: date) -> None:
    moment = _only(text)
    assert (moment.on, moment.basis, moment.is_bound) == (on, Basis.EXPLICIT, True)


@pytest.mark.parametrize(
    ("text", "context", "on"),
    [
        pytest.param("2月5日前", SPRING_2021, date(2021, 2, 5), id="after the notice S0-58"),
        pytest.param("2月23日前", LATE_2021, date(2022, 2, 23), id="over the new year"),
        pytest.param("1月10日前", SPRING_2021, date(2021, 1, 10), id="a few days gone by"),
        pytest.param("12月20日前", UNDATED_SPRING_2020, date(2019, 12, 20), id="near the festival"),
        pytest.param("本月25日前", SPRING_2021, date(2021, 1, 25), id="this month"),
        pytest.param("下月5日前", SPRING_2021, date(2021, 2, 5), id="next month"),
        pytest.param("次年1月10日前", SPRING_2021, date(2022, 1, 10), id="next year"),
        pytest.param("今年8月底前", SPRING_2021, date(2021, 8, 31), id="this year"),
        pytest.param("年底前", SPRING_2021, date(2021, 12, 31), id="end of the year"),
        pytest.param("9月前", SPRING_2021, date(2021, 8, 31), id="before a month"),
        pytest.param("8.12前", SPRING_2021, date(2021, 8, 12), id="month and day with a dot"),
        pytest.param("今天下班前", SPRING_2021, date(2021, 1, 12), id="today"),
        pytest.param("明天中午12点前", SPRING_2021, date(2021, 1, 13), id="tomorrow"),
        pytest.param("下周三前", SPRING_2021, date(2021, 1, 20), id="next Wednesday"),
        pytest.param("元月二十日前", SPRING_2021, date(2021, 1, 20), id="first month by name"),
    ],
)
def test_a_missing_year_is_inferred(text: str, context: Context, on: date) -> None:
    moment = _only(text, context)
    assert (moment.on, moment.basis) == (on, Basis.INFERRED_YEAR)


@pytest.mark.parametrize(
    ("text", "on"),
    [
        pytest.param("2021年春节前", date(2021, 2, 11), id="S0-25"),
        pytest.param("春节前", date(2021, 2, 11), id="year from the notice"),
        pytest.param("节前", date(2021, 2, 11), id="the campaign's own festival"),
        pytest.param("“八一”前", date(2021, 8, 1), id="quoted"),
        pytest.param("建军节前", date(2021, 8, 1), id="by another name"),
        pytest.param("小年（腊月二十三）前", date(2021, 2, 4), id="lunar day in brackets"),
        pytest.param("元宵节后三天内", date(2021, 3, 1), id="after the lantern festival"),
        pytest.param("腊月二十三前", date(2021, 2, 4), id="twelfth month"),
        pytest.param("正月十五前", date(2021, 2, 26), id="lantern festival"),
        pytest.param("农历正月二十前", date(2021, 3, 3), id="said to be lunar"),
        pytest.param("春节后10日内", date(2021, 2, 22), id="days after"),
    ],
)
def test_a_festival_names_a_day(text: str, on: date) -> None:
    moment = _only(text)
    assert (moment.on, moment.basis) == (on, Basis.FESTIVAL)


@pytest.mark.parametrize(
    ("text", "rule", "on"),
    [
        ("每年3月底前", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1", date(2021, 3, 31)),
        ("每年1月15日前", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=15", date(2021, 1, 15)),
        ("每年6月底、12月底前", "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1", date(2021, 6, 30)),
        ("每月5日前", "FREQ=MONTHLY;BYMONTHDAY=5", date(2021, 2, 5)),
        ("每季度末前", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", date(2021, 3, 31)),
        ("每季度首月10日前", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10", date(2021, 4, 10)),
        ("每季度末月25日前", "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25", date(2021, 3, 25)),
        ("每季度结束后10日内", "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10", date(2021, 4, 10)),
        ("每周五前", "FREQ=WEEKLY;BYDAY=FR", date(2021, 1, 15)),
        ("每月的25号之前", "FREQ=MONTHLY;BYMONTHDAY=25", date(2021, 1, 25)),
        ("每日17时前", "FREQ=DAILY", date(2021, 1, 12)),
        ("每天下班前", "FREQ=DAILY", date(2021, 1, 12)),
        ("每年“八一”前", "FREQ=YEARLY", date(2021, 8, 1)),
    ],
)
def test_what_recurs_has_a_rule_and_a_next_day(text: str, rule: str, on: date) -> None:
    moment = _only(text)
    assert (moment.recurs, moment.on, moment.basis) == (rule, on, Basis.RECURRING)


def test_working_days_after_receipt_name_no_day() -> None:
    assert _only("收到通知后5个工作日内").on is None


def test_days_from_the_date_of_the_notice_can_be_counted() -> None:
    assert _only("自印发之日起10日内").on == date(2021, 1, 22)


@pytest.mark.parametrize("text", ["2月30日前", "13月1日前", "0月5日", "2023年2月29日前"])
def test_a_day_that_does_not_exist_is_no_day(text: str) -> None:
    assert dates.find(text, SPRING_2021) == []


def test_a_range_has_two_ends_and_the_second_may_be_a_bare_day() -> None:
    first, second = dates.find("7月20日至31日", SPRING_2021)
    assert (first.on, first.opens_range) == (date(2021, 7, 20), True)
    assert (second.on, second.closes_range) == (date(2021, 7, 31), True)


def test_a_later_day_takes_the_year_stated_before_it() -> None:
    _, second = dates.find("2029年3月9日前报省军区；3月1日前报省双拥办", SPRING_2021)
    assert (second.on, second.basis) == (date(2029, 3, 1), Basis.INFERRED_YEAR)


def test_joined_days_are_bound_together() -> None:
    assert all(moment.is_bound for moment in dates.find("于2月5日、2月20日前", SPRING_2021))


def test_without_any_hint_the_year_stays_open() -> None:
    assert _only("2月5日前", Context()).on is None


@pytest.mark.parametrize("text", ["2020年7月份以来", "八一路小学", "三月间", "节俭", "十一个单位"])
def test_what_is_no_day_is_not_read_as_one(text: str) -> None:
    assert not [moment for moment in dates.find(text, SPRING_2021) if moment.is_bound]


@pytest.mark.parametrize("text", ["十一二点", "十二三点", "两两点", "二两点", "十十十点"])
def test_numerals_that_make_no_hour_are_none(text: str) -> None:
    assert hours.read(text) is None


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("8月5日17时前", "17:00"),
        ("8月5日下午5点前", "17:00"),
        ("8月5日下午五点半前", "17:30"),
        ("8月5日（星期五）16：30前", "16:30"),
        ("8月5日上午9时30分前", "09:30"),
        ("8月5日中午12点前", "12:00"),
        ("8月5日下午12:30前", "12:30"),
        ("8月5日晚8点前", "20:00"),
        ("8月5日24时前", "24:00"),
        ("截止时间为8月5日17:00", "17:00"),
        ("今天下午3点前", "15:00"),
        ("每周五十六时前", "16:00"),
        ("每日17时前", "17:00"),
        ("8月5日25时前", None),
        ("8月5日下班前", None),
        ("8月5日前", None),
    ],
)
def test_the_hour_beside_a_day_is_kept(text: str, at: str | None) -> None:
    moment = _only(text)
    assert (moment.at, moment.is_bound) == (at, True)


def test_what_binds_the_last_of_two_days_gives_both_its_hour() -> None:
    found = dates.find(fold("于2月5日、2月20日17时前"), SPRING_2021)
    assert [moment.at for moment in found] == ["17:00", "17:00"]
