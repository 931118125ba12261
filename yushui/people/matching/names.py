"""Names as they are compared: one form for every way of writing the same name.

Nothing here corrects a name. A standard form exists for comparison alone and is never shown.
"""

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import opencc
from pypinyin import Style, lazy_pinyin


UNKNOWN = "□"  # a character that somebody could not type
DOT = "·"

_BRACKETED = re.compile(r"[(\[{<〔【《「].*?[)\]}>〕】》」]|[(\[{<〔【].*$")
_DOTS = re.compile(r"(?<=\w)[·•・．.‧∙⋅●。﹒ˑ᛫\-_](?=\w)")
_UNTYPED = re.compile(r"[?？□○*＊■〓�#]|[A-Za-zÀ-ɏ]+")
_NOT_NAME = re.compile(r"[^\w·□]|[\d_]")
_USUAL = re.compile(r"[\u4e00-\u9fff]{2,3}")  # too short to carry a title
_WORD = re.compile(r"(\D)(\d+)")
_SOUND = re.compile(r"(.+?)([a-z]+)")
# Sounds that half of the country does not tell apart, and that are typed one for the other.
_NEAR = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ing", "in"), ("eng", "en"), ("ang", "an"))
_CJK = [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)]


class Name(NamedTuple):
    """A name in its standard form, and in the forms that survive the usual mistakes."""

    text: str
    surname: str
    given: str
    sound: str  # syllables without tones, near ones taken as one
    shape: str  # look-alike and variant characters taken as one
    letters: str  # the same, sorted: what is left when characters change places


EMPTY = Name("", "", "", "", "", "")


@lru_cache(maxsize=400_000)
def read(text: str) -> Name:
    """Bring a name as written into its comparable forms; empty if nothing is left of it."""
    name = standard(text)
    if not name:
        return EMPTY
    bare = name.replace(DOT, "")
    surname = surname_of(name)
    shape = bare.translate(_folding())
    return Name(
        text=bare,
        surname=surname,
        given=bare[len(surname) :],
        sound=_sound(bare, surname),
        shape=shape,
        letters="".join(sorted(shape)),
    )


def standard(text: str) -> str:
    """Half width, simplified, one kind of dot, nothing around it; gaps where a character is."""
    name = unicodedata.normalize("NFKC", text)
    name = _BRACKETED.sub("", name).strip() or name
    if not name.isascii():
        name = _UNTYPED.sub(UNKNOWN, name.replace(" ", ""))
    name = _DOTS.sub(DOT, name.upper())
    name = _NOT_NAME.sub("", name).strip(DOT).translate(_simplifying())
    for title in _titles():
        if len(name) - len(title) >= 2:
            name = name.removesuffix(title)
    return name


def surname_of(name: str) -> str:
    """The family's part of a standard name; of a name with a dot, the part before it."""
    head, dot, _ = name.partition(DOT)
    if dot:
        return head
    if len(name) > 2 and name[:2] in _compound():
        return name[:2]
    return name[:1] if len(name) <= 4 else name[:2]


def syllables(text: str) -> list[str]:
    """How a name as written is read, a syllable a character; other letters stay together."""
    if _USUAL.fullmatch(text):
        return _sound(text, surname_of(text).translate(_simplifying())).split()
    name = standard(text)
    return _sound(name.replace(DOT, ""), surname_of(name)).lower().split()


def share_of_surname(surname: str) -> float:
    """How many of all people bear it, for lists that are too short to tell."""
    return _surnames().get(surname, 0.0004)


def _sound(bare: str, surname: str) -> str:
    table = _syllables()
    rest = bare.translate(table)
    if len(surname) == 1 and (own := _surname_sounds().get(surname)):
        return own + bare[1:].translate(table)
    return rest


@cache
def _vocabulary() -> dict[str, dict[str, str]]:
    text = (Path(__file__).parent / "names.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def _surnames() -> dict[str, float]:
    return {name: int(count) / 1000 for name, count in _WORD.findall(_vocabulary_of("common"))}


@cache
def _compound() -> frozenset[str]:
    return frozenset(_vocabulary_of("compound").split())


@cache
def _surname_sounds() -> dict[str, str]:
    pairs = _vocabulary_of("sounds").split()
    return {pair[0]: near(pair[1:]) + " " for pair in pairs}


def _vocabulary_of(key: str) -> str:
    return _vocabulary()["surnames"][key]


@cache
def _titles() -> tuple[str, ...]:
    return tuple(_vocabulary()["titles"]["behind"].split())


@cache
def _folding() -> dict[int, str]:
    folding: dict[int, str] = {}
    for group in _vocabulary()["folded"]["groups"].split():
        for other in group[1:]:
            folding.setdefault(ord(other), folding.get(ord(group[0]), group[0]))
    return folding


@cache
def _simplifying() -> dict[int, str]:
    """Traditional characters one by one, as a list would write them."""
    characters = [chr(code) for code in _CJK]
    simple = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {
        ord(old): new
        for old, new in zip(characters, simple, strict=True)
        if old != new and len(new) == 1
    }


@cache
def _readings() -> dict[int, str]:
    """Every character's first reading without its tone."""
    return {code: lazy_pinyin(chr(code), style=Style.NORMAL)[0] for code in _CJK}


@cache
def _syllables() -> dict[int, str]:
    """The readings, near ones taken as one, ready for `str.translate`."""
    simple, readings = _simplifying(), _readings()
    return {
        code: near(readings.get(ord(simple.get(code, chr(code))), own)) + " "
        for code, own in readings.items()
    }


@cache
def spelt() -> frozenset[str]:
    """Every syllable there is, as it is spelt."""
    return frozenset(one for one in _readings().values() if one.isascii() and one.isalpha())


def near(syllable: str) -> str:
    """The syllable, or the beginning of one, without what half of the country does not tell."""
    for wide, narrow in _NEAR:
        if syllable.startswith(wide):
            syllable = narrow + syllable.removeprefix(wide)
        elif syllable.endswith(wide):
            syllable = syllable.removesuffix(wide) + narrow
    return syllable
