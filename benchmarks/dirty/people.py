"""The people of the clean lists and the houses they live in."""

from dataclasses import dataclass, field
from datetime import date

from benchmarks.dirty.places import Village


TODAY = date(2026, 11, 1)
NOBODY = -1


@dataclass(eq=False, slots=True)
class House:
    number: int
    village: Village
    address: str
    members: list[int] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Person:
    """One of the population; relatives are places in the list of all."""

    name: str
    is_male: bool
    born_on: date
    id_number: str
    house: House
    relation: str = "户主"
    phone: str = ""
    category: str = "现役军人家属"
    enlisted: str = ""
    father: int = NOBODY
    mother: int = NOBODY
    spouse: int = NOBODY

    @property
    def is_soldier(self) -> bool:
        return self.enlisted != ""

    @property
    def sex(self) -> str:
        return "男" if self.is_male else "女"

    @property
    def age(self) -> int:
        return TODAY.year - self.born_on.year
