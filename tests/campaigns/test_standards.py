"""The standard of a duty, said as the offices say it."""

from itertools import product

import pytest

from yushui.campaigns import labels, recurring
from yushui.campaigns.standards import COUNTED, PER, in_words


SAID = {
    "S4-29": (
        {"at_least": 1, "unit": "household", "mode": "home", "rank": "head"},
        ["主要负责同志至少走访 1 户", "方式：登门入户"],
    ),
    "S2-21": (
        {"at_least": 1, "at_most": 2, "unit": "deed", "per": "unit"},
        ["每个单位 1 至 2 件"],
    ),
    "S4-24": ({"per": "person", "fen_each": 5000, "by": "card"}, ["每人 50 元", "打卡发放"]),
    "S4-27": ({"coverage": "all"}, ["全覆盖"]),
    "S0-41": ({"at_least": 2, "unit": "time", "per": "year"}, ["每年至少 2 次"]),
    "S0-26": ({"coverage": "all", "at_least": 1, "unit": "time"}, ["全覆盖", "至少 1 次"]),
    "S0-28": (
        {"merit": "first", "rank": "leader", "military_rank": "leader"},
        ["荣立一等功", "由地方负责同志、部队负责同志送达"],
    ),
    "S0-43": (
        {"events": ["misfortune", "illness"], "within_days": 3, "mode": "home"},
        ["3 日内", "方式：登门入户", "遇有：重大变故、重大疾病"],
    ),
    "any of four ways": (
        {"modes": ["letter", "home", "meeting", "phone"]},
        ["方式：慰问信、登门入户、座谈、电话"],
    ),
    "things to bring": ({"items": ["couplets", "cash"]}, ["送春联、慰问金"]),
    "handed in again and again": (
        {"deliverables": ["report"], "recurs": "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25"},
        ["报送专题报告", "每季度末月25日前报送"],
    ),
    "old people": ({"age_at_least": 80, "per": "person"}, ["年满 80 周岁", "逐人落实"]),
    "led by somebody, nothing counted": ({"rank": "head"}, ["由主要负责同志带头"]),
    "nothing measurable": ({}, []),
    "a key without words": ({"colour": "red"}, []),
}


@pytest.mark.parametrize(("standard", "words"), SAID.values(), ids=SAID)
def test_a_standard_in_words(standard, words):
    assert in_words(standard) == words


COUNTS = [
    ({"per": "household", "at_least": 1, "unit": "time"}, "每户至少 1 次"),
    ({"per": "person", "at_least": 1, "unit": "time"}, "每人至少 1 次"),
    ({"per": "person", "at_least": 2, "unit": "household"}, "每人至少走访 2 户"),
    (
        {"per": "person", "at_least": 5, "unit": "household", "rank": "head"},
        "主要负责同志每人至少走访 5 户",
    ),
    (
        {"per": "quarter", "at_least": 1, "unit": "household", "rank": "deputy"},
        "分管负责同志每季度至少走访 1 户",
    ),
    (
        {"per": "unit", "at_least": 1, "unit": "household", "rank": "head"},
        "每个单位主要负责同志至少走访 1 户",
    ),
    (
        {"at_least": 3, "at_most": 5, "unit": "household", "rank": "head"},
        "主要负责同志走访 3 至 5 户",
    ),
    ({"per": "household", "at_least": 6, "unit": "household"}, "至少走访 6 户"),
    ({"at_least": 3, "at_most": 5, "unit": "household"}, "走访 3 至 5 户"),
    ({"per": "quarter", "at_least": 1, "unit": "time"}, "每季度至少 1 次"),
    ({"per": "month", "at_least": 1, "unit": "time"}, "每月至少 1 次"),
    ({"per": "half_year", "at_least": 1, "unit": "time"}, "每半年至少 1 次"),
    ({"per": "year", "at_least": 1, "at_most": 2, "unit": "deed"}, "每年 1 至 2 件"),
    ({"per": "year", "at_least": 3, "unit": "item"}, "每年至少 3 个"),
    ({"at_most": 2, "unit": "event"}, "至多 2 场"),
    ({"at_least": 2}, "至少 2 次"),
    ({"per": "household"}, "逐户落实"),
    ({"per": "person"}, "逐人落实"),
    ({"per": "unit"}, "各单位分别落实"),
    ({"per": "quarter"}, "每季度开展"),
    ({"per": "half_year"}, "每半年开展"),
]


