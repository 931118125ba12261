"""What somebody may mean by what is typed into the one box. Nothing here knows the database."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from yushui.kernel import clock
from yushui.kernel.errors import RuleViolation
from yushui.kernel.identifiers import id_card, phones
from yushui.people.matching import names
from yushui.people.models import NumberSearch


LONGEST = 40
# Of the ways to read letters as syllables so many are tried: fangan is fan'gan or fang'an.
WAYS = 3
_TAIL = re.compile(r"[0-9]{3}[0-9X]")
_WHOLE_PHONE = re.compile(r"1[3-9]\d{9}|[2-9]\d{6,9}")  # half a mobile number is no landline
_LETTERS = re.compile(r"[a-zü' ]+")
_DROPPED = frozenset({"Cc", "Cf", "Cs"})  # control and direction marks, halves of characters
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")

Field = NumberSearch.Field


class Number(NamedTuple):
    """A number one may search by only for it to be recorded."""

    field: NumberSearch.Field
    digits: str


class Spelling(NamedTuple):
    """Letters read as syllables: the initials, and the sound as it is kept."""

    initials: str
    sound: str


def plain(text: str) -> str:
    """Half width, without marks that cannot be seen; empty if it is longer than anything kept."""
    if len(text) > LONGEST:
        return ""
    shown = (
        c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) not in _DROPPED
    )
    words = " ".join("".join(shown).split())
    return words.replace(" ", "") if _HAN.search(words) else words


def letters_in(words: str) -> str:
    """What is typed by its sound, as bare letters; empty if it is anything else."""
    typed = words.lower()
    if not _LETTERS.fullmatch(typed):
        return ""
    return typed.replace("ü", "v").replace("'", "").replace(" ", "")


def is_named(words: str) -> bool:
    """Whether it may be the beginning of a name or of a place."""
    return bool(_HAN.search(words))


def number_in(text: str) -> Number | None:
    """The number that the whole text is, if it is one."""
    typed = re.sub(r"[\s-]", "", plain(text)).upper()
    if _TAIL.fullmatch(typed):
        return Number(Field.ID_TAIL, typed)
    return _id_card(typed) or _phone(text)


def _id_card(typed: str) -> Number | None:
    if len(typed) != 18:
        return None
    try:
        return Number(Field.ID_CARD, id_card(typed, today=clock.today()).number)
    except RuleViolation:
        return None


def _phone(text: str) -> Number | None:
    try:
        found = phones(plain(text))
    except RuleViolation:
        return None
    if len(found) != 1 or not _WHOLE_PHONE.fullmatch(found[0].number):
        return None
    return Number(Field.PHONE, found[0].number)


def spellings(letters: str) -> list[Spelling]:
    """Ways to read letters as syllables, the last perhaps unfinished; the shortest first."""
    found = {
        Spelling("".join(one[0] for one in way), "".join(map(names.near, way)))
        for way in _ways(letters)
    }
    return sorted(found, key=lambda way: (len(way.initials), way))[:WAYS]


def _ways(letters: str) -> Iterator[tuple[str, ...]]:
    if letters in _beginnings():
        yield (letters,)
    for end in range(1, min(len(letters), _longest() + 1)):
        head, rest = letters[:end], letters[end:]
        if head in _spelt():
            yield from ((head, *way) for way in _ways(rest))


@cache
def _spelt() -> frozenset[str]:
    """Syllables with a vowel in them: nobody is called 嗯."""
    return frozenset(one for one in names.spelt() if set(one) & set("aeiouv"))


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(one[:end] for one in _spelt() for end in range(1, len(one) + 1))


@cache
def _longest() -> int:
    return max(map(len, _spelt()))
