"""Numbers whose check digit only warns: credit codes of organisations, and bank cards.

Issued credit codes exist that fail GB 32100-2015's own check, and not every bank card follows
Luhn, so a wrong digit is worth a second look and never a reason to refuse.
"""

import re
from dataclasses import dataclass

from yushui.kernel.errors import RuleViolation
from yushui.kernel.identifiers.text import plain, refuse_lost_digits


_CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # no I, O, S, V, Z
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


@dataclass(frozen=True, slots=True)
class Checked:
    """A number as it is stored, and what to look at twice."""

    number: str
    warning: str | None = None


def credit_code(text: str) -> Checked:
    """Read a unified social credit code."""
    code = plain(text).replace("-", "").upper()
    refuse_lost_digits(code, "统一社会信用代码")
    if not code:
        raise RuleViolation("统一社会信用代码没有填写。")
    return Checked(code, _credit_warning(code))


def _credit_warning(code: str) -> str | None:
    if len(code) != 18:
        return f"统一社会信用代码一般为18位，现在是{len(code)}位；请核对证书。"
    if strangers := sorted(set(code) - set(_CREDIT_ALPHABET)):
        return f"统一社会信用代码一般不含“{'、'.join(strangers)}”；请核对是否把数字认作了字母。"
    values = [_CREDIT_ALPHABET.index(character) for character in code]
    total = sum(value * weight for value, weight in zip(values, _CREDIT_WEIGHTS, strict=False))
    if values[17] != -total % 31:
        return "统一社会信用代码校验不通过；少数已发代码也会如此，请核对证书。"
    return None


def bank_card(text: str) -> Checked:
    """Read a bank card or account number."""
    number = plain(text)
    refuse_lost_digits(number, "银行卡号")
    number = number.replace("-", "")
    if not number:
        raise RuleViolation("银行卡号没有填写。")
    if not re.fullmatch(r"[0-9]{12,30}", number):
        raise RuleViolation("银行卡号应为12至30位数字；请对照银行卡或存折改正。")
    if len(number) > 19:
        return Checked(number, f"银行卡号一般不超过19位，现在是{len(number)}位；请核对。")
    if not _passes_luhn(number):
        return Checked(number, "银行卡号校验不通过，可能有一位写错；请对照银行卡核对。")
    return Checked(number)


def _passes_luhn(number: str) -> bool:
    total = 0
    for position, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + position % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
