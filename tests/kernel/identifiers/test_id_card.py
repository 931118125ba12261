"""Identity numbers, right and wrong. All of them are made up for these tests."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yushui.kernel.errors import RuleViolation
from yushui.kernel.identifiers import IdCard, age_on, check_character, id_card


TODAY = date(2026, 7, 25)
KNOWN = IdCard("11010519491231002X", date(1949, 12, 31), "女")  # domain rules §7


@pytest.mark.parametrize(
    "text",
    [
        "11010519491231002X",
        "11010519491231002x",
        " 110105 19491231 002X\n",
        "110105-19491231-002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "'11010519491231002X",
        "11010519491231002×",
        "11010519491231002Х",  # Cyrillic
        "\ufeff11010519491231\u200b002X",
        "110105491231002",  # fifteen digits, as before 2000
    ],
)
def test_a_number_is_read_however_it_was_typed(text):
    assert id_card(text, today=TODAY) == KNOWN


def test_a_centenarian_of_fifteen_digits_was_born_in_the_eighteen_hundreds():
    assert id_card("110105991231996", today=TODAY).born_on == date(1899, 12, 31)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "没有填写"),
        (" ", "没有填写"),
        ("4.40981E+17", "后几位已经丢失.*“文本”格式"),
        ("1.10105194912310E+17", "后几位已经丢失"),
        ("110105194912310016.0", "后几位已经丢失"),
        ("110101********002X", "遮盖过"),
        ("1101051949123100", "应为18位，现在是16位"),
        ("11010519491231002XX", "现在是19位"),
        ("11010519491231X02X", "前17位只能是数字"),
        ("1101051949123100O1", "前17位只能是数字"),
        ("99A105194912310021", "前17位只能是数字"),
        ("01010519491231002X", "“01”不是任何省份的代码"),
        ("110105194912310021", "至少有一位写错"),
        ("110105194912310000", "丢了后三位"),
        ("无", "应为18位"),
    ],
)
def test_a_wrong_number_is_refused_with_its_reason(text, why):
    with pytest.raises(RuleViolation, match=why):
        id_card(text, today=TODAY)


@pytest.mark.parametrize(
    ("first", "why"),
    [
        ("11010519490231002", "1949年2月31日不存在"),
        ("11010519491331002", "1949年13月31日不存在"),
        ("11010519000229002", "1900年2月29日不存在"),
        ("11010520260726002", "2026年不合情理"),
        ("11010518000101002", "1800年不合情理"),
    ],
)
def test_a_birth_date_that_cannot_be_is_refused(first, why):
    with pytest.raises(RuleViolation, match=why):
        id_card(first + check_character(first), today=TODAY)


def test_a_refusal_never_repeats_the_number():
    for wrong in ("110105194912310021", "1101051949123100", "11010519491231X02X"):
        with pytest.raises(RuleViolation) as refused:
            id_card(wrong, today=TODAY)
        assert wrong[6:14] not in refused.value.message


births = st.dates(date(1900, 1, 1), TODAY)


@settings(deadline=None)
@given(births, st.integers(0, 999))
def test_every_well_formed_number_is_read_back(born_on, serial):
    first = f"140724{born_on:%Y%m%d}{serial:03}"
    card = id_card(first + check_character(first), today=TODAY)
    assert (card.born_on, card.division) == (born_on, "140724")
    assert card.sex == ("男" if serial % 2 else "女")


@settings(deadline=None)
@given(births, st.integers(0, 999), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(born_on, serial, position, shift):
    first = f"140724{born_on:%Y%m%d}{serial:03}"
    number = first + check_character(first)
    digit = (int(number[position]) + shift) % 10
    with pytest.raises(RuleViolation):
        id_card(f"{number[:position]}{digit}{number[position + 1 :]}", today=TODAY)


@pytest.mark.parametrize(
    ("day", "age"), [("2026-07-24", 79), ("2026-07-25", 80), ("2027-07-24", 80)]
)
def test_age_changes_on_the_birthday(day, age):
    assert age_on(date(1946, 7, 25), date.fromisoformat(day)) == age


def test_a_leap_day_is_celebrated_on_the_first_of_march():
    assert age_on(date(1944, 2, 29), date(2026, 2, 28)) == 81
    assert age_on(date(1944, 2, 29), date(2026, 3, 1)) == 82
