"""What is known already about the people of a roster, read in a handful of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from yushui.people.importing import bulk
from yushui.people.models import Belonging, Household, Person
from yushui.territory.models import Region


class KnownPerson(NamedTuple):
    pk: int
    uid: UUID
    household_id: int
    name: str
    relation: str
    sex: str
    birth_on: date | None
    id_index: str | None
    phone_sealed: bytes | None
    status: str
    note: str


class KnownHousehold(NamedTuple):
    pk: int
    code: str
    head_name: str
    region_id: int
    path: str  # of the region
    address: str


_PERSON = KnownPerson._fields
_HOUSEHOLD = ("pk", "code", "head_name", "region_id", "region__path", "address")


@dataclass
class Standing:
    """Persons and households that lines of a roster may turn out to be."""

    by_index: dict[str, KnownPerson] = field(default_factory=dict)
    by_name: dict[str, list[KnownPerson]] = field(default_factory=lambda: defaultdict(list))
    households: dict[int, KnownHousehold] = field(default_factory=dict)
    by_code: dict[str, KnownHousehold] = field(default_factory=dict)
    by_address: dict[tuple[int, str], KnownHousehold] = field(default_factory=dict)
    codes: dict[int, frozenset[str]] = field(default_factory=dict)  # open categories by person

    def home_of(self, person: KnownPerson) -> KnownHousehold:
        return self.households[person.household_id]

    def add_persons(self, persons: Iterable[KnownPerson]) -> None:
        for person in persons:
            self.by_name[person.name].append(person)
            if person.id_index:
                self.by_index[person.id_index] = person

    def joined(self, other: "Standing") -> "Standing":
        """This and what the other knows besides, by household and category; neither changes."""
        return replace(
            self,
            households=self.households | other.households,
            codes=self.codes | other.codes,
        )

    def add_households(self, rows: Iterable[Any]) -> None:
        for row in rows:
            home = KnownHousehold(*row)
            self.households[home.pk] = home
            self.by_code[home.code] = home
            if home.address:
                self.by_address.setdefault((home.region_id, home.address), home)


@dataclass(frozen=True)
class Wanted:
    """What the lines of a roster make it necessary to look up."""

    indexes: set[str]
    nameless: set[str]  # names of lines that bring no identity number
    household_codes: set[str]
    addresses: set[str]


def read(region: Region, wanted: Wanted) -> Standing:
    """Look up everything a roster of `region` may refer to."""
    standing = Standing()
    if not Person.objects.exists() and not Household.objects.exists():
        return standing
    persons = _persons(region, wanted)
    standing.add_persons(persons.values())
    here = Household.objects.filter(region__in=Region.objects.within(region))
    standing.add_households(_homes("code", wanted.household_codes, Household.objects.all()))
    standing.add_households(_homes("address", wanted.addresses, here))
    missing = {one.household_id for one in persons.values()} - standing.households.keys()
    standing.add_households(_homes("pk", missing, Household.objects.all()))
    standing.codes = _codes(persons)
    return standing


def of_persons(keys: set[int]) -> Standing:
    """Look up these persons, whoever they are."""
    standing = Standing()
    rows = bulk.in_parts(
        keys, lambda part: Person.objects.filter(pk__in=part).values_list(*_PERSON)
    )
    persons = {row[0]: KnownPerson(*row) for row in rows}
    standing.add_persons(persons.values())
    homes = {one.household_id for one in persons.values()}
    standing.add_households(_homes("pk", homes, Household.objects.all()))
    standing.codes = _codes(persons)
    return standing


def _persons(region: Region, wanted: Wanted) -> dict[int, KnownPerson]:
    """Everybody with one of the numbers, and in the region those whom only a name can tell.

    Whoever was entered without a number is looked at too: a later roster may bring it.
    """
    below = Person.objects.within(region)
    rows = [
        *bulk.in_parts(
            wanted.indexes,
            lambda part: Person.objects.filter(id_index__in=part).values_list(*_PERSON),
        ),
        *bulk.in_parts(
            wanted.nameless,
            lambda part: below.filter(name__in=part).values_list(*_PERSON),
        ),
        *below.filter(id_index=None).values_list(*_PERSON),
    ]
    return {row[0]: KnownPerson(*row) for row in rows}


def _homes(column: str, values: set[Any], among: Any) -> Iterable[Any]:
    return bulk.in_parts(
        values, lambda part: among.filter(**{f"{column}__in": part}).values_list(*_HOUSEHOLD)
    )


def _codes(persons: Iterable[int]) -> dict[int, frozenset[str]]:
    held: dict[int, set[str]] = defaultdict(set)
    for person_id, code in bulk.in_parts(
        persons,
        lambda part: Belonging.objects.filter(person_id__in=part, until=None).values_list(
            "person_id", "category"
        ),
    ):
        held[person_id].add(code)
    return {person_id: frozenset(codes) for person_id, codes in held.items()}
