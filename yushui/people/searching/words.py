"""What somebody may mean by what is typed into the one box. Nothing here knows the database."""

import heapq
import re
import unicodedata
from collections.abc import Iterator, Sequence
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
LETTERS = 24  # so many are read; nobody types more of a name
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
    letters = letters[:LETTERS]
    best: list[list[Spelling]] = [[] for _ in range(len(letters) + 1)]  # from each letter on
    for start in reversed(range(len(letters))):
        best[start] = heapq.nsmallest(WAYS, set(_onwards(letters, start, best)), key=_length_first)
    return best[0]


def _onwards(letters: str, start: int, best: Sequence[list[Spelling]]) -> Iterator[Spelling]:
    """Each syllable that may stand here, before the best ways to read what follows it."""
    if letters[start:] in _beginnings():
        yield Spelling(letters[start], names.near(letters[start:]))
    for end in range(start + 1, min(len(letters), start + _longest() + 1)):
        head = letters[start:end]
        if head in _spelt() and best[end]:
            sound = names.near(head)
            yield from (Spelling(head[0] + way.initials, sound + way.sound) for way in best[end])


def _length_first(way: Spelling) -> tuple[int, Spelling]:
    return len(way.initials), way


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
