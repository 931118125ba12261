"""One line of a list on its way from the truth to what the office receives."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from benchmarks.dirty.families import Population
from benchmarks.dirty.people import NOBODY, Person
from benchmarks.dirty.places import natives


COLUMNS = (
    "姓名", "性别", "身份证号", "出生日期", "联系电话", "县", "乡镇", "村", "家庭住址",
    "与户主关系", "户主姓名", "人员类别", "入伍时间", "家庭编号", "家属姓名", "籍贯",
)  # fmt: skip
(
    NAME, SEX, ID, BORN, PHONE, COUNTY, TOWNSHIP, VILLAGE, ADDRESS, RELATION,
    HEAD, CATEGORY, ENLISTED, HOUSE, KIN, NATIVE,
) = range(len(COLUMNS))  # fmt: skip
KNOWN = 14  # columns of the list the office keeps

_NATIVES = natives()


@dataclass(eq=False, slots=True)
class Entry:
    """Cells that errors change; the address holds only its tail until `composed`."""

    person: Person
    cells: list[str]
    kinds: list[str] = field(default_factory=list)
    known_row: int | None = None
    is_duplicate: bool = False
    upper: int = COUNTY  # the level that the address begins with
    above: "Entry | None" = None

    def composed(self) -> list[str]:
        return composed(self.cells, self.upper)


@dataclass(frozen=True, slots=True)
class Scene:
    """What an error may draw on besides the line itself."""

    rng: random.Random
    population: Population

    def relatives(self, person: Person) -> list[Person]:
        near = (person.father, person.mother, person.spouse)
        return [self.population.people[index] for index in near if index != NOBODY]

    def housemates(self, person: Person) -> list[Person]:
        everybody = self.population.people
        return [everybody[one] for one in person.house.members if everybody[one] is not person]


# Changes the entry and says so, or finds nothing to change.
Error = Callable[[Entry, Scene], bool]


def clean(person: Person, population: Population) -> list[str]:
    house = person.house
    village = house.village
    return [
        person.name,
        person.sex,
        person.id_number,
        person.born_on.isoformat(),
        person.phone,
        village.county.name,
        village.township,
        village.name,
        house.address,
        person.relation,
        population.head(person).name,
        person.category,
        person.enlisted,
        f"H{house.number:07}",
    ]


def composed(cells: list[str], upper: int = COUNTY) -> list[str]:
    """With the whole address in its cell, from a level on."""
    cells[ADDRESS] = "".join(cells[upper : ADDRESS + 1])
    return cells


def extra(person: Person, scene: Scene) -> list[str]:
    """What only lists from elsewhere have: a relative to call, and the native place."""
    family = scene.relatives(person) or scene.housemates(person)
    kin = family[0].name if family else ""
    return [kin, native(person)]


def native(person: Person) -> str:
    return _NATIVES[person.id_number[:6]]
