"""Citizens' identity numbers, GB 11643-1999, and the fifteen digits before them.

No message repeats the number: it would end up in logs and error reports.
"""

import re
from datetime import date
from functools import lru_cache
from operator import mul
from typing import Literal, NamedTuple

from yushui.kernel.errors import RuleViolation
from yushui.kernel.identifiers.text import plain, refuse_lost_digits


Sex = Literal["男", "女"]

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ZEROS = ord("0") * sum(_WEIGHTS)  # what seventeen zeros sum up to as characters
_CHECK = "10X98765432"
# GB/T 2260 provinces; 81–83 residence permits of 港澳台, 9 of foreigners.
_PROVINCES = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|9[0-9]")
_WELL_FORMED = re.compile(rf"(?:{_PROVINCES.pattern})[0-9]{{15}}[0-9X]")
_CENTENARIANS = ("996", "997", "998", "999")  # of a fifteen-digit number: born in the 1800s
_LIKE_X = str.maketrans(dict.fromkeys("×✕✖ХхΧχ", "X"))


class IdCard(NamedTuple):
    number: str  # always eighteen characters, the letter in upper case
    born_on: date
    sex: Sex

    @property
    def division(self) -> str:
        """Six digits of the place that issued the number, which need not exist any more."""
        return self.number[:6]


def id_card(text: str, *, today: date) -> IdCard:
    """Read an identity number, or say in a sentence what is wrong with it."""
    number = text if _WELL_FORMED.fullmatch(text) else _formed(text)
    if number[17] != check_character(number):
        raise RuleViolation(_misread(number))
    born_on = _birth_date(number[6:14], today)
    return IdCard(number, born_on, "男" if number[16] in "13579" else "女")


def _formed(text: str) -> str:
    """The eighteen characters meant by a number that was not written as such."""
    number = plain(text)
    refuse_lost_digits(number, "身份证号")
    number = number.replace("-", "").upper().translate(_LIKE_X)
    if not number:
        raise RuleViolation("身份证号没有填写。")
    if "*" in number:
        raise RuleViolation("身份证号带有星号，是遮盖过的；请填写完整号码。")
    if len(number) == 15 and number.isascii() and number.isdecimal():
        number = _lengthened(number)
    _check_form(number)
    return number


def check_character(number: str) -> str:
    """The eighteenth character that belongs to the first seventeen."""
    total = sum(map(mul, number[:17].encode("ascii"), _WEIGHTS))
    return _CHECK[(total - _ZEROS) % 11]


def age_on(born_on: date, day: date) -> int:
    """Whole years; who was born on 29 February is a year older on 1 March."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def _lengthened(number: str) -> str:
    century = "18" if number[12:] in _CENTENARIANS else "19"
    longer = f"{number[:6]}{century}{number[6:]}"
    return longer + check_character(longer)


def _check_form(number: str) -> None:
    if len(number) != 18:
        raise RuleViolation(
            f"身份证号应为18位，现在是{len(number)}位；请对照证件补齐或删去多余的字符。"
        )
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise RuleViolation("身份证号前17位只能是数字，末位是数字或X；请对照证件改正。")
    if not _PROVINCES.match(number):
        raise RuleViolation(f"身份证号开头的“{number[:2]}”不是任何省份的代码；请对照证件改正。")


def _misread(number: str) -> str:
    if number.endswith("000"):
        return (
            "身份证号校验不通过，末尾的000像是表格软件按数字保存时丢了后三位；"
            "请把这一列设为“文本”格式，再照证件重新填写。"
        )
    return "身份证号校验不通过，至少有一位写错；请逐位对照证件改正。"


@lru_cache(maxsize=65536)  # a roster of any size has no more days in it
def _birth_date(digits: str, today: date) -> date:
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    try:
        born_on = date(year, month, day)
    except ValueError:
        raise RuleViolation(
            f"身份证号中的出生日期{year}年{month}月{day}日不存在；请对照证件改正。"
        ) from None
    if born_on > today or year < 1850:
        raise RuleViolation(f"身份证号中的出生年份{year}年不合情理；请对照证件改正。")
    return born_on
