"""A made-up prefecture: counties, townships and villages, with their former names."""

import random
from dataclasses import dataclass, field

from benchmarks.dirty.words import WORDS, falling, letters, lots


_WORDS: dict[str, str] = WORDS["places"]
CULTURES = ("uyghur", "kazakh", "tibetan", "mongol", "yi")
# Division codes that the national table has never had; the second is from before a renumbering.
_CODES = [(f"4497{number:02}", f"4496{number + 20}") for number in range(1, 9)]
_OUTSIDE_CODES = ("439731", "519742", "379753", "419764")


@dataclass(frozen=True, slots=True)
class County:
    name: str
    codes: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Clan:
    surname: str
    generations: str  # the character that all sons of a generation bear, by turns


@dataclass(eq=False, slots=True)
class Village:
    name: str
    former: str
    township: str
    former_township: str
    county: County
    culture: str
    is_town: bool
    clans: list[Clan]
    neighbours: "list[Village]" = field(default_factory=list, repr=False)


class Prefecture:
    """As many townships as the population fills: a short list is that of one county."""

    def __init__(self, rng: random.Random, population: int) -> None:
        self._rng = rng
        ordinary = letters(WORDS["surnames"]["ordinary"])
        self._surnames = lots(rng, ordinary, falling(len(ordinary), steepness=1.1))
        names = _WORDS["counties"].split()
        self.counties = [County(name, codes) for name, codes in zip(names, _CODES, strict=True)]
        self.villages: list[Village] = []
        for number in range(min(100, max(4, population // 500))):
            self.villages += self._township(self.counties[number * 7 % 8], number)

    def _township(self, county: County, number: int) -> list[Village]:
        rng = self._rng
        is_town = number % 6 == 1
        stem = self._stem()
        ending = "街道" if is_town else rng.choice(("镇", "镇", "乡"))
        name = stem + ending
        former = f"{stem}乡" if ending == "镇" else f"{self._stem()}镇"
        culture = CULTURES[number // 13 % 5] if number % 13 == 3 else "han"
        names = {self._village(is_town=is_town): None for _ in range(15)}
        villages = [
            Village(
                name=village,
                former=self._village(is_town=is_town) if rng.random() < 0.3 else "",
                township=name,
                former_township=former if rng.random() < 0.4 else "",
                county=county,
                culture=culture,
                is_town=is_town,
                clans=[self._clan() for _ in range(rng.randint(2, 5))],
            )
            for village in names
        ]
        for village in villages:
            village.neighbours = [other for other in villages if other is not village]
        return villages

    def _stem(self) -> str:
        return self._rng.choice(_WORDS["first"]) + self._rng.choice(_WORDS["second"])

    def _village(self, *, is_town: bool) -> str:
        if is_town:
            return f"{self._stem()}社区"
        if self._rng.random() < 0.4:
            return f"{next(self._surnames)}{self._rng.choice(_WORDS['clan'].split())}村"
        return f"{self._stem()}村"

    def _clan(self) -> Clan:
        characters = self._rng.sample(WORDS["generations"]["characters"], 5)
        return Clan(next(self._surnames), "".join(characters))


def natives() -> dict[str, str]:
    """The native place that a division code stands for."""
    counties = zip(_WORDS["counties"].split(), _CODES, strict=True)
    inside = {code: f"{_WORDS['prefecture']}{name}" for name, codes in counties for code in codes}
    return inside | dict(zip(_OUTSIDE_CODES, _WORDS["outside"].split(), strict=True))


def address(rng: random.Random, village: Village) -> str:
    """What comes after the village."""
    if village.is_town:
        road = rng.choice(_WORDS["roads"].split())
        flat = f"{rng.randint(1, 18)}0{rng.randint(1, 4)}室"
        return f"{road}{rng.randint(1, 199)}号{rng.randint(1, 12)}栋{flat}"
    return f"{rng.randint(1, 12)}组{rng.randint(1, 180)}号"


def division(rng: random.Random, county: County, year: int, *, is_from_outside: bool) -> str:
    """The code of where one was first registered."""
    if is_from_outside:
        return rng.choice(_OUTSIDE_CODES)
    return county.codes[year < 1985 and rng.random() < 0.6]
