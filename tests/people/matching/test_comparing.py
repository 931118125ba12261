"""Whom the matcher takes for whom: a list of four hundred, one mistake at a time."""

import random
from datetime import date

import pytest

from yushui.demonstration import names as made_up
from yushui.kernel.identifiers import check_character
from yushui.people.matching import explaining
from yushui.people.matching.comparing import compare
from yushui.people.matching.deciding import Answer, Band
from yushui.people.matching.standard import record


pytestmark = pytest.mark.once

DAY = date(2026, 8, 1)


def person(rng: random.Random, **said: str) -> dict[str, str]:
    is_male = rng.random() < 0.6
    born_on = made_up.birth(rng, youngest=18, oldest=80, on=DAY)
    number = made_up.id_number(rng, division="990101", born_on=born_on, is_male=is_male)
    village = rng.randint(1, 40)
    return {
        "name": made_up.name(rng, is_male=is_male),
        "id_number": number,
        "birth_on": f"{born_on:%Y-%m-%d}",
        "sex": "男" if is_male else "女",
        "phone": made_up.phone(rng),
        "county": "白鹿县",
        "township": f"第{village % 5}镇",
        "village": f"第{village}村",
        **said,
    }


def number_after(number: str) -> str:
    """The number of whoever was born the same day at the same place, next in the queue."""
    seventeen = number[:14] + f"{(int(number[14:17]) + 2) % 1000:03}"
    return seventeen + check_character(seventeen)


def wrong_digit(number: str) -> str:
    return number[:16] + str((int(number[16]) + 2) % 10) + number[17]


def turned_digits(number: str) -> str:
    at = next(at for at in range(14, 17) if number[at] != number[at - 1])
    return number[: at - 1] + number[at] + number[at - 1] + number[at + 1 :]


DOOR = "幸福路1号"
KNOWN = [person(rng) for rng in [random.Random(7)] for _ in range(400)]
# Some of them are made to be mistaken for others; rows count from 1.
TWIN, ITS_TWIN_HAS_NO_NUMBER, FATHER, NAMESAKE, WRITTEN_TWICE = 51, 52, 61, 81, 91
KNOWN[TWIN - 1] |= {"name": "王建军", "address": DOOR}
KNOWN[ITS_TWIN_HAS_NO_NUMBER - 1] |= {"name": "赵志强", "address": DOOR}
KNOWN[FATHER - 1] |= {"name": "李大山", "birth_on": "1950-03-02", "id_number": ""}
KNOWN[NAMESAKE - 1] |= {"id_number": "", "phone": ""}
KNOWN += [KNOWN[NAMESAKE - 1] | {"birth_on": "1990-01-01"}, KNOWN[WRITTEN_TWICE - 1]]


def changed(row: int, **said: str) -> dict[str, str]:
    return KNOWN[row - 1] | said


def number_of(row: int) -> str:
    return KNOWN[row - 1]["id_number"]


# What comes in: the row itself, the band it should fall into, and who it is or may be.
CASES = {
    "the same row": (changed(12), Band.SAME, {12}),
    "no number": (changed(13, id_number=""), Band.SAME, {13}),
    "no number and no telephone": (changed(14, id_number="", phone=""), Band.SAME, {14}),
    "name and number alone": (
        {"name": KNOWN[14]["name"], "id_number": number_of(15)},
        Band.SAME,
        {15},
    ),
    "moved, with a new telephone": (
        changed(16, phone="13700009999", village="第99村", township="别镇"),
        Band.SAME,
        {16},
    ),
    "sex wrong, no number": (changed(17, sex="女", id_number=""), Band.SAME, {17}),
    "a wrong digit": (
        changed(18, id_number=wrong_digit(number_of(18)), birth_on=""),
        Band.SAME,
        {18},
    ),
    "two digits turned": (changed(19, id_number=turned_digits(number_of(19))), Band.SAME, {19}),
    "digits lost by a spreadsheet": (
        changed(20, id_number=number_of(20)[:15] + "000"),
        Band.SAME,
        {20},
    ),
    "somebody else": (person(random.Random(99)), Band.NEW, set()),
    "the other twin": (
        changed(TWIN, name="王建民", id_number=number_after(number_of(TWIN))),
        Band.NEW,
        set(),
    ),
    "the other twin, no number": (
        changed(ITS_TWIN_HAS_NO_NUMBER, name="赵志军", id_number=""),
        Band.ASK,
        {ITS_TWIN_HAS_NO_NUMBER},
    ),
    "a son": (changed(FATHER, name="李小山", birth_on="1976-08-09"), Band.NEW, set()),
    "the number of the row above": (
        changed(72, id_number=number_of(71), birth_on=""),
        Band.ASK,
        {71, 72},
    ),
    "two namesakes of one village": (
        changed(NAMESAKE, birth_on=""),
        Band.ASK,
        {NAMESAKE, 401},
    ),
    "somebody known twice": (changed(WRITTEN_TWICE), Band.SAME, {WRITTEN_TWICE}),
    "nothing at all": ({}, Band.NEW, set()),
}


@pytest.fixture(scope="module")
def answers() -> dict[str, Answer]:
    rows = [said for said, _, _ in CASES.values()]
    found = compare([record(one) for one in KNOWN], [record(one) for one in rows])
    return dict(zip(CASES, found, strict=True))


@pytest.mark.parametrize("case", CASES)
def test_each_row_falls_into_its_band(answers, case):
    _, band, expected = CASES[case]
    found = answers[case]
    assert (found.band, {one.known for one in found.candidates}) == (band, expected)


def test_what_is_asked_says_what_speaks_for_it_and_what_against(answers):
    told = explaining.why(answers["the other twin, no number"])
    assert told[0] == "需要核对：姓名差一个字，又没有身份证号可以核对"
    assert "出生日期相同" in told


def test_no_reason_repeats_a_number(answers):
    told = "".join(reason for one in answers.values() for reason in explaining.why(one))
    assert not any(one["id_number"] and one["id_number"] in told for one in KNOWN)


def test_the_order_of_the_rows_changes_nothing(answers):
    records = [record(said) for said, _, _ in CASES.values()]
    backward = compare([record(one) for one in KNOWN], records[::-1])[::-1]
    assert [one.known for one in backward] == [one.known for one in answers.values()]
    assert [one.band for one in backward] == [one.band for one in answers.values()]


def test_nobody_known_makes_everybody_new():
    assert [one.band for one in compare([], [record(KNOWN[0])])] == [Band.NEW]
    assert compare([record(KNOWN[0])], []) == []
