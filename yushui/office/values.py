"""What a cell holds, as the office meant it.

Readers hand cells over as the file stores them: numbers as floats, dates as dates where the cell
was formatted as one, everything else as text. Nothing is guessed while reading; these functions
are asked once it is known what a column should hold.
"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta


Value = str | int | float | bool | date | datetime | time | timedelta

# A spreadsheet keeps fifteen digits of a number; ID cards have eighteen, bank cards up to nineteen.
EXACT_BELOW = 10**15
SPREADSHEET_EPOCH = date(1899, 12, 30)
LAST_SERIAL = 73050  # 2099-12-31
FIRST_SERIAL = 367  # 1901-01-01; smaller numbers are more likely years or counts

# Soft hyphens, joiners and the marks of right-to-left writing, which come along when one copies.
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_EXPONENT = re.compile(r"\d(?:\.\d+)?[eE]\+\d+")
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_SOLID_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")


def text_of(value: Value | None) -> str:
    """Write a cell as a person would: whole numbers without a point, days as 2025-07-18."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return str(value).strip()


def visible(text: str) -> str:
    """The text as everybody sees it."""
    return text if text.isprintable() else _INVISIBLE.sub("", text)


def has_lost_digits(value: Value | None) -> bool:
    """Whether this number, or its printed form 4.40981E+17, can no longer be trusted as a code."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return abs(value) >= EXACT_BELOW
    return isinstance(value, str) and _EXPONENT.fullmatch(value.strip()) is not None


def day_of(value: Value | None) -> date | None:
    """Read a day in the forms the offices use, or return None.

    2025-07-18, 2025/7/18, 2025.7.18, 2025年7月18日, 20250718, full-width digits, a date cell, and
    the bare serial number that a date becomes when its cell loses the date format.
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, float) and value.is_integer() and FIRST_SERIAL <= value <= LAST_SERIAL:
        return SPREADSHEET_EPOCH + timedelta(days=int(value))
    text = unicodedata.normalize("NFKC", visible(text_of(value))).removesuffix(" 00:00:00")
    found = _DAY.fullmatch(text) or _SOLID_DAY.fullmatch(text)
    if not found:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


def column_letters(index: int) -> str:
    """Name a column as the spreadsheet does: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