@pytest.mark.parametrize(("standard", "words"), COUNTS, ids=[words for _, words in COUNTS])
def test_how_many_and_how_often(standard, words):
    assert in_words(standard)[0] == words


AMOUNTS = [
    ({"per": "household", "fen_each": 20000}, ["每户 200 元"]),
    ({"per": "person", "fen_each": 5000}, ["每人 50 元"]),
    ({"per": "person", "fen_each": 5050}, ["每人 50.50 元"]),
    ({"per": "unit", "fen_each": 100000000}, ["每个单位 1,000,000 元"]),
    ({"per": "year", "fen_each": 60000}, ["每年 600 元"]),
    ({"fen_each": 300000}, ["标准 3,000 元"]),
    ({"per": "household", "fen_each": 20000, "fen_each_at_most": 50000}, ["每户 200 至 500 元"]),
    ({"per": "household", "fen_each": 50000, "bound": "at_least"}, ["每户不低于 500 元"]),
    ({"per": "person", "fen_each": 50050, "bound": "at_most"}, ["每人不超过 500.50 元"]),
    ({"per": "household", "fen_each": 50000, "bound": "exactly"}, ["每户 500 元"]),
    ({"fen_each": 50000, "bound": "at_least"}, ["标准不低于 500 元"]),
    ({"per": "household", "fen_each_at_most": 30000}, ["每户不超过 300 元"]),
    (
        {"per": "household", "at_least": 1, "unit": "time", "fen_each": 20000},
        ["每户至少 1 次", "每户 200 元"],
    ),
    (
        {"per": "year", "at_least": 2, "unit": "time", "fen_each": 20000},
        ["每年至少 2 次", "标准 200 元"],
    ),
]


@pytest.mark.parametrize(
    ("standard", "words"), AMOUNTS, ids=["、".join(said) for _, said in AMOUNTS]
)
def test_how_much_and_for_whom(standard, words):
    assert in_words(standard) == words


CHOICES = {
    "per": [None, *PER],
    "unit": [None, *COUNTED],
    "at_least": [None, 1],
    "at_most": [None, 3],
    "rank": [None, "head", "staff"],
    "fen_each": [None, 5000],
    "bound": [None, "at_least"],
    "coverage": [None, "all"],
}


def test_every_combination_reads_as_a_phrase():
    for values in product(*CHOICES.values()):
        standard = {key: value for key, value in zip(CHOICES, values, strict=True) if value}
        said = in_words(standard)
        assert all(said), standard
        assert len(said) == len(set(said)), standard
        for phrase in said:
            assert phrase == " ".join(phrase.split()), (standard, phrase)
            assert phrase.count("每") <= 1, (standard, phrase)


RULES = {
    "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1": "每年3月底前",  # S0-56
    "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=10": "每年12月10日前",
    "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1": "每季度末前",
    "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25": "每季度末月25日前",
    "FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10": "每季度首月10日前",
    "FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1": "每半年末前",
    "FREQ=YEARLY;BYMONTH=1,8;BYMONTHDAY=5": "每年1月5日前、8月5日前",
    "FREQ=YEARLY": "每年",
    "FREQ=MONTHLY;BYMONTHDAY=28": "每月28日前",
    "FREQ=MONTHLY;BYMONTHDAY=-1": "每月底前",
    "FREQ=WEEKLY;BYDAY=TH": "每周四前",
    "FREQ=WEEKLY": "每周",
    "FREQ=HOURLY": "",
    "": "",
}


@pytest.mark.parametrize(("rule", "words"), RULES.items(), ids=RULES)
def test_a_recurrence_in_words(rule, words):
    assert recurring.in_words(rule) == words


TITLES = {
    ("leader_visit", "head"): "主要领导带头走访",
    ("leader_visit", "deputy"): "分管领导带头走访",
    ("leader_visit", "leader"): "领导带头走访",
    ("merit_delivery", "head"): "送立功喜报",
}


@pytest.mark.parametrize(("duty", "title"), TITLES.items(), ids=TITLES.values())
def test_duties_of_two_ranks_are_called_apart(duty, title):  # S4-29
    kind, rank = duty
    assert labels.titled(kind, {"rank": rank}) == title
