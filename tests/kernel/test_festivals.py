"""Festivals and the phrases that point at them."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lunar_python import Lunar, Solar

from yushui.kernel import festivals
from yushui.kernel.errors import RuleViolation


TABLE = range(festivals.FIRST_YEAR, festivals.LAST_YEAR + 1)


def test_the_table_covers_every_year_from_2015_to_2035():
    assert list(TABLE) == list(range(2015, 2036))
    assert all(festivals.spring_festival(year).year == year for year in TABLE)


def test_lunar_python_agrees_with_the_table_in_every_year():
    differing = {
        year: computed
        for year in TABLE
        if (computed := Lunar.fromYmd(year, 1, 1).getSolar().toYmd())
        != festivals.spring_festival(year).isoformat()
    }
    assert differing == {}


def test_lunar_python_agrees_with_the_table_of_qingming():
    for year in TABLE:
        day = festivals.festival("清明节", year)
        assert Solar.fromYmd(day.year, day.month, day.day).getLunar().getJieQi() == "清明"


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("元旦", "2026-01-01"),
        ("除夕", "2026-02-16"),
        ("春节", "2026-02-17"),
        ("元宵节", "2026-03-03"),
        ("清明", "2026-04-05"),
        ("七一", "2026-07-01"),
        ("建军节", "2026-08-01"),
        ("“八一”建军节", "2026-08-01"),
        ("烈士纪念日", "2026-09-30"),
        ("国庆节", "2026-10-01"),
        ("端午节", "2026-06-19"),
        ("中秋节", "2026-09-25"),
        ("重阳节", "2026-10-18"),
    ],
)
def test_a_festival_is_found_by_its_usual_names(name, day):
    assert festivals.festival(name, 2026) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("phrase", "year", "day"),
    [
        ("2021年春节前", 2020, "2021-02-11"),  # S0-25
        ("春节前", 2021, "2021-02-11"),
        ("春节之前", 2026, "2026-02-16"),
        ("春节来临前", 2026, "2026-02-16"),
        ("春节前夕", 2026, "2026-02-16"),
        ("明年春节前", 2025, "2026-02-16"),
        ("春节前一周", 2026, "2026-02-10"),
        ("春节前10天", 2026, "2026-02-07"),
        ("春节后十五日内", 2026, "2026-03-04"),
        ("除夕前", 2026, "2026-02-16"),
        ("腊月二十三", 2021, "2021-02-04"),
        ("农历腊月廿三前", 2021, "2021-02-04"),
        ("小年前", 2025, "2025-01-22"),
        ("腊月底前", 2025, "2025-01-28"),
        ("腊月三十前", 2025, "2025-01-28"),  # that 腊月 has 29 days
        ("腊八节", 2023, "2022-12-30"),
        ("正月十五前", 2021, "2021-02-26"),
        ("元宵节前", 2021, "2021-02-26"),
        ("农历正月二十前", 2021, "2021-03-03"),
        ("正月初六", 2021, "2021-02-17"),
        ("大年初六前", 2021, "2021-02-17"),
        ("正月底前", 2021, "2021-03-12"),
        ("农历八月十五前", 2021, "2021-09-21"),
        ("八一前", 2025, "2025-08-01"),
        ("“八一”前", 2025, "2025-08-01"),
        ("八一建军节前夕", 2025, "2025-07-31"),
        ("国庆节前", 2025, "2025-10-01"),
        ("清明节前", 2025, "2025-04-04"),
        (" 七 一 前", 2025, "2025-07-01"),
    ],
)
def test_a_phrase_names_its_last_day(phrase, year, day):
    assert festivals.resolve(phrase, year) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "phrase", ["", "前", "近期", "八月十五前", "春节后", "节前", "7月25日前", "年底前"]
)
def test_what_names_no_festival_is_left_to_others(phrase):
    assert festivals.resolve(phrase, 2026) is None


@pytest.mark.parametrize("year", [2014, 2036])
def test_a_year_outside_the_table_is_refused_in_words(year):
    with pytest.raises(RuleViolation, match=f"没有{year}年"):
        festivals.resolve("春节前", year)


def test_a_fixed_day_needs_no_table():
    assert festivals.resolve("八一前", 2049) == date(2049, 8, 1)


def test_a_lunar_day_that_does_not_exist_is_refused():
    with pytest.raises(RuleViolation, match="只有29天"):
        festivals.resolve("农历二月三十前", 2026)


def test_an_unknown_festival_is_refused_with_the_list():
    with pytest.raises(RuleViolation, match=r"不认识节日“感恩节”.*春节"):
        festivals.festival("感恩节", 2026)


@settings(deadline=None)
@given(st.text("农历正腊一二三十廿初底月日天周前后春节八小年除夕2021个内", max_size=12))
def test_whatever_is_read_gives_a_day_or_nothing_or_a_sentence(phrase):
    with suppress(RuleViolation):
        day = festivals.resolve(phrase, 2026)
        assert day is None or isinstance(day, date)
