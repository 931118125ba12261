"""Who of a house serves or served, and by which telephone each is reached."""

import random
from collections.abc import Sequence

from benchmarks.dirty.people import Person
from benchmarks.dirty.words import lots


# Blocks of mobile numbers that were never given out.
BLOCKS = ("154", "160", "161", "163", "164", "168", "169")
_VETERANS = {
    "退役军人": 72, "参战退役军人": 6, "残疾军人": 5, "带病回乡退役军人": 4,
    "年满60周岁农村籍退役士兵": 13,
}  # fmt: skip
_FAMILIES = {"退役军人家属": 80, "病故军人遗属": 10, "烈士遗属": 10}


class Service:
    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._veterans = lots(rng, list(_VETERANS), list(_VETERANS.values()))
        self._families = lots(rng, list(_FAMILIES), list(_FAMILIES.values()))

    def settle(self, members: Sequence[Person]) -> None:
        """Make a soldier or two of a house, the others their family, and give all phones."""
        rng = self._rng
        men = [one for one in members if one.is_male and one.age >= 18]
        serving = False
        if men:
            soldier = rng.choice(men)
            serving = self._enlist(soldier)
        for one in members:
            if one.is_soldier or one.age < 18:
                continue
            if rng.random() < (0.12 if one.is_male else 0.02):
                self._enlist(one)
        for one in members:
            if not one.is_soldier:
                one.category = "现役军人家属" if serving else next(self._families)
        self._connect(members)

    def _enlist(self, one: Person) -> bool:
        """Send into service; true when still there."""
        rng = self._rng
        year = min(2026, one.born_on.year + rng.choice((18, 18, 19, 19, 20, 21)))
        # Once a year after the harvest, since 2013 before it and since 2021 in spring as well.
        month = 9 if year > 2012 else rng.choice((12, 12, 12, 11))
        if year > 2020 and rng.random() < 0.5:
            month = 3
        one.enlisted = f"{year}-{month:02}"
        is_serving = one.age < 25 or (one.age < 42 and rng.random() < 0.25)
        one.category = "现役军人" if is_serving else next(self._veterans)
        return is_serving

    def _connect(self, members: Sequence[Person]) -> None:
        """Phones: most have one; the old and the young are reached by somebody of the house."""
        rng = self._rng
        first = number(rng)
        for one in members:
            own = 0.1 if one.age < 14 else 0.86 if one.age < 65 else 0.55
            if one.relation == "配偶":
                own -= 0.2
            one.phone = number(rng) if rng.random() < own else first


def number(rng: random.Random) -> str:
    """A mobile number of a block that is not given out."""
    return f"{rng.choice(BLOCKS)}{int(rng.random() * 1e8):08}"
