"""How often two people who are not the same agree by chance.

Sharing 王建国 says little, sharing 令狐雁 nearly everything. Both lists together are counted, and
what is expected of any list is mixed in, because a list of fifty cannot tell rare from common.

Where only a part of a register is compared, the whole of it is counted all the same: among those
who were chosen because they bear a name everybody would seem to bear it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass

import pyarrow as pa
from pyarrow import compute

from yushui.people.matching import names


Shares = dict[str, float]  # of a value among other people

RAREST = 1e-7  # nothing is rarer than this, however large the lists
# As many people of the expected kind as a list is filled up with.
WEIGHT = 1000.0
# Fashions go by decade, sex and place: a name occurs more often than its characters let expect.
_FASHION = 8.0
_USUAL_CHARACTER = 1 / 250  # of a given name; the commonest reach 1/50
_CHARACTERS = 400.0
_USUAL_YEAR = 1 / 70
_USUAL_COUNTY, _USUAL_TOWNSHIP, _USUAL_VILLAGE = 1 / 40, 1 / 800, 1 / 8000


@dataclass(frozen=True)
class Population:
    """How many people are known at all, and how many of them bear each value of a column."""

    size: int
    counted: Mapping[str, Mapping[str, int]]  # by the columns of `COUNTED`


def population(table: pa.Table) -> Population:
    """A list that holds everybody who is known."""
    return Population(table.num_rows, {key: _counts(table, key) for key in COUNTED})


def count(known: pa.Table, incoming: pa.Table, people: Population) -> dict[str, Shares]:
    """The shares of values, by the column of the model they belong to.

    `known` are those of the people who are compared.
    """
    lists = (known, incoming)
    counted = {key: [people.counted[key], _counts(incoming, key)] for key in COUNTED}
    surnames = _mixed(counted["surname"], names.share_of_surname)
    likely = _Likely(surnames, counted["name"])
    sounds = {names.read(name).sound: name for each in counted["name"] for name in each}
    years = _mixed(counted["birth_year"], lambda year: _USUAL_YEAR)
    return {
        # A name or sound that only the known list has is nobody's in common.
        "name": _mixed(counted["name"], likely.of, among=counted["name"][1].keys()),
        "shape": _mixed(counted["shape"], likely.of, among=_values(lists, "shape")),
        # As likely as a name that was seen with it, and two others that sound so.
        "sound": _mixed(
            counted["sound"],
            lambda sound: 3 * likely.of(sounds.get(sound, sound)),
            among=counted["sound"][1].keys(),
        ),
        "birth_year": years,
        "birth_month": _within(years, _values(lists, "birth_month"), 12),
        "birth": _within(years, _values(lists, "birth"), 365),
        "county": _mixed(counted["county"], lambda place: _USUAL_COUNTY),
        "township": _mixed(counted["township"], lambda place: _USUAL_TOWNSHIP),
        "village": _mixed(counted["village"], lambda place: _USUAL_VILLAGE),
    }


COUNTED = ("name", "shape", "sound", "surname", "birth_year", "county", "township", "village")


def _counts(table: pa.Table, key: str) -> dict[str, int]:
    """How often each value stands in a column; what is not said is not counted."""
    seen = compute.value_counts(table[key].drop_null())
    values, numbers = seen.field("values").to_pylist(), seen.field("counts").to_pylist()
    return dict(zip(values, numbers, strict=True))


def _values(lists: Iterable[pa.Table], key: str) -> set[str]:
    return {value for table in lists for value in compute.unique(table[key]).to_pylist() if value}


def _within(years: Mapping[str, float], values: Iterable[str], parts: int) -> Shares:
    """Days and months are as frequent as their year, spread evenly over it."""
    return {value: years[value[:4]] / parts for value in values}


class _Likely:
    """What a name's parts say about how often it occurs."""

    def __init__(self, surnames: Shares, counted: Iterable[Mapping[str, int]]) -> None:
        self.surnames = surnames
        self.letters: Counter[str] = Counter()
        for each in counted:
            for name, seen in each.items():
                for letter in name[1:]:
                    self.letters[letter] += seen
        self.total = self.letters.total() + _CHARACTERS

    def of(self, name: str) -> float:
        surname = name[:2] if name[:2] in self.surnames else name[:1]
        share = self.surnames.get(surname) or names.share_of_surname(surname)
        for letter in name[len(surname) :]:
            share *= (self.letters[letter] + _CHARACTERS * _USUAL_CHARACTER) / self.total
        return share * _FASHION


def _mixed(
    lists: Iterable[Mapping[str, int]],
    expected: Callable[[str], float],
    *,
    among: Set[str] | None = None,
) -> Shares:
    """The share of each value among others: a person's own row in either list does not count.

    Not less than expected: of what is rare a list has seen the others by chance or not at all.
    """
    others: Counter[str] = Counter()
    total = WEIGHT
    for counted in lists:
        total += sum(counted.values())
        for value in counted if among is None else counted.keys() & among:
            others[value] += counted[value] - 1
    return {value: max(RAREST, expected(value), seen / total) for value, seen in others.items()}
