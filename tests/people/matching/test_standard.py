"""Cells of any list, made comparable; what cannot be read is not said."""

from datetime import date

import pytest

from yushui.people.matching.places import place
from yushui.people.matching.standard import birth_of, id_number, phones, record


pytestmark = pytest.mark.once

TRUE = "11010519491231002X"  # the example of GB 11643


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (TRUE, (TRUE, True, "")),
        ("11010519491231002x", (TRUE, True, "")),
        ("110105 19491231 002X'", (TRUE, True, "")),
        ("１１０１０５１９４９１２３１００２Ｘ", (TRUE, True, "")),
        ("110105491231002", (TRUE, True, "")),
        ("110105194912310021", ("110105194912310021", False, "")),
        ("1101051949123102X", ("1101051949123102X", False, "")),
        (110105194912310020.0, ("", False, "110105194912310")),
        ("110105194912310000", ("", False, "110105194912310")),
        ("1.10105194912310E+17", ("", False, "110105194912310")),
        ("1.10105E+17", ("", False, "")),
        ("无", ("", False, "")),
        ("", ("", False, "")),
    ],
)
def test_an_identity_number_gives_what_is_left_of_it(written, read):
    assert id_number(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1956-07-18", "19560718"),
        ("1956.7.18", "19560718"),
        ("19560718", "19560718"),
        ("1956年7月18日", "19560718"),
        ("56-7-18", "19560718"),
        (date(1956, 7, 18), "19560718"),
        ("1956年7月", "19560700"),
        ("1956.07", "19560700"),
        ("195607", "19560700"),
        ("1956", "19560000"),
        ("1956年", "19560000"),
        ("1956-13", ""),
        ("不详", ""),
        ("", ""),
    ],
)
def test_a_birth_date_is_as_exact_as_it_was_written(written, read):
    assert birth_of(written) == read


def test_two_telephones_may_stand_in_a_cell():
    assert phones("13900001234、0471-4812345") == ("13900001234", "4812345")
    assert phones("13900001234/13900001234") == ("13900001234", "")
    assert phones("+86 139 0000 1234") == ("13900001234", "")
    assert phones("无") == ("", "")


@pytest.mark.parametrize(
    ("address", "levels"),
    [
        ("江北省临川市白鹿县柳林镇张家村3组12号", ("白鹿", "柳林", "张家", "3-12")),
        ("柳林镇张家村委会5号", ("", "柳林", "张家", "5")),
        ("张家村3组", ("", "", "张家", "")),
        ("临川市幸福街道和平社区3-2-501", ("临川", "幸福", "和平", "3-2-501")),
        ("北山自治区乌河盟丰镇市浩饶乡巴音嘎查", ("丰镇", "浩饶", "巴音", "")),
        ("", ("", "", "", "")),
        ("不详", ("", "", "", "")),
    ],
)
def test_an_address_is_taken_apart(address, levels):
    assert place("", "", "", address) == levels


def test_columns_say_more_than_the_address():
    assert place("白鹿县", "柳林", "张家村委会", "石桥镇别处村2号") == ("白鹿", "柳林", "张家", "2")


def test_a_true_number_says_birth_and_sex_where_nothing_else_does():
    made = record({"name": "王琪", "id_number": TRUE})
    assert (made.birth, made.birth_2, made.sex) == ("19491231", "", "2")


def test_a_true_number_and_a_column_that_contradict_are_both_kept():
    made = record({"name": "王琪", "id_number": TRUE, "birth_on": "1950-01-01", "sex": "男"})
    assert (made.birth, made.birth_2, made.sex) == ("19500101", "19491231", "1")


def test_a_number_completes_a_birth_date_it_agrees_with():
    assert record({"name": "王琪", "id_number": TRUE, "birth_on": "1949-12"}).birth == "19491231"


def test_a_wrong_number_does_not_outweigh_the_birth_date():
    made = record({"name": "王琪", "id_number": TRUE[:-1] + "1", "birth_on": "1950-01-01"})
    assert (made.birth, made.id_is_true) == ("19500101", 0)


def test_a_day_that_is_not_said_is_no_day():
    made = record({"name": "王琪", "birth_on": "1950-01"})
    assert (made.birth, made.birth_month, made.birth_year) == ("", "195001", "1950")


@pytest.mark.parametrize("value", [float("inf"), float("-inf"), float("nan"), "١١٠١٠٥٤٩١٢٣١٠٠٢"])
def test_a_cell_that_is_no_number_says_nothing(value):
    assert id_number(value) == ("", False, "")
    assert birth_of(value) == ""
