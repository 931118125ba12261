"""How often two people who are not the same agree by chance.

Sharing 王建国 says little, sharing 令狐雁 nearly everything. Both lists together are counted, and
what is expected of any list is mixed in, because a list of fifty cannot tell rare from common.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from yushui.people.matching import names
from yushui.people.matching.standard import Record


# As many made-up people of the expected kind as are mixed in with the counted ones.
WEIGHT = 1000.0
RAREST = 2e-8  # nothing is rarer than this, however large the lists
_USUAL_CHARACTER = 1 / 250  # of a given name; the commonest reach 1/50
_CHARACTERS = 400.0
_USUAL_YEAR = 1 / 70
_USUAL_PLACE = 1 / 40
# Of those with the same surname: who shares one of two characters of the given name.
_NEAR = 0.015


@dataclass(frozen=True)
class Frequencies:
    """Shares by value; a value never seen has the share its parts make likely."""

    name: dict[str, float]
    shape: dict[str, float]
    sound: dict[str, float]
    surname: dict[str, float]
    year: dict[str, float]
    county: dict[str, float]
    township: dict[str, float]
    village: dict[str, float]

    def row(self, record: Record) -> tuple[float | None, ...]:
        """The shares that belong to a record, in the order of `COLUMNS`."""
        year = self.year.get(record.birth_year)
        surname = self.surname.get(record.surname)
        return (
            self.name.get(record.name),
            self.shape.get(record.shape),
            self.sound.get(record.sound),
            surname,
            surname and surname * _NEAR,
            year and year / 365,
            year and year / 12,
            year,
            self.county.get(record.county),
            self.township.get(record.township),
            self.village.get(record.village),
        )


# The columns of `Frequencies.row`; Splink finds them by their names.
COLUMNS = (
    "tf_name", "tf_shape", "tf_sound", "tf_surname", "tf_near", "tf_birth", "tf_birth_month",
    "tf_birth_year", "tf_county", "tf_township", "tf_village",
)  # fmt: skip


def count(known: Sequence[Record], incoming: Sequence[Record]) -> Frequencies:
    """Count both lists together."""

    def mixed(key: str, expected: Callable[[str], float]) -> dict[str, float]:
        lists = [Counter(getattr(one, key) for one in records) for records in (known, incoming)]
        return _mixed(lists, expected)

    surnames = mixed("surname", names.share_of_surname)
    likely = _Likely(surnames, [*known, *incoming])
    written = {one.sound: one.name for records in (known, incoming) for one in records}
    return Frequencies(
        name=mixed("name", likely.of),
        shape=mixed("shape", likely.of),
        # As likely as a name that was seen with it, and others that sound so.
        sound=mixed("sound", lambda sound: 3 * likely.of(written[sound])),
        surname=surnames,
        year=mixed("birth_year", lambda year: _USUAL_YEAR),
        county=mixed("county", lambda place: _USUAL_PLACE),
        township=mixed("township", lambda place: _USUAL_PLACE / 20),
        village=mixed("village", lambda place: _USUAL_PLACE / 200),
    )


class _Likely:
    """What a name's parts say about how often it occurs."""

    def __init__(self, surnames: dict[str, float], records: Iterable[Record]) -> None:
        self.surnames = surnames
        self.letters = Counter(letter for one in records for letter in one.given)
        self.total = self.letters.total() + _CHARACTERS

    def of(self, name: str) -> float:
        surname = name[:2] if name[:2] in self.surnames else name[:1]
        share = self.surnames.get(surname) or names.share_of_surname(surname)
        for letter in name[len(surname) :]:
            share *= (self.letters[letter] + _CHARACTERS * _USUAL_CHARACTER) / self.total
        return share


def _mixed(lists: Sequence[Counter[str]], expected: Callable[[str], float]) -> dict[str, float]:
    """The share of each value among others: a person's own row in either list does not count."""
    others: Counter[str] = Counter()
    total = WEIGHT
    for counted in lists:
        counted.pop("", None)
        total += counted.total()
        for value, seen in counted.items():
            others[value] += seen - 1
    return {
        value: max(RAREST, (seen + WEIGHT * expected(value)) / total)
        for value, seen in others.items()
    }
