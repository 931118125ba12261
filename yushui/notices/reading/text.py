"""Text that remembers where every character came from.

A notice arrives with page breaks inside sentences, markdown marks and stray spaces. Recognition
works on a healed copy; every finding must still point at the characters of the original. A
`Piece` is a run of healed text with the original position of each of its characters. Width
folding replaces characters one for one, so `folded` and `text` share positions.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from re import Match, Pattern
from typing import NamedTuple


# Full-width letters, digits and punctuation, each to the one form that recognition knows.
_FOLD = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(odd): ord(usual)
    for odd, usual in zip(
        "\u3000\u00a0﹝﹞【】［］“”„‟〝〞「」『』‘’—–－―〇○",
        "  []" + "[][]" + '"' * 10 + "''" + "----" + "〇〇",
        strict=True,
    )
}


class Span(NamedTuple):
    """Half-open range of characters of the original text."""

    start: int
    end: int


def fold(text: str) -> str:
    """Unify full and half width, brackets, quotes and dashes; the length does not change."""
    return text.translate(_FOLD)


@dataclass(frozen=True)
class Piece:
    """A run of healed text. `origin[i]` is the position of `text[i]` in the original."""

    text: str
    origin: tuple[int, ...]

    @classmethod
    def of(cls, original: str) -> "Piece":
        return cls(original, tuple(range(len(original))))

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @property
    def span(self) -> Span:
        """Where the piece stands in the original, from its first to its last character."""
        return Span(self.origin[0], self.origin[-1] + 1) if self.origin else Span(0, 0)

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    def cut(self, start: int, end: int | None = None) -> "Piece":
        return Piece(self.text[start:end], self.origin[start:end])

    def strip(self, characters: str | None = None) -> "Piece":
        left = len(self.text) - len(self.text.lstrip(characters))
        right = len(self.text.rstrip(characters))
        return self.cut(left, max(left, right))

    def without(self, unwanted: Pattern[str]) -> "Piece":
        """The same run with every match of `unwanted` (tried on the folded text) left out."""
        return join(self.between(unwanted))

    def between(self, separator: Pattern[str]) -> Iterator["Piece"]:
        """The stretches between matches of `separator`, empty ones included."""
        at = 0
        for match in separator.finditer(self.folded):
            yield self.cut(at, match.start())
            at = match.end()
        yield self.cut(at)

    def at(self, match: Match[str], group: int | str = 0) -> "Piece":
        """The piece that a match on `text` or `folded` covers."""
        return self.cut(match.start(group), match.end(group))

    def find(self, position: int) -> int:
        """Index in this piece of the first character at or after `position` of the original."""
        return bisect_left(self.origin, position)


def join(pieces: Iterable[Piece]) -> Piece:
    parts = list(pieces)
    return Piece(
        "".join(part.text for part in parts), tuple(at for part in parts for at in part.origin)
    )
