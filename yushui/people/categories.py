"""Categories of persons (群体类别): codes, labels, what implies what, and what age makes.

The codes are those the reader finds in notices. What a roster says is stored as narrowly as it was
said; what follows from it is computed, so that a law that widens a group changes one table here.
"""

import tomllib
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from yushui.notices.reading import vocabulary
from yushui.notices.reading.text import fold
from yushui.people.models import Person


AGED_80 = "aged_80"
VETERAN = frozenset({"veteran"})
NOT_PERSONS = frozenset({"garrison", "compound"})


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "categories.toml").read_text(encoding="utf-8"))


@cache
def labels() -> dict[str, str]:
    """Label by code, in the order of the vocabulary; grades and classes before their groups."""
    found: dict[str, str] = {}
    for entry in vocabulary.categories():
        found |= {
            code: one["label"] for code, one in _narrow().items() if entry.code in _above(one)
        }
        found[entry.code] = entry.label
    return found


@cache
def _narrow() -> dict[str, dict[str, Any]]:
    """Grades of disability and classes of merit by code, in their order."""
    return {one["code"]: one for one in _table()["narrow"]}


def _above(narrow: dict[str, Any]) -> list[str]:
    """The groups that a grade falls into, or that a class is high enough for."""
    if grade := narrow.get("grade"):
        graded = _table()["graded"].items()
        return [code for code, (first, last) in graded if first <= grade <= last]
    ranked: dict[str, int] = _table()["ranked"]
    return [code for code, lowest in ranked.items() if narrow["rank"] <= lowest]


def is_as_high_as(merit: str, other: str) -> bool:
    """Whether one class of merit weighs no less than another, by the law's own order (art. 16)."""
    ranks = _narrow()
    return bool(ranks[merit]["rank"] <= ranks[other]["rank"])


def rank(code: str) -> int | None:
    """How much a class of merit weighs by the law's own order, 1 the most (art. 16)."""
    return _narrow().get(code, {}).get("rank")


def grade(code: str) -> int | None:
    """The grade of a disability, where the label says it."""
    return _narrow().get(code, {}).get("grade")


def label(code: str) -> str:
    return labels().get(code, code)


def choices() -> list[tuple[str, str]]:
    """What can be stored for a person: neither computed by age nor a place."""
    left_out = NOT_PERSONS | _table()["aged"].keys()
    return [(code, text) for code, text in labels().items() if code not in left_out]


def by_hand() -> list[tuple[str, str]]:
    """What a clerk may enter: a grade or a class, never a group that is worked out from them."""
    groups = _table()["graded"].keys() | _table()["ranked"].keys() | {"disabled_1_6"}
    return [(code, text) for code, text in choices() if code not in groups]


@cache
def closure(code: str) -> frozenset[str]:
    """The category itself and every wider one."""
    narrow = _narrow().get(code)
    wider = _above(narrow) if narrow else _table()["wider"].get(code, ())
    return frozenset({code}).union(*(closure(one) for one in wider))


def expand(codes: Iterable[str]) -> frozenset[str]:
    """Every code that makes a person belong to one of `codes`: 三属 is its three kinds."""
    wanted = frozenset(codes)
    return frozenset(code for code in labels() if closure(code) & wanted) | wanted


def of_the_yearbook() -> frozenset[str]:
    """Codes that put a family on the yearly list."""
    return expand(_table()["yearbook"]["categories"])


def by_age(person: Person, on: date) -> frozenset[str]:
    age = person.age(on)
    if age is None:
        return frozenset()
    return frozenset(code for code, least in _table()["aged"].items() if age >= least)


def held(person: Person, on: date) -> frozenset[str]:
    """Everything a person belongs to on a day: stored, implied, and by age."""
    return by_age(person, on).union(*(closure(code) for code in stored(person, on)))


def belongs(person: Person, code: str, on: date) -> bool:
    """Whether a person is in a group on a day: 80岁以上, 二等功以上, 一至六级, 边海防."""
    return code in held(person, on)


def stored(person: Person, on: date) -> list[str]:
    """What sources or clerks said a person is, as far as it holds on a day."""
    return [one.category for one in person.belongings.all() if one.holds(on)]


def narrowest(codes: Iterable[str]) -> list[str]:
    """The codes that are not implied by another one, in the order of the vocabulary."""
    given = frozenset(codes)
    implied = frozenset().union(*(closure(code) - {code} for code in given))
    return [code for code in labels() if code in given - implied]


@cache
def _spellings() -> dict[str, str]:
    wide = [(entry.code, (entry.label, *entry.words)) for entry in vocabulary.categories()]
    narrow = [(code, (one["label"], *one["words"])) for code, one in _narrow().items()]
    # Of two that claim a word the narrow goes before the wide, and the first of these counts.
    ordered = [*reversed(wide), *narrow, *_table()["synonyms"].items()]
    return {_plain(word): code for code, words in ordered for word in reversed(words)}


def _plain(word: str) -> str:
    return fold(word).replace(" ", "").replace('"', "")


def recognise(text: str) -> str | None:
    """The code for one way of writing a category in a roster; None when nobody knows it."""
    return _spellings().get(_plain(text))


def suggestions(text: str, *, most: int = 3) -> Sequence[str]:
    """Labels that share the most characters with a word nobody knows."""
    letters = set(_plain(text))
    scored = sorted(
        (
            (len(letters & set(name)) / max(len(letters | set(name)), 1), name)
            for _, name in choices()
        ),
        reverse=True,
    )
    return [name for score, name in scored[:most] if score > 0.2]
