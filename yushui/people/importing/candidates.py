"""Whom the rows of a roster may mean at all: found by plain columns, before anybody is opened.

These are the equalities of the matcher (`matching.model.SHARED`), taken a little wider where that
is less code. What only an identity number would find is not asked for: equal numbers are known
before, and of two that differ in a digit the birth dates agree. Telephones are sealed: they are
opened to look for an equal one where the name agrees, or nearly and with the year of birth, or else
the birth date.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from django.db.models import QuerySet

from yushui.people import seals
from yushui.people.importing import bulk
from yushui.people.importing.census import Census, Places
from yushui.people.importing.families import Member
from yushui.people.matching import names, standard
from yushui.people.matching.linking import FEW
from yushui.people.matching.names import Name
from yushui.people.models import Person
from yushui.territory.models import Region


class Known(NamedTuple):
    """Somebody as far as is read without opening anything."""

    pk: int
    name: str
    birth_on: date | None
    region_id: int
    code: str
    head_name: str


class Wish(NamedTuple):
    """What one row says of whom it may mean."""

    name: Name
    birth_on: date | None
    region_id: int
    township: str
    code: str
    head: str
    phone: str


_COLUMNS = (
    "pk", "name", "birth_on", "household__region_id", "household__code", "household__head_name",
)  # fmt: skip
_SHORTEST_NEAR = 3  # below, a character's difference is another name

Wishes = dict[Any, list[Wish]]


def choose(members: Iterable[Member], region: Region, census: Census, places: Places) -> set[int]:
    """The keys of everybody in the region who is worth holding against one of the rows."""
    wishes = [_wish(one, places) for one in members]
    return _Choice(wishes, census, places).made(Person.objects.within(region))


def _wish(member: Member, places: Places) -> Wish:
    line = member.line
    return Wish(
        names.read(line.name),
        line.birth_on,
        member.region_id,
        _township(places, member.region_id),
        line.household_code,
        names.read(line.head_name).text if line.head_name else "",
        standard.phones(line.phone)[0],
    )


def _township(places: Places, region_id: int) -> str:
    return "".join(places.get(region_id, ())[1:2])


class _Choice:
    """A choice while it is being made: the rows by everything that may lead to them."""

    def __init__(self, wishes: list[Wish], census: Census, places: Places) -> None:
        self.census, self.places = census, places
        self.alike = _by_name(wishes, census, _alike_forms, least=1)
        self.near = _by_name(wishes, census, _near_forms, least=_SHORTEST_NEAR)
        self.by_birth = _grouped((wish.birth_on, wish) for wish in wishes if wish.birth_on)
        self.by_village = _grouped((wish.region_id, wish) for wish in wishes)
        self.by_code = _grouped((wish.code, wish) for wish in wishes if wish.code)

    def made(self, among: QuerySet[Person]) -> set[int]:
        chosen: set[int] = set()
        by_phone: Wishes = {}
        for row in self._sharing(among):
            if row.pk in chosen:
                continue
            if self._is_worth_a_look(row):
                chosen.add(row.pk)
            elif called := self._callable(row):
                by_phone[row.pk] = called
        return chosen | set(_with_the_phone(among, by_phone))

    def _sharing(self, among: QuerySet[Person]) -> Iterator[Known]:
        """Everybody who shares a name, a birth date, a village or a household with a row."""
        shared: dict[str, Iterable[Any]] = {
            "name": self.alike.keys() | self.near.keys(),
            "birth_on": self.by_birth,
            "household__region": self.by_village,
            "household__code": self.by_code,
        }
        for column, values in shared.items():
            yield from map(Known._make, bulk.in_parts(values, partial(_found, among, column)))

    def _is_worth_a_look(self, row: Known) -> bool:
        return (
            any(self._fits_alike(row, wish) for wish in self.alike.get(row.name, ()))
            or any(_fits_near(row, wish) for wish in self.near.get(row.name, ()))
            or self._is_a_neighbour(row)
        )

    def _fits_alike(self, row: Known, wish: Wish) -> bool:
        name, counted = self.census.names[row.name], self.census.people.counted
        return (
            _same_year(row, wish)
            or _same_day(row, wish)
            or _township(self.places, row.region_id) == wish.township
            or row.code == wish.code
            or min(counted["shape"][name.shape], counted["sound"][name.sound]) <= FEW
        )

    def _is_a_neighbour(self, row: Known) -> bool:
        """Whatever the given name: of one day, one family's code, one village and head or year."""
        surname = self.census.names[row.name].surname
        return (
            any(
                surname == wish.name.surname or row.region_id == wish.region_id
                for wish in self.by_birth.get(row.birth_on, ())
            )
            or any(
                _same_head(row, wish) or (surname == wish.name.surname and _same_year(row, wish))
                for wish in self.by_village.get(row.region_id, ())
            )
            or any(surname == wish.name.surname for wish in self.by_code.get(row.code, ()))
        )

    def _callable(self, row: Known) -> list[Wish]:
        """Rows that may be this person if the telephone agrees."""
        near = [wish for wish in self.near.get(row.name, ()) if _same_year(row, wish)]
        born = self.by_birth.get(row.birth_on, ())
        return [wish for wish in (*self.alike.get(row.name, ()), *near, *born) if wish.phone]


