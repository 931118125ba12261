"""Which words lay which duty: the table of `words/duties.toml`, compiled once.

A rule is tried on a stretch of text that speaks of one subject. What the duty is then worth
in numbers is for `standards`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from yushui.notices.reading import vocabulary
from yushui.notices.reading.structure import DutyKind
from yushui.notices.reading.vocabulary import alternatives


UNITS = frozenset({"garrison", "compound"})
# Categories so wide that they name nobody where a narrower one stands beside them.
_WIDE = frozenset({"preferential", "key_preferential", "veteran", "serving_family", "hardship"})
_MEMBERS_OF = re.compile(r"(?:中的|中,|中(?:有|存在|生活)|家庭中)")


@dataclass(frozen=True)
class Rule:
    """One way of laying one kind of duty."""

    kind: DutyKind
    when: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    needs: frozenset[str]
    about: str
    confidence: float

    def applies(self, text: str) -> bool:
        """Whether the text says it, and nothing in it rules the duty out."""
        if not any(pattern.search(text) for pattern in self.when):
            return False
        return not any(pattern.search(text) for pattern in self.unless)


@cache
def rules() -> tuple[Rule, ...]:
    return tuple(_rule(row) for row in vocabulary.data("duties")["duty"])


@cache
def word(name: str) -> re.Pattern[str]:
    """A pattern of the `[words]` table: purpose, modal, troops, opening."""
    return re.compile(vocabulary.data("duties")["words"][name])


def targets(text: str, about: str) -> list[str]:
    """Codes of those a duty is owed to: `about` persons, units, civilians or any."""
    text = word("not_persons").sub(lambda match: " " * len(match[0]), text)
    hits = vocabulary.lexicon("categories").find(text)
    codes: list[str] = []
    for hit in hits:
        is_class_name = text[hit.start - 1 : hit.start] == "等" or _MEMBERS_OF.match(text, hit.end)
        if is_class_name and hit.code in _WIDE and len(hits) > 1:
            continue
        if hit.code not in codes and _is_about(hit.code, about):
            codes.append(hit.code)
    return codes


def has(text: str, need: str) -> bool:
    """Whether the text has what a rule needs besides its words."""
    if need == "official":
        return bool(_officials().search(text))
    return bool(targets(text, need))


def by_troops(text: str, actors: Sequence[str]) -> bool:
    """Whether it is the military side that is to act."""
    named = [actor for actor in actors if word("troops").search(actor)]
    return bool(named) or (not actors and bool(word("troops").search(text)))


def _is_about(code: str, about: str) -> bool:
    category = vocabulary.category(code)
    if about == "units":
        return code in UNITS
    if about == "civilians":
        return category.civilian or code not in UNITS
    if about == "persons":
        return not category.civilian and code not in UNITS
    return about == "any"


def _rule(row: Mapping[str, Any]) -> Rule:
    return Rule(
        kind=DutyKind(row["kind"]),
        when=tuple(_compiled(row["when"])),
        unless=tuple(_compiled(row.get("unless", ()))),
        needs=frozenset(row.get("needs", ())),
        about=row.get("about", ""),
        confidence=row["confidence"],
    )


def _compiled(patterns: tuple[str, ...]) -> Iterator[re.Pattern[str]]:
    numeral = vocabulary.data("duties")["words"]["numeral"]
    for pattern in patterns:
        filled = pattern.replace("#N#", numeral).replace("#RANK#", _officials().pattern)
        yield re.compile(filled.replace("#UNITS#", _units()))


@cache
def _officials() -> re.Pattern[str]:
    ranks = vocabulary.data("duties")["rank"]
    named = [row for row in ranks if row["code"] != "staff"]
    words = alternatives(each for row in named for each in row["words"])
    return re.compile("|".join([words, *(p for row in named for p in row.get("patterns", ()))]))


@cache
def _units() -> str:
    places = [entry for entry in vocabulary.categories() if entry.code in UNITS]
    words = alternatives(each for entry in places for each in entry.words)
    return "|".join([words, *(pattern for entry in places for pattern in entry.patterns)])
