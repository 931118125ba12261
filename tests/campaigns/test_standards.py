"""The standard of a duty, said as the offices say it."""

import pytest

from yushui.campaigns.standards import in_words


SAID = {
    "S4-29": (
        {"at_least": 1, "unit": "household", "mode": "home", "rank": "head"},
        ["至少1户", "方式：登门入户", "由主要负责同志带头"],
    ),
    "S2-21": (
        {"at_least": 1, "at_most": 2, "unit": "deed", "per": "unit"},
        ["每个单位1至2件"],
    ),
    "S4-24": (
        {"per": "person", "fen_each": 5000, "by": "card"},
        ["按人落实", "每人标准 50 元", "打卡发放"],
    ),
    "S4-27": ({"coverage": "all"}, ["应访尽访，全覆盖"]),
    "twice a year": ({"at_least": 2, "unit": "time", "per": "year"}, ["每年至少2次"]),
    "any of four ways": (
        {"modes": ["letter", "home", "meeting", "phone"]},
        ["方式：慰问信、登门入户、座谈、电话"],
    ),
    "things to bring": ({"items": ["couplets", "letter"]}, ["送春联、慰问信"]),
    "nothing measurable": ({}, []),
    "a key without words": ({"colour": "red"}, []),
}


@pytest.mark.parametrize(("standard", "words"), SAID.values(), ids=SAID)
def test_a_standard_in_words(standard, words):
    assert in_words(standard) == words
