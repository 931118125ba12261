"""Names as a census would count them: by sex, birth decade, clan and people."""

import random
from collections.abc import Iterator
from typing import NamedTuple

from benchmarks.dirty.places import Clan
from benchmarks.dirty.words import WORDS, falling, letters, lots


_GIVEN = WORDS["given"]
_ETHNIC: dict[str, list[str]] = {key: text.split() for key, text in WORDS["ethnic"].items()}
_LEADING: str = WORDS["generations"]["leading"]
_RARE: list[str] = list(WORDS["rare"])


class _Fashion(NamedTuple):
    """What children of one sex were called in one decade."""

    single: float  # share of names of one character
    singles: Iterator[str]
    whole: Iterator[str]
    characters: Iterator[str]


class Namer:
    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        ordinary = letters(WORDS["surnames"]["ordinary"])
        shares: list[float] = WORDS["surnames"]["shares"]
        tail = [115 * (20 / rank) ** 1.25 for rank in range(20, len(ordinary))]
        self._surnames = lots(rng, ordinary, [*shares, *tail])
        self._rare = lots(rng, _RARE, falling(len(_RARE)))
        self._compound: list[str] = WORDS["surnames"]["compound"].split()
        self._fashions = {
            (sex, int(decade)): self._fashion(entry)
            for sex in ("male", "female")
            for decade, entry in _GIVEN[sex].items()
        }

    def _fashion(self, entry: dict[str, str | float]) -> _Fashion:
        known, characters = str(entry["whole"]).split(), str(entry["characters"])
        # The names of one character in fashion, then whatever may stand alone.
        ones = [name for name in known if len(name) == 1]
        ones += [one for one in characters if one not in _LEADING and one not in ones]
        whole = [name for name in known if len(name) == 2]
        return _Fashion(
            single=float(entry["single"]),
            singles=lots(self._rng, ones, falling(len(ones), steepness=0.7)),
            whole=lots(self._rng, whole, falling(len(whole))),
            characters=lots(self._rng, characters, falling(len(characters), steepness=0.55)),
        )

    def surname(self) -> str:
        if self._rng.random() < 0.003:
            return self._rng.choice(self._compound)
        return next(self._surnames)

    def given(self, *, is_male: bool, year: int, shared: str = "") -> str:
        """A given name; one with a character shared by a generation or by siblings, if there is."""
        rng = self._rng
        decade = min(2010, max(1920, year // 10 * 10))
        decade = 1920 if decade == 1930 else decade
        fashion = self._fashions["male" if is_male else "female", decade]
        if rng.random() < (0.015 if year > 1984 else 0.004):
            return shared + next(self._rare)
        if shared:
            return self._beside(shared, fashion)
        if rng.random() < fashion.single:
            return next(fashion.singles)
        if rng.random() < 0.1:
            return next(fashion.whole)
        pair = next(fashion.characters) + next(fashion.characters)
        return pair[::-1] if pair[1] in _LEADING and pair[0] not in _LEADING else pair

    def _beside(self, shared: str, fashion: _Fashion) -> str:
        other = next(character for character in fashion.characters if character != shared)
        return shared + other if self._rng.random() < 0.92 else other + shared

    def ethnic(self, culture: str, *, is_male: bool, father: str) -> str:
        """A name in Chinese characters of one of the peoples that have no surname of ours."""
        rng = self._rng
        own = rng.choice(_ETHNIC[f"{culture}_{'male' if is_male else 'female'}"])
        if culture in ("uyghur", "kazakh"):
            return f"{own}·{father.split('·')[0] or rng.choice(_ETHNIC[f'{culture}_male'])}"
        if culture == "yi":
            clan = father[:2] or rng.choice(_ETHNIC["yi_clan"])
            return f"{clan}·{own}" if "·" in father or rng.random() < 0.2 else clan + own
        if culture == "tibetan":
            return own + rng.choice(_ETHNIC[f"tibetan_{'male' if is_male else 'female'}"])
        return own if len(own) > 2 else own + rng.choice(_ETHNIC["mongol_male"])[:2]

    def shared(self, clan: Clan, *, is_male: bool, year: int, elder: str) -> str:
        """The character that a child's name has in common with its cousins or elder sibling."""
        rng = self._rng
        if is_male and year < 1995 and rng.random() < 0.42:
            return clan.generations[(year - 1900) // 25 % len(clan.generations)]
        if len(elder) > 1 and rng.random() < 0.35:
            return elder[0]
        return ""
