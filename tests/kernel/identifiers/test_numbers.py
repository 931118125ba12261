"""Credit codes and bank cards are doubted, not refused."""

import pytest

from yushui.kernel.errors import RuleViolation
from yushui.kernel.identifiers import bank_card, credit_code


@pytest.mark.parametrize("code", ["91512081MA62K0260E", "11320000MB151840XJ"])
def test_a_credit_code_that_verifies_raises_no_doubt(code):
    assert credit_code(f" {code.lower()} ").number == code
    assert credit_code(code).warning is None


@pytest.mark.parametrize(
    ("code", "doubt"),
    [
        ("91512081MA62K0260F", "校验不通过"),
        ("91512081MA62KO260E", "不含“O”"),
        ("91512081MA62K0260", "现在是17位"),
    ],
)
def test_a_doubtful_credit_code_is_kept_with_a_warning(code, doubt):
    assert credit_code(code).number == code
    assert doubt in credit_code(code).warning


@pytest.mark.parametrize(
    "text", ["4111 1111 1111 1111", "４１１１111111111111", "4111-1111-1111-1111"]
)
def test_a_bank_card_is_read_as_printed(text):
    assert bank_card(text).number == "4111111111111111"
    assert bank_card(text).warning is None


@pytest.mark.parametrize(
    ("number", "doubt"),
    [("4111111111111112", "校验不通过"), ("41111111111111111111", "一般不超过19位")],
)
def test_a_doubtful_bank_card_is_kept_with_a_warning(number, doubt):
    assert bank_card(number).number == number
    assert doubt in bank_card(number).warning


@pytest.mark.parametrize(
    ("read", "text", "why"),
    [
        (credit_code, "", "没有填写"),
        (credit_code, "9.15E+17", "后几位已经丢失"),
        (bank_card, "", "没有填写"),
        (bank_card, "6.22202E+18", "后几位已经丢失"),
        (bank_card, "622202", "12至30位数字"),
        (bank_card, "存折", "12至30位数字"),
    ],
)
def test_what_is_no_number_at_all_is_refused(read, text, why):
    with pytest.raises(RuleViolation, match=why):
        read(text)
