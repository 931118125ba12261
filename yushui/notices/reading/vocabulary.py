"""The words of the field: occasions, units, categories of persons, verbs. All of it is data.

Words stand in `words/*.toml`, folded as the text is (half width), each under one stable code and
one Chinese label. Adding a way of saying something means adding a word there, not a line of code.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from yushui.notices.reading.text import fold


Data = Mapping[str, Any]


@dataclass(frozen=True)
class Term:
    """One entry: a code, its label, and every way of writing it."""

    code: str
    label: str
    words: tuple[str, ...]
    patterns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Occasion(Term):
    festival: str = ""


@dataclass(frozen=True)
class UnitKind(Term):
    lane: str = "civil"
    level: int | None = None


@dataclass(frozen=True)
class Category(Term):
    """A kind of person or place. A group lists its `members`; `civilian` ones are not 优抚对象."""

    members: tuple[str, ...] = ()
    civilian: bool = False


@dataclass(frozen=True)
class Hit:
    """A term found in folded text, with its place there."""

    code: str
    start: int
    end: int


@dataclass(frozen=True)
class Lexicon:
    """Terms that can be looked for together; where two overlap the longer one stands."""

    terms: tuple[Term, ...]

    @cached_property
    def _codes(self) -> dict[str, str]:
        return {fold(word): term.code for term in self.terms for word in term.words}

    @cached_property
    def _words(self) -> re.Pattern[str]:
        return re.compile(alternatives(self._codes) or r"(?!)")

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], str]]:
        return [
            (re.compile(pattern), term.code) for term in self.terms for pattern in term.patterns
        ]

    def find(self, folded: str) -> list[Hit]:
        hits = [
            Hit(self._codes[match.group()], match.start(), match.end())
            for match in self._words.finditer(folded)
        ]
        for pattern, code in self._patterns:
            hits += [Hit(code, m.start(), m.end()) for m in pattern.finditer(folded)]
        return _longest(hits)

    def codes(self, folded: str) -> list[str]:
        """Codes of what is found, in the order of the text, each once."""
        return list(dict.fromkeys(hit.code for hit in self.find(folded)))

    def has(self, folded: str) -> bool:
        if self._words.search(folded):
            return True
        return any(pattern.search(folded) for pattern, _ in self._patterns)


def alternatives(words: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first so that none hides another."""
    ordered = sorted({fold(word) for word in words}, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) for word in ordered)


def data(name: str) -> Data:
    """One file of words."""
    folder = files("yushui.notices.reading").joinpath("words")
    return tomllib.loads(folder.joinpath(f"{name}.toml").read_text("utf-8"))


@cache
def occasions() -> tuple[Occasion, ...]:
    return tuple(
        Occasion(row["label"], row["label"], *_writings(row), festival=row["festival"])
        for row in data("occasions")["occasion"]
    )


@cache
def unit_kinds() -> tuple[UnitKind, ...]:
    return tuple(
        UnitKind(
            row["code"], row["label"], *_writings(row), lane=row["lane"], level=row.get("level")
        )
        for row in data("units")["unit"]
    )


@cache
def categories() -> tuple[Category, ...]:
    return tuple(
        Category(
            row["code"],
            row["label"],
            *_writings(row),
            members=tuple(row.get("members", ())),
            civilian=row.get("civilian", False),
        )
        for row in data("categories")["category"]
    )


@cache
def category(code: str) -> Category:
    return next(entry for entry in categories() if entry.code == code)


@cache
def lexicon(name: str) -> Lexicon:
    """`occasions`, `units`, `categories`, or a plain list of `filing` or `duties` by its name."""
    if name == "occasions":
        return Lexicon(occasions())
    if name == "units":
        return Lexicon(unit_kinds())
    if name == "categories":
        return Lexicon(categories())
    return Lexicon(_plain_terms(name))


def _plain_terms(name: str) -> tuple[Term, ...]:
    for file in ("filing", "duties"):
        rows = data(file).get(name)
        if rows is not None:
            return tuple(
                Term(row.get("code", row["label"]), row["label"], *_writings(row)) for row in rows
            )
    raise KeyError(name)


def _writings(row: Data) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return tuple(row.get("words", ())), tuple(row.get("patterns", ()))


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    """Of overlapping hits the longer one, of equal ones the earlier, in one sweep."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
        elif hit.end - hit.start > kept[-1].end - kept[-1].start:
            kept[-1] = hit
    return kept
