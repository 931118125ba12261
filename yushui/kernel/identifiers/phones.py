"""Telephone numbers as people leave them: mobile, landline, extension, several in one cell."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from yushui.kernel.errors import RuleViolation
from yushui.kernel.identifiers.text import plain, refuse_lost_digits


class Line(StrEnum):
    MOBILE = "手机"
    LANDLINE = "座机"
    SERVICE = "热线"


_COUNTRY = r"(?:(?:\+|00)86[ -]*)?"
_NUMBER = re.compile(
    rf"(?<![\d*]){_COUNTRY}(?:"
    r"(?P<mobile>1[3-9]\d[ -]?\d{4}[ -]?\d{4})"
    r"|(?P<service>[48]00[ -]?(?:\d{3}[ -]?\d{4}|\d{4}[ -]?\d{3})|12\d{3}|9[56]\d{3,4})"
    r"|(?:\(?(?P<area>010|02\d|0[3-9]\d{2})\)?[ -]*)?(?P<local>[1-9]\d{2,3}[ -]?\d{4})"
    r"(?: *(?:-|转|分机|ext\.?) *(?P<extension>\d{1,5}))?"
    r")(?![\d*])",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[\s、,;/|或和及.。()]+|(?:联系)?(?:电话|手机|座机)号?码?:?")
_MASKED = re.compile(r"\d\*+\d|\*{3,}")


@dataclass(frozen=True, slots=True)
class Phone:
    line: Line
    number: str
    area: str = ""  # a local number is often left without one (S4)
    extension: str = ""

    def __str__(self) -> str:
        return "-".join(part for part in (self.area, self.number, self.extension) if part)


def phones(text: str) -> tuple[Phone, ...]:
    """Every number in a cell, in order; an empty cell has none."""
    squeezed = plain(text)
    refuse_lost_digits(squeezed, "电话号码")
    if _MASKED.search(squeezed):
        raise RuleViolation("电话号码带有星号，是遮盖过的；请填写完整号码。")
    spaced = _spaced(text)
    found = tuple(_phone(match) for match in _NUMBER.finditer(spaced))
    left_over = _BETWEEN.sub("", _NUMBER.sub("", spaced))
    if left_over:
        raise RuleViolation(
            f"电话号码中的“{_hidden(left_over)}”看不懂；手机应为11位，座机为区号加7至8位，"
            "几个号码之间用顿号隔开。"
        )
    return found


def phone(text: str) -> Phone:
    """The one number of a cell that must hold exactly one."""
    found = phones(text)
    if not found:
        raise RuleViolation("电话号码没有填写。")
    if len(found) > 1:
        raise RuleViolation(f"这里只能填一个电话号码，现在有{len(found)}个。")
    return found[0]


def _phone(match: re.Match[str]) -> Phone:
    if match["mobile"]:
        return Phone(Line.MOBILE, _digits(match["mobile"]))
    if match["service"]:
        return Phone(Line.SERVICE, _digits(match["service"]))
    return Phone(
        Line.LANDLINE, _digits(match["local"]), match["area"] or "", match["extension"] or ""
    )


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _spaced(text: str) -> str:
    """Like `plain`, but spaces stay: they part numbers and groups of digits."""
    half = unicodedata.normalize("NFKC", text).strip("'’‘`")
    return re.sub(r"[\u2010-\u2015\u2212]+", "-", re.sub(r"[^\S\n]+", " ", half))


def _hidden(text: str) -> str:
    """What could not be read, without repeating a number in full."""
    return text if len(text) <= 4 else f"{text[:3]}…"
