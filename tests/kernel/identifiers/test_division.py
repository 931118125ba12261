"""Division codes at all five levels, and where a level is missing."""

import pytest

from yushui.kernel.errors import RuleViolation
from yushui.kernel.identifiers import DivisionCode, Level, division_code


@pytest.mark.parametrize(
    ("text", "code", "level"),
    [
        ("14", "140000000000", Level.PROVINCE),
        ("1411", "141100000000", Level.CITY),
        ("141124", "141124000000", Level.COUNTY),
        ("141124100", "141124100000", Level.TOWNSHIP),
        ("141124100201", "141124100201", Level.VILLAGE),
        ("141124000000", "141124000000", Level.COUNTY),
        (" 141124 ", "141124000000", Level.COUNTY),
        ("１４１１２４", "141124000000", Level.COUNTY),
        ("141124100201.0", "141124100201", Level.VILLAGE),  # a numeric cell
        ("110101", "110101000000", Level.COUNTY),  # a district of 北京
        ("441900003", "441900003000", Level.TOWNSHIP),  # 东莞 has no counties
    ],
)
def test_a_code_is_padded_and_knows_its_level(text, code, level):
    assert division_code(text) == DivisionCode(code)
    assert division_code(text).level == level


@pytest.mark.parametrize(
    ("code", "above"),
    [
        ("141124100201", ["141124100000", "141124000000", "141100000000", "140000000000"]),
        ("441900003000", ["441900000000", "440000000000"]),
        ("419001000000", ["419000000000", "410000000000"]),
    ],
)
def test_parents_lead_to_the_province_across_missing_levels(code, above):
    found, parent = [], division_code(code).parent
    while parent:
        found.append(parent.code)
        parent = parent.parent
    assert found == above


def test_a_division_contains_itself_and_what_lies_within():
    city, town = division_code("441900"), division_code("441900003")
    assert city.prefix == "4419"
    assert city.contains(city)
    assert city.contains(town)
    assert not town.contains(city)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "没有填写"),
        ("1411241", "应为12位数字，现在是7位"),
        ("14112410020A", "含有数字以外的字符"),
        ("1.41124E+11", "后几位已经丢失"),
        ("000000000000", "不能以00开头"),
    ],
)
def test_a_wrong_code_is_refused_with_its_reason(text, why):
    with pytest.raises(RuleViolation, match=why):
        division_code(text)
