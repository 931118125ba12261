"""Doubts about single words: slips of the pen, an age without 岁, characters lost on the way.

Every doubt is shown with its place and what was probably meant; the text stays as it is.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from yushui.notices.reading import vocabulary
from yushui.notices.reading.structure import Warning
from yushui.notices.reading.text import Piece, Span, fold


_CJK = r"[\u3400-\u9fff]"
# What stands where a character was lost: blanks inside a line, a box, a replacement mark.
_GAP = re.compile(rf"(?<={_CJK})(?:[ \u3000]{{1,3}}|[□■◻▯�?？*]{{1,2}})(?={_CJK})")
_CERTAIN_GAP = re.compile("[□■◻▯�]")
_LONGEST = 10
_MORE_WORDS = vocabulary.data("typos")["whole"]["words"]


def read(original: str, paragraphs: Sequence[Piece]) -> Iterator[Warning]:
    for paragraph in paragraphs:
        yield from _typos(paragraph)
        yield from _ages(paragraph)
    yield from _lost(original)


def _typos(paragraph: Piece) -> Iterator[Warning]:
    for match in _typo_pattern().finditer(paragraph.folded):
        right, unless = _typo_table()[match[0]]
        around = paragraph.folded[max(match.start() - 4, 0) : match.end() + 4]
        if unless and re.search(unless, around):
            continue
        yield Warning(
            "typo_suspected",
            f"“{match[0]}”疑为“{right}”之误，请核对原件。",
            paragraph.at(match).span,
            right,
        )


def _ages(paragraph: Piece) -> Iterator[Warning]:
    for match in _age_pattern().finditer(paragraph.folded):
        number = match["number"]
        right = f"{number}岁以上"
        yield Warning(
            "typo_suspected",
            f"“{match[0]}”可能漏了“岁”字，疑为“{right}”，请核对原件。",
            paragraph.at(match).span,
            right,
        )


def _lost(original: str) -> Iterator[Warning]:
    """A gap inside a word of the field that would be whole with one more character."""
    for match in _GAP.finditer(original):
        left = fold(original[max(match.start() - _LONGEST, 0) : match.start()])
        right = fold(original[match.end() : match.end() + _LONGEST])
        word = _broken_word(left, right)
        if word is None and not _CERTAIN_GAP.search(match[0]):
            continue
        near = original[max(match.start() - 4, 0) : match.end() + 4].strip()
        hint = f"，疑为“{word}”" if word else ""
        span = Span(max(match.start() - 1, 0), match.end() + 1)
        yield Warning("lost_character", f"“{near}”处可能缺字{hint}，请核对原件。", span, word)


def _broken_word(left: str, right: str) -> str | None:
    halves, whole = _halves()
    for a in range(min(len(left), _LONGEST), 0, -1):
        for b in range(min(len(right), _LONGEST), 0, -1):
            if (left[-a:] + right[:b]) in whole:
                return None
    for a in range(min(len(left), _LONGEST), 0, -1):
        for b in range(min(len(right), _LONGEST), 0, -1):
            word = halves.get((left[-a:], right[:b]))
            if word:
                return word
    return None


@cache
def _halves() -> tuple[dict[tuple[str, str], str], frozenset[str]]:
    """Every word of the field with one inner character taken out, and the whole words."""
    terms = (*vocabulary.categories(), *vocabulary.unit_kinds())
    # The likelier words come last and so have the last say on a half that several words share.
    words = [*sorted(fold(word) for term in terms for word in term.words), *_MORE_WORDS]
    long = [word for word in words if len(word) >= 4 and re.fullmatch(f"{_CJK}+", word)]
    halves = {
        (word[:cut], word[cut + 1 :]): word for word in long for cut in range(1, len(word) - 1)
    }
    return halves, frozenset(word for word in words if len(word) >= 3)


@cache
def _typo_table() -> dict[str, tuple[str, str | None]]:
    return {
        wrong: (right, row.get("unless"))
        for row in vocabulary.data("typos")["typo"]
        for wrong, right in zip(row["wrong"], row["right"], strict=True)
    }


@cache
def _typo_pattern() -> re.Pattern[str]:
    return re.compile(vocabulary.alternatives(_typo_table()))


@cache
def _age_pattern() -> re.Pattern[str]:
    age = vocabulary.data("typos")["age"]
    return re.compile(rf"(?<![\d一二三四五六七八九十])(?P<number>{age['number']}){age['after']}")
