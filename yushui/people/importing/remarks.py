"""Rows of a roster that are no persons: totals, signatures, notes, “以下空白”, rows not filled in.

Villages close their lists with such rows and put subtotals between them. None is a person, and none
is dropped unsaid: the summary names each. Whatever brings an identity number is a person, whatever
it is called.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from yushui.office.tables import normalised
from yushui.office.values import Value, day_of, has_lost_digits, text_of
from yushui.people.importing.columns import NAME, Row, known


LONGEST_NUMBER = 18
UNFILLED = "只有序号"

_AROUND = "()[]【】〔〕《》<>“”\"'*#·.。,、;:!~—–_=/\\-… \t"
_SPACES = re.compile(r"\s+")
_COUNT = re.compile(
    r"[:(]?(?:共|计)*[\d,.一二两三四五六七八九十百千万零〇壹贰叁肆伍陆柒捌玖拾佰仟]*[人名户条行]?\)?"
)
_FROM_NUMBER = re.compile(r"\d.*")
_NUMBER = re.compile(r"[\dXx*]{15,18}")


@cache
def _words() -> Mapping[str, frozenset[str]]:
    text = (Path(__file__).parent / "columns.toml").read_text(encoding="utf-8")
    return {kind: frozenset(words) for kind, words in tomllib.loads(text)["remark"].items()}


def remark(row: Row, mapping: Mapping[str, int | None]) -> str:
    """What the row says in place of a person, in a word; empty for a person."""
    index, born = mapping.get("id_number"), mapping.get("birth_on")
    if index is not None and _is_number(row[index]):
        return ""
    if _is_unfilled(row, mapping):
        return UNFILLED
    told = _told(row, mapping.get(NAME))
    has_birth = born is not None and day_of(row[born]) is not None
    return told if told in _words()["signature"] or not has_birth else ""


def _is_unfilled(row: Row, mapping: Mapping[str, int | None]) -> bool:
    """Whether a form that comes with its rows numbered says nothing in this one."""
    filled = [index for index, cell in enumerate(row) if cell != ""]
    if len(filled) != 1 or filled[0] in mapping.values():
        return False
    return not _says_something(text_of(row[filled[0]]))


def _told(row: Row, place: int | None) -> str:
    """The word in the column of names, else in the first cell that says something."""
    name = text_of(row[place]) if place is not None else ""
    first = next((cell for cell in row if isinstance(cell, str) and _says_something(cell)), "")
    told = _label(name) or total(name) or signature(name) or signature(first)
    return told or (total(first) if _may_be_count(name) else "")


@lru_cache(maxsize=4096)
def total(cell: str) -> str:
    """The word of a total or of an end: 合计, 小计 12 人, （以下空白）."""
    text = _squeezed(cell)
    bare = text.strip(_AROUND)
    for word in _words()["end"]:
        if bare == word:
            return word
    for word in _words()["total"]:
        if bare.startswith(word) and _COUNT.fullmatch(text.lstrip(_AROUND)[len(word) :]):
            return word
    return ""


@lru_cache(maxsize=4096)
def signature(cell: str) -> str:
    """The word alone, or before a colon, a space or a number: 制表人：李文, 填表日期 2026, 注1."""
    for head in (_squeezed(cell).partition(":")[0], *cell.split()[:1]):
        bare = _FROM_NUMBER.sub("", _squeezed(head).strip(_AROUND))
        if bare in _words()["signature"]:
            return bare
        if bare in _words()["note"] and bare != _squeezed(cell):
            return bare
    return ""


def _squeezed(cell: str) -> str:
    return _SPACES.sub("", unicodedata.normalize("NFKC", cell))


def _says_something(cell: str) -> bool:
    """Not empty, and not only the number that counts the rows."""
    return bool(cell) and not cell.strip().rstrip(".、").isdecimal()


def _may_be_count(name: str) -> bool:
    return _COUNT.fullmatch(_squeezed(name)) is not None


def _is_number(cell: Value) -> bool:
    """Whether this is meant as somebody's identity number, right or wrong."""
    if isinstance(cell, str) and len(cell) == LONGEST_NUMBER and cell.isascii():
        return True
    text = _SPACES.sub("", unicodedata.normalize("NFKC", text_of(cell)))
    return has_lost_digits(cell) or _NUMBER.fullmatch(text) is not None


def _label(name: str) -> str:
    """The head of the table, repeated on each printed page."""
    return name if normalised(name) in _labels() else ""


@cache
def _labels() -> frozenset[str]:
    return frozenset(
        normalised(word) for column in known() if column.key == NAME for word in column.words
    )
