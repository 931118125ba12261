"""A row of any list as it is compared with rows of another.

Reading here is lenient: an importer refuses a number with a wrong digit, the matcher makes use of
the seventeen right ones. What cannot be read at all counts as not said.
"""

import math
import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from yushui.kernel.identifiers import check_character
from yushui.office.values import Value, day_of, has_lost_digits, text_of
from yushui.people.matching import names
from yushui.people.matching.places import place


EPOCH = date(1850, 1, 1)
WHOLE, PART = 18, 15  # digits of a number; and those a spreadsheet keeps

_FORMED = re.compile(r"[0-9]{17}[0-9X]")
_PHONE = re.compile(r"(?<!\d)(?:\+?86[ -]?)?(1[3-9]\d[ -]?\d{4}[ -]?\d{4})(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)(?:\(?0\d{2,3}\)?[ -]*)?([2-9]\d{6,7})(?!\d)")
_PARTIAL = re.compile(r"(\d{4})\s*[-/.年]?\s*(\d{1,2})?\s*月?\s*生?")
_YEAR_AND_MONTH = re.compile(r"(?:18|19|20)[0-9]{4}")
_SHORT_DAY = re.compile(r"(\d{2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_SEXES = {"男": "1", "男性": "1", "1": "1", "M": "1", "女": "2", "女性": "2", "2": "2", "F": "2"}


class Record(NamedTuple):
    """What of a row is compared. Empty text or None is not said.

    `birth` is year, month and day as digits, with 00 for what is not said, `birth_day` counts days
    since 1850; `birth_2` is what the number says otherwise. Of a number with lost digits only
    `id_part` is given.
    """

    name: str = ""
    surname: str = ""
    given: str = ""
    sound: str = ""
    shape: str = ""
    letters: str = ""
    id: str = ""
    id_is_true: int = 0
    id_letters: str = ""
    id_part: str = ""
    birth: str = ""
    birth_month: str = ""
    birth_year: str = ""
    birth_day: int | None = None
    birth_2: str = ""
    sex: str = ""
    phone: str = ""
    phone_2: str = ""
    county: str = ""
    township: str = ""
    village: str = ""
    door: str = ""
    enlisted: str = ""
    head: str = ""
    household: str = ""
    certificate: str = ""


def record(said: Mapping[str, Value]) -> Record:
    """Read the cells of a row, by the key of their column."""
    text = {key: _text(value) for key, value in said.items() if value != ""}
    say = text.get
    name = names.read(say("name", ""))
    number, is_true, part = id_number(said.get("id_number", ""))
    of_number = _birth_in(number or part) if number or part else ""
    birth = birth_of(said.get("birth_on", ""))
    if not birth or (is_true and birth.rstrip("0") == of_number[: len(birth.rstrip("0"))]):
        birth = of_number or birth
    first, second = phones(say("phone", ""), say("phone_2", ""))
    where = place(say("county", ""), say("township", ""), say("village", ""), say("address", ""))
    head = names.read(say("head_name", "")).text
    return Record(
        *name,
        number,
        int(is_true),
        "".join(sorted(number)),
        part or number[:PART],
        birth if not birth.endswith("00") else "",
        birth[:6] if birth[4:6] != "00" else "",
        birth[:4],
        _days(birth),
        of_number if is_true and of_number != birth else "",
        _sex(say("sex", ""), number if is_true else ""),
        first,
        second,
        *where,
        birth_of(said.get("enlisted_on", ""))[:6],
        head if head != name.text else "",
        say("household_code", ""),
        _plain(say("certificate", "")),
    )


def _text(value: Value) -> str:
    return value.strip() if isinstance(value, str) else text_of(value)


def _sex(text: str, true_number: str) -> str:
    said = _SEXES.get(text) or _SEXES.get(unicodedata.normalize("NFKC", text).upper(), "")
    if not said and true_number:
        return "1" if true_number[16] in "13579" else "2"
    return said


def id_number(value: Value) -> tuple[str, bool, str]:
    """The number as eighteen characters, whether its check holds, and what is left of a broken one.

    A number of another length is kept as written: a digit too few still says most of it.
    """
    if value == "" or value is None:
        return "", False, ""
    if has_lost_digits(value):
        digits = _kept_digits(value)
        return "", False, digits
    text = value if isinstance(value, str) and _FORMED.fullmatch(value) else _number(value)
    if len(text) == WHOLE and text.isascii() and text[:17].isdecimal():
        if text[17] == check_character(text):
            return text, True, ""
        return ("", False, text[:PART]) if text.endswith("000") else (text, False, "")
    if len(text) == PART and text.isascii() and text.isdecimal():
        longer = f"{text[:6]}19{text[6:]}"
        return longer + check_character(longer), _birth_in(longer) != "", ""
    if 14 <= len(text) <= 20 and text.isascii() and sum(map(str.isdecimal, text)) >= 13:
        return text, False, ""
    return "", False, ""


def _number(value: Value) -> str:
    return _plain(text_of(value)).replace("×", "X").replace("Х", "X")


def _kept_digits(value: Value) -> str:
    """The digits a spreadsheet has kept, if they reach behind the birth date."""
    if isinstance(value, (int, float)):
        return str(int(value))[:PART] if math.isfinite(value) else ""
    mantissa = _plain(text_of(value)).partition("E")[0].replace(".", "")
    return mantissa if len(mantissa) >= PART else ""


def birth_of(value: Value) -> str:
    """A day, month or year in eight digits, with 00 for what is not said; empty if unreadable."""
    if value == "" or value is None:
        return ""
    if isinstance(value, str):
        return _birth_in_words(value)
    day = day_of(value)
    if day is not None:
        return f"{day:%Y%m%d}" if day.year >= EPOCH.year else ""
    return _birth_in_words(text_of(value))


@lru_cache(maxsize=100_000)
def _birth_in_words(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).strip("'’‘` ")
    if day := day_of(plain):
        return f"{day.year:04}{day.month:02}{day.day:02}" if day >= EPOCH else ""
    if found := _SHORT_DAY.fullmatch(plain):
        year, month, day_ = map(int, found.groups())
        century = 2000 if year <= 20 else 1900
        return _checked(century + year, month, day_)
    if _YEAR_AND_MONTH.fullmatch(plain):
        return _checked(int(plain[:4]), int(plain[4:]), 0)
    if found := _PARTIAL.fullmatch(plain):
        return _checked(int(found[1]), int(found[2] or 0), 0)
    return ""


def _checked(year: int, month: int, day: int) -> str:
    if not (EPOCH.year <= year <= 2100 and 0 <= month <= 12 and 0 <= day <= 31):
        return ""
    return f"{year:04}{month:02}{day:02}"


def _birth_in(number: str) -> str:
    """The birth date inside an identity number, if there is such a day."""
    digits = number[6:14]
    return digits if len(digits) == 8 and _days(digits) is not None else ""


@lru_cache(maxsize=100_000)
def _days(digits: str) -> int | None:
    if len(digits) != 8 or not (digits.isascii() and digits.isdecimal()):
        return None
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
    return (day - EPOCH).days if EPOCH <= day <= date(2100, 1, 1) else None


def phones(*texts: str) -> tuple[str, str]:
    """The first two numbers said in these cells, as bare digits without country or area."""
    found: list[str] = []
    for text in texts:
        if len(text) == 11 and text.isdecimal() and text[0] == "1":
            found.append(text)
        elif text:
            plain = unicodedata.normalize("NFKC", text)
            found += [re.sub(r"\D", "", one) for one in _PHONE.findall(plain)]
            found += _LANDLINE.findall(_PHONE.sub(" ", plain))
    if not found:
        return "", ""
    return found[0], next((other for other in found if other != found[0]), "")


def _plain(text: str) -> str:
    return re.sub(r"[\s'’‘`\-]", "", unicodedata.normalize("NFKC", text)).upper()