def _grouped(pairs: Iterable[tuple[Any, Wish]]) -> Wishes:
    groups: Wishes = defaultdict(list)
    for key, wish in pairs:
        groups[key].append(wish)
    return groups


def _by_name(
    wishes: Iterable[Wish],
    census: Census,
    forms: Callable[[Name], tuple[str, ...]],
    *,
    least: int,
) -> Wishes:
    """Which rows a name that is written in the register may mean."""
    asked = [wish for wish in wishes if len(wish.name.shape) >= least]
    wanted = _grouped((form, wish) for wish in asked for form in forms(wish.name))
    found = {}
    for written, name in census.names.items():
        own = forms(name) if len(name.shape) >= least else ()
        if not wanted.keys().isdisjoint(own):
            found[written] = [wish for form in own for wish in wanted.get(form, ())]
    return found


def _alike_forms(name: Name) -> tuple[str, ...]:
    return f"shape {name.shape}", f"sound {name.sound}", f"letters {name.letters}"


def _near_forms(name: Name) -> tuple[str, ...]:
    """Two names of one surname that differ in a character have one of these in common."""
    shape = f"{name.surname} {name.shape}"
    start = len(name.surname) + 1
    return shape, *(shape[:at] + shape[at + 1 :] for at in range(start, len(shape)))


def _fits_near(row: Known, wish: Wish) -> bool:
    return _same_year(row, wish) and _same_head(row, wish)


def _same_head(row: Known, wish: Wish) -> bool:
    return wish.head != "" and names.read(row.head_name).text == wish.head


def _same_year(row: Known, wish: Wish) -> bool:
    return bool(row.birth_on and wish.birth_on and row.birth_on.year == wish.birth_on.year)


def _same_day(row: Known, wish: Wish) -> bool:
    one, other = row.birth_on, wish.birth_on
    return bool(one and other and (one.month, one.day) == (other.month, other.day))


def _found(among: QuerySet[Person], column: str, values: list[Any]) -> Any:
    return among.filter(**{f"{column}__in": values}).order_by().values_list(*_COLUMNS)


def _with_the_phone(among: QuerySet[Person], wishes: Wishes) -> Iterator[int]:
    """Who has the telephone of a row that may mean them."""
    sealed = bulk.in_parts(
        wishes,
        lambda part: (
            among.filter(pk__in=part, phone_sealed__isnull=False)
            .order_by()
            .values_list("pk", "uid", "phone_sealed")
        ),
    )
    for pk, uid, phone in sealed:
        number = standard.phones(seals.opened_phone(uid, phone))[0]
        if number and any(number == wish.phone for wish in wishes[pk]):
            yield pk
