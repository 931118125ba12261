"""Rows of a roster: cells in, values or problems out. Nothing here knows the database.

A problem is a sentence for whoever keeps the roster: what is wrong in this cell and what to do.
No sentence repeats a long number, in whatever column it stands: problems are stored and shown.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import repeat
from typing import Any, NamedTuple

from yushui.kernel.errors import RuleViolation
from yushui.kernel.identifiers import IdCard, id_card, masked_runs, phones
from yushui.office.values import Value, day_of, has_lost_digits, text_of, visible
from yushui.people import categories
from yushui.people.importing.columns import PLACES, Row
from yushui.people.importing.grades import contradiction, parse_cause, parse_grade, parse_merit


Problems = dict[int, str]  # by column index; `WHOLE_ROW` for what no single cell is to blame for

LONGEST = {
    "name": 40, "relation": 20, "address": 120, "household_code": 20, "head_name": 40, "note": 200,
}  # fmt: skip
# Columns that say the same over and over.
REPEATED = frozenset(
    {"sex", "categories", "county", "township", "village", "relation", "grade", "cause", "merit"}
)
OLDEST = date(1850, 1, 1)
YEARS = range(1850, 2101)

_BETWEEN = re.compile(r"[、,，;；/|\n]+")
_NAME = re.compile(r"[㐀-䶿一-鿿𠀀-𲎯〇·•.．A-Za-zÀ-ɏ'’ -]+")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_CELL_ERRORS = frozenset(
    {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!"}
)
_SEXES = {"男": "1", "女": "2", "1": "1", "2": "2", "0": "0", "9": "9", "男性": "1", "女性": "2"}
_SEXES |= {"未知": "0", "未说明": "9", "": "0"}
_TEXTS = (
    "phone", *PLACES, "region_code", "address", "household_code", "head_name", "relation", "note",
)  # fmt: skip
_BESIDE = frozenset({"grade", "cause", "merit"})
_SEX_WORDS = {"1": "男", "2": "女"}


class Line(NamedTuple):
    """A row that could be read. Empty means the roster says nothing about it."""

    number: int
    name: str
    id_number: str
    sex: str
    birth_on: date | None
    codes: tuple[str, ...]
    phone: str
    places: tuple[str, str, str]
    region_code: str
    address: str
    household_code: str
    head_name: str
    relation: str
    note: str
    cause: str = ""  # of a disability


def parse_text(value: Value, *, key: str, label: str) -> str:
    """Read free text: trimmed, spaces squeezed, not an error of the sheet, not too long."""
    text = " ".join(visible(value if isinstance(value, str) else text_of(value)).split())
    if text in _CELL_ERRORS:
        raise RuleViolation(f"单元格里是公式错误“{text}”；请改成实际的{label}。")
    longest = LONGEST.get(key, 120)
    if len(text) > longest:
        raise RuleViolation(f"{label}有{len(text)}个字，最多{longest}个；请缩短。")
    return text


def parse_name(value: Value) -> str:
    """Read a name, without the spaces that align two-character names with three."""
    text = parse_text(value, key="name", label="姓名")
    if not text:
        raise RuleViolation("姓名没有填写。")
    if not _NAME.fullmatch(text):
        raise RuleViolation("姓名里有数字或符号；请只写姓名，其他说明写到备注里。")
    return text if text.isascii() else text.replace(" ", "")


def parse_id_number(value: Value, *, today: date) -> IdCard | None:
    if value == "":
        return None
    if has_lost_digits(value):
        raise RuleViolation(
            "身份证号被表格软件按数字保存，后几位已经丢失，无法还原；"
            "请把这一列设为“文本”格式，再照证件重新填写。"
        )
    text = value if isinstance(value, str) else text_of(value)
    return id_card(text, today=today) if text.strip() else None


def parse_sex(value: Value) -> str:
    text = unicodedata.normalize("NFKC", visible(text_of(value)).strip())
    if text not in _SEXES:
        raise RuleViolation(f"性别“{masked_runs(text)[:10]}”看不懂；请写“男”或“女”。")
    return _SEXES[text]


def parse_birth(value: Value, *, today: date) -> date | None:
    """Read a birth date in any of the forms offices use."""
    if value == "":
        return None
    is_year = isinstance(value, float) and value in YEARS  # and no serial number of a day
    born_on = None if is_year else day_of(value)
    if born_on is None:
        shown = masked_runs(text_of(value))[:20]
        raise RuleViolation(
            f"出生日期“{shown}”看不懂或不存在；请写到日，例如 1956-07-18 或 1956年7月18日。"
        )
    if not OLDEST <= born_on <= today:
        raise RuleViolation(f"出生日期{born_on.year}年不合情理；请核对。")
    return born_on


def parse_categories(text: str) -> tuple[str, ...]:
    """Read the categories of one cell as narrowly as they are said."""
    if not text:
        return ()
    parts = [text] if categories.recognise(text) else _BETWEEN.split(text)
    stored = {code for code, _ in categories.choices()}
    found = []
    for part in filter(None, map(str.strip, parts)):
        code = categories.recognise(part)
        if code is None or code in categories.NOT_PERSONS:
            raise RuleViolation(_unknown_category(part))
        if code in stored:  # what age makes is computed, never stored
            found.append(code)
    return tuple(categories.narrowest(found))


def _unknown_category(text: str) -> str:
    near = categories.suggestions(text)
    remedy = f"你是不是想写“{'”“'.join(near)}”？" if near else "请按系统里的类别名称填写。"
    return f"没有“{masked_runs(text)[:20]}”这个人员类别；{remedy}"


def parse_phone(value: Value) -> str:
    """Read the numbers of a cell; several are kept together, as the roster has them."""
    text = visible(value if isinstance(value, str) else text_of(value))
    if not text or _MOBILE.fullmatch(text):
        return text
    if has_lost_digits(value):
        raise RuleViolation("电话号码位数太多，可能几个号码写在了一起；请用顿号隔开。")
    return "、".join(map(str, phones(text)))


Reader = Callable[[Value], Any]
Numbered = Sequence[tuple[int, Row]]
Columns = dict[str, list[Any]]


@dataclass
class Parser:
    """Reads the rows of one roster by its mapping, many at a time and column by column.

    What is done for a row as a whole costs more than reading most of its cells does.
    """

    mapping: Mapping[str, int | None]
    today: date
    readers: list[tuple[str, int, Reader]] = field(init=False)

    def __post_init__(self) -> None:
        special: dict[str, Reader] = {
            "name": parse_name,
            "id_number": lambda value: parse_id_number(value, today=self.today),
            "sex": parse_sex,
            "birth_on": lambda value: parse_birth(value, today=self.today),
            "categories": lambda value: parse_categories(visible(text_of(value))),
            "phone": parse_phone,
            "grade": lambda value: parse_grade(visible(text_of(value))),
            "cause": lambda value: parse_cause(visible(text_of(value))),
            "merit": lambda value: parse_merit(visible(text_of(value))),
        }
        self.readers = [
            (key, index, _remembering(key, special.get(key) or _text_reader(key)))
            for key, index in self.mapping.items()
            if index is not None
        ]

    def parse(self, rows: Numbered) -> tuple[list[Line], dict[int, Problems]]:
        """The lines that could be read, and what is wrong with the other rows."""
        problems: dict[int, Problems] = {}
        told = {key: _column(rows, index, read, problems) for key, index, read in self.readers}
        numbers = [number for number, _ in rows]
        cards = told.get("id_number", [None] * len(rows))
        for key in _CONTRADICTIONS.keys() & told.keys():
            self._compare(key, zip(numbers, cards, told[key], strict=True), problems)
        if told.keys() & _BESIDE:
            self._join(numbers, told, problems)
        lines = _lines(numbers, cards, told)
        return [line for line in lines if line.number not in problems], problems

    def _join(self, numbers: list[int], told: Columns, problems: dict[int, Problems]) -> None:
        """Grade and merit belong to the categories; the cause must go with the grade."""
        given = [told[key] for key in ("categories", "grade", "merit") if key in told]
        told["categories"] = [
            tuple(categories.narrowest(code for codes in row for code in codes or ()))
            for row in zip(*given, strict=True)
        ] or [()] * len(numbers)
        at = self.mapping.get("cause")
        if at is None:
            return
        for number, codes, cause in zip(numbers, told["categories"], told["cause"], strict=True):
            if cause and number not in problems and (sentence := contradiction(codes, cause)):
                problems.setdefault(number, {})[at] = sentence

    def places(self, row: Row) -> tuple[tuple[str, str, str], str, str] | None:
        """Where the row says to be, even if the rest of it is wrong; nothing if that is wrong."""
        told = dict.fromkeys((*PLACES, "region_code", "address"), "")
        for key, index, read in self.readers:
            if key in told:
                try:
                    told[key] = read(row[index])
                except RuleViolation:
                    return None
        county, township, village, code, address = told.values()
        return (county, township, village), code, address

    def _compare(
        self,
        key: str,
        cells: Iterable[tuple[int, IdCard | None, Any]],
        problems: dict[int, Problems],
    ) -> None:
        """What an identity number says itself must not contradict the other columns."""
        index, compare = self.mapping[key], _CONTRADICTIONS[key]
        assert index is not None, "Only what has a column was read."
        for number, card, value in cells:
            if card is not None and value and (sentence := compare(card, value)):
                problems.setdefault(number, {})[index] = sentence


def _compare_birth(card: IdCard, birth: date) -> str:
    if birth == card.born_on:
        return ""
    return f"出生日期与身份证号里的{card.born_on:%Y-%m-%d}不一致；请对照证件改正其中一个。"


def _compare_sex(card: IdCard, sex: str) -> str:
    if _SEX_WORDS.get(sex, card.sex) == card.sex:
        return ""
    return f"性别与身份证号不一致，按身份证号应为“{card.sex}”；请对照证件改正其中一个。"


_CONTRADICTIONS: dict[str, Callable[[IdCard, Any], str]] = {
    "birth_on": _compare_birth,
    "sex": _compare_sex,
}


def _column(rows: Numbered, index: int, read: Reader, problems: dict[int, Problems]) -> list[Any]:
    """Read one cell of every row; what cannot be read is None, and told."""
    values: list[Any] = []
    for number, row in rows:
        try:
            values.append(read(row[index]))
        except RuleViolation as problem:
            problems.setdefault(number, {})[index] = problem.message
            values.append(None)
    return values


def _lines(numbers: list[int], cards: Sequence[IdCard | None], told: Columns) -> Iterator[Line]:
    """Put the columns together to lines; an identity number decides on birth and sex."""
    births = told.get("birth_on", repeat(None))
    sexes = told.get("sex", repeat("0"))
    texts = {key: told.get(key, repeat("")) for key in _TEXTS}
    columns = (
        numbers,
        told["name"],
        [card.number if card else "" for card in cards],
        [_SEXES[card.sex] if card else sex for card, sex in zip(cards, sexes, strict=False)],
        [card.born_on if card else birth for card, birth in zip(cards, births, strict=False)],
        told.get("categories", repeat(())),
        texts["phone"],
        zip(*(texts[key] for key in PLACES), strict=False),
        *(texts[key] for key in _TEXTS[4:]),
        (cause or "" for cause in told.get("cause", repeat(""))),
    )
    return map(Line._make, zip(*columns, strict=False))


def _remembering(key: str, read: Reader) -> Reader:
    """Read each value of a column with few different ones only once."""
    return lru_cache(maxsize=4096, typed=True)(read) if key in REPEATED else read


def _text_reader(key: str) -> Reader:
    label = {"county": "县名", "township": "乡镇名", "village": "村名"}.get(key, "内容")

    def read(value: Value) -> str:
        return parse_text(value, key=key, label=label)

    return read
