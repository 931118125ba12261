"""What may be written into a letter of condolence (慰问信), and how a family's own words go in.

A field is a name in braces: {姓名}. A brace that is no field is never printed and never guessed at:
whoever writes the letter is told where it stands.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from yushui.kernel.errors import RuleViolation


@dataclass(frozen=True)
class Field:
    name: str
    told: str  # what stands in its place


FIELDS = (
    Field("姓名", "收信人的姓名"),
    Field("称谓", "先生或女士；性别没有登记的，写“同志”"),
    Field("户主", "户主的姓名"),
    Field("村", "所在村（社区）的名称"),
    Field("乡镇", "所在乡镇（街道）的名称"),
    Field("县", "所在县（市、区）的名称"),
    Field("年度", "落款日期的年份，只写数字"),
    Field("节日", "“节日”一栏填写的节日"),
)
NAMES = frozenset(field.name for field in FIELDS)
FESTIVAL = "节日"

LONGEST_LINE = 60  # of a title, a salutation and an organ: one or two lines of the paper
LONGEST_PARAGRAPH = 1_000
MOST_PARAGRAPHS = 40
MOST_ORGANS = 6
COMRADE = "同志"
_HONORIFICS = {"1": "先生", "2": "女士"}
_GROWN = 18

_FIELD = re.compile(r"\{([^{}\n]*)\}")
_BRACE = re.compile(r"[{}]")
_WIDE = re.compile(r"[｛｝]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_SHOWN = 12


@dataclass(frozen=True)
class Words:
    """What a letter says: an organ and a paragraph to a line."""

    title: str
    salutation: str
    body: str
    organs: str
    dated_on: date
    festival: str = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return lines(self.body)

    @property
    def signers(self) -> tuple[str, ...]:
        return lines(self.organs)

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything in which fields may stand."""
        return (self.title, self.salutation, *self.paragraphs)

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(name for text in self.texts for name in _FIELD.findall(text))


def lines(text: str) -> tuple[str, ...]:
    """Its lines without the blanks around them; empty ones are left out."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def check(words: Words) -> None:
    """Refuse a letter that cannot be printed as it reads, and say where and what to do."""
    _check_line(words.title, "标题", field="title")
    _check_line(words.salutation, "称呼", field="salutation")
    _check_paragraphs(words.paragraphs)
    _check_organs(words.signers)
    if FESTIVAL in words.fields and not words.festival.strip():
        raise RuleViolation(
            "信里用了 {节日}，但“节日”一栏是空的；请填写节日，例如“春节”。", field="festival"
        )
    if _BRACE.search(words.festival):
        raise RuleViolation("“节日”里不能写字段，请直接写节日的名称。", field="festival")
    _check_printable(words.festival, "节日", field="festival")


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with every field replaced; what is filled in is never read for fields again."""
    return "".join(
        values[part] if is_field else part for part, is_field in _parts(text) if part or is_field
    )


def honorific(sex: str, age: int | None) -> str:
    """How somebody is addressed; a child, and whose sex is not registered, as comrade."""
    if age is not None and age < _GROWN:
        return COMRADE
    return _HONORIFICS.get(sex, COMRADE)


@cache
def _parts(text: str) -> tuple[tuple[str, bool], ...]:
    """Plain text and names of fields by turns."""
    return tuple((part, at % 2 == 1) for at, part in enumerate(_FIELD.split(text)))


def _check_line(text: str, where: str, *, field: str) -> None:
    if not text.strip():
        raise RuleViolation(f"{where}没有填写。", field=field)
    if "\n" in text.strip() or "\r" in text.strip():
        raise RuleViolation(f"{where}只能写一行。", field=field)
    _check_length(text, where, field=field, longest=LONGEST_LINE)
    _check_fields(text, where, field=field)


def _check_paragraphs(paragraphs: tuple[str, ...]) -> None:
    if not paragraphs:
        raise RuleViolation("正文没有填写。", field="body")
    if len(paragraphs) > MOST_PARAGRAPHS:
        raise RuleViolation(
            f"正文有 {len(paragraphs)} 段，最多 {MOST_PARAGRAPHS} 段；请合并或缩短。", field="body"
        )
    for number, text in enumerate(paragraphs, start=1):
        where = f"正文第 {number} 段"
        _check_length(text, where, field="body", longest=LONGEST_PARAGRAPH)
        _check_fields(text, where, field="body")


def _check_organs(organs: Iterable[str]) -> None:
    listed = list(organs)
    if not listed:
        raise RuleViolation("落款单位没有填写；几个单位联名的，一行写一个。", field="organs")
    if len(listed) > MOST_ORGANS:
        raise RuleViolation(f"落款单位最多 {MOST_ORGANS} 个，请减少。", field="organs")
    for number, organ in enumerate(listed, start=1):
        where = f"第 {number} 个落款单位"
        _check_length(organ, where, field="organs", longest=LONGEST_LINE)
        _check_printable(organ, where, field="organs")
        if _BRACE.search(organ):
            raise RuleViolation(f"{where}里不能写字段，请写单位的全称。", field="organs")


def _check_length(text: str, where: str, *, field: str, longest: int) -> None:
    if len(text) > longest:
        raise RuleViolation(f"{where}有 {len(text)} 个字，最多 {longest} 个；请缩短。", field=field)


def _check_printable(text: str, where: str, *, field: str) -> None:
    if found := _CONTROL.search(text):
        near = _around(_CONTROL.sub("", text), found.start())
        raise RuleViolation(
            f"{where}的“{near}”附近有看不见的控制字符，印不出来；请删掉这几个字重新输入。",
            field=field,
        )


def _check_fields(text: str, where: str, *, field: str) -> None:
    _check_printable(text, where, field=field)
    if found := _WIDE.search(text):
        raise RuleViolation(
            f"{where}的“{_around(text, found.start())}”用了全角的花括号，请改成半角的：{{姓名}}。",
            field=field,
        )
    for name in _FIELD.findall(text):
        if name not in NAMES:
            known = "、".join(f"{{{one.name}}}" for one in FIELDS)
            raise RuleViolation(
                f"{where}里有不认识的字段“{{{name}}}”；可以用的有：{known}。请改成其中一个，"
                "或者去掉花括号。",
                field=field,
            )
    if found := _BRACE.search(_FIELD.sub("", text)):
        near = _around(_FIELD.sub("", text), found.start())
        raise RuleViolation(
            f"{where}的“{near}”有不成对的花括号；字段要写成 {{姓名}} 这样，"
            "不是字段的请去掉花括号。",
            field=field,
        )


def _around(text: str, at: int) -> str:
    return text[max(at - _SHOWN // 2, 0) : at + _SHOWN // 2]
