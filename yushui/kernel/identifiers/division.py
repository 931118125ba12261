"""Twelve-digit division codes: province 2, city 4, county 6, township 9, village 12 digits.

Levels are not contiguous. A town of 东莞 sits directly under the city (441900 003 000), so the
level is that of the last group that is not zero, and the parent is found the same way.
"""

import re
from dataclasses import dataclass
from enum import IntEnum

from yushui.kernel.errors import RuleViolation
from yushui.kernel.identifiers.text import masked_runs, plain, refuse_lost_digits


class Level(IntEnum):
    PROVINCE = 1
    CITY = 2
    COUNTY = 3
    TOWNSHIP = 4
    VILLAGE = 5


_LENGTHS = {
    Level.PROVINCE: 2,
    Level.CITY: 4,
    Level.COUNTY: 6,
    Level.TOWNSHIP: 9,
    Level.VILLAGE: 12,
}


@dataclass(frozen=True, slots=True)
class DivisionCode:
    code: str  # always twelve digits

    @property
    def level(self) -> Level:
        shortest = self.code.rstrip("0")
        return next(level for level, length in _LENGTHS.items() if len(shortest) <= length)

    @property
    def prefix(self) -> str:
        """The digits that every code within this division begins with."""
        return self.code[: _LENGTHS[self.level]]

    @property
    def parent(self) -> "DivisionCode | None":
        if self.level == Level.PROVINCE:
            return None
        above = _LENGTHS[Level(self.level - 1)]
        return DivisionCode(self.code[:above].ljust(12, "0"))

    def contains(self, other: "DivisionCode") -> bool:
        """Whether `other` is this division or lies within it."""
        return other.code.startswith(self.prefix)


def division_code(text: str) -> DivisionCode:
    """Read a code of 2, 4, 6, 9 or 12 digits; a numeric cell's ".0" is forgiven."""
    digits = re.sub(r"\.0+$", "", plain(text))
    refuse_lost_digits(digits, "行政区划代码")
    if not digits:
        raise RuleViolation("行政区划代码没有填写。")
    if not re.fullmatch(r"[0-9]+", digits):
        shown = masked_runs(digits)[:20]
        raise RuleViolation(f"行政区划代码“{shown}”含有数字以外的字符；请填写12位数字。")
    if len(digits) not in _LENGTHS.values():
        raise RuleViolation(
            f"行政区划代码应为12位数字，现在是{len(digits)}位；也可以只写前2、4、6或9位。"
        )
    if digits.startswith("00"):
        raise RuleViolation(
            f"行政区划代码“{masked_runs(digits)}”没有省级代码，不能以00开头；请核对。"
        )
    return DivisionCode(digits.ljust(12, "0"))
