"""Telephone numbers as they stand in rosters."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yushui.kernel.errors import RuleViolation
from yushui.kernel.identifiers import Line, phone, phones


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("13800000000", ["13800000000"]),
        ("138 0000 0000", ["13800000000"]),
        ("138-0000-0000", ["13800000000"]),
        ("+86 13800000000", ["13800000000"]),
        ("008613800000000", ["13800000000"]),
        ("１３８００００００００", ["13800000000"]),
        ("'13800000000", ["13800000000"]),
        ("0351-8000000", ["0351-8000000"]),
        ("0351—8000000", ["0351-8000000"]),
        ("(0351)8000000", ["0351-8000000"]),
        ("（0351）800 0000", ["0351-8000000"]),
        ("03518000000", ["0351-8000000"]),
        ("01080000000", ["010-80000000"]),
        ("80000000", ["80000000"]),  # S4: without its area code
        ("8000000", ["8000000"]),
        ("010-80000000-801", ["010-80000000-801"]),
        ("010-80000000转801", ["010-80000000-801"]),
        ("80000000 转 8", ["80000000-8"]),
        ("400-100-2000", ["4001002000"]),
        ("12345", ["12345"]),
        ("13800000000、13900000000", ["13800000000", "13900000000"]),
        ("13800000000 13900000000", ["13800000000", "13900000000"]),
        ("13800000000；0351-8000000", ["13800000000", "0351-8000000"]),
        ("13800000000/\n8000000，", ["13800000000", "8000000"]),
        ("手机：13800000000", ["13800000000"]),
    ],
)
def test_numbers_are_found_in_a_cell(text, found):
    assert [str(number) for number in phones(text)] == found


def test_a_number_knows_what_it_is():
    mobile, landline, hotline = phones("13800000000、0351-8000000转12、4001002000")
    assert [mobile.line, landline.line, hotline.line] == [Line.MOBILE, Line.LANDLINE, Line.SERVICE]
    assert (landline.area, landline.number, landline.extension) == ("0351", "8000000", "12")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1380000000", "看不懂"),
        ("138000000000", "看不懂"),
        ("12800000000", "看不懂"),
        ("没有", "“没有”看不懂"),
        ("13800000000（妻子）", "“妻子”看不懂"),
        ("138****0000", "遮盖过"),
        ("1.38E+10", "后几位已经丢失"),
    ],
)
def test_what_is_no_number_is_refused_with_its_reason(text, why):
    with pytest.raises(RuleViolation, match=why):
        phones(text)


def test_a_cell_for_one_number_takes_exactly_one():
    assert str(phone("13800000000")) == "13800000000"
    with pytest.raises(RuleViolation, match="没有填写"):
        phone(" ")
    with pytest.raises(RuleViolation, match="现在有2个"):
        phone("13800000000、13900000000")


@settings(deadline=None)
@given(st.lists(st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)), st.sampled_from("、,；/ "))
def test_any_number_of_mobiles_parts_again(numbers, between):
    assert [found.number for found in phones(between.join(numbers))] == numbers
