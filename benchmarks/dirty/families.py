"""The clean population, laid down family after family, so that relatives stand near each other."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from benchmarks.dirty.naming import Namer
from benchmarks.dirty.people import NOBODY, House, Person
from benchmarks.dirty.places import Clan, Prefecture, Village, address, division
from benchmarks.dirty.service import Service
from benchmarks.dirty.words import lots
from yushui.kernel.identifiers.id_card import check_character


@dataclass(frozen=True, slots=True)
class _Kin:
    """The line a family descends in, and where it lives."""

    clan: Clan
    culture: str


@dataclass(frozen=True, slots=True)
class _Birth:
    is_male: bool
    year: int
    shared: str = ""  # a character of the given name
    father: int = NOBODY
    is_from_afar: bool = False


class Population:
    """Everybody there is; each list knows a part of them."""

    def __init__(self, rng: random.Random, size: int) -> None:
        self._rng = rng
        self.prefecture = Prefecture(rng, size)
        self.people: list[Person] = []
        self._houses = 0
        self.namer = Namer(rng)
        self._service = Service(rng)
        self._numbers: set[str] = set()
        villages = self.prefecture.villages
        self._villages = lots(rng, villages, [rng.uniform(0.3, 1.7) for _ in villages])
        self._years = lots(rng, range(1928, 1990), [1.0] * 62)
        while len(self.people) < size:
            self._family()

    def head(self, person: Person) -> Person:
        return self.people[person.house.members[0]]

    def _family(self) -> None:
        """An old couple and all that descend from it in the male line."""
        rng = self._rng
        village, year = next(self._villages), next(self._years)
        clan = rng.choice(village.clans)
        if village.is_town or rng.random() < 0.3:
            clan = Clan(self.namer.surname(), clan.generations)
        kin = _Kin(clan, village.culture if rng.random() < 0.85 else "han")
        house = self._house(village)
        shared = self.namer.shared(clan, is_male=True, year=year, elder="")
        father = self._person(kin, house, _Birth(True, year, shared))
        self._raise(kin, father, self._wife(kin, father))

    def _raise(self, kin: _Kin, father: int, mother: int) -> None:
        """Bear the children, let married sons go, and see who of those left is a soldier."""
        for child in self._children(kin, father, mother):
            person = self.people[child]
            if person.is_male and person.born_on.year < 2000 and self._rng.random() < 0.6:
                self._leave(kin, child)
        members = self.people[father].house.members
        self._service.settle([self.people[index] for index in members])

    def _leave(self, kin: _Kin, son: int) -> None:
        """Let a son found a house of his own, mostly beside his parents'."""
        person = self.people[son]
        village = person.house.village
        person.house.members.remove(son)
        is_near = self._rng.random() < 0.85
        person.house = self._house(village if is_near else next(self._villages))
        person.house.members.append(son)
        person.relation = "户主"
        self._raise(kin, son, self._wife(kin, son))

    def _house(self, village: Village) -> House:
        self._houses += 1
        return House(self._houses, village, address(self._rng, village))

    def _wife(self, kin: _Kin, husband: int) -> int:
        man = self.people[husband]
        year = man.born_on.year + self._rng.choice((-2, -1, 0, 0, 1, 1, 2, 2, 3, 4, 6))
        own = _Kin(Clan(self.namer.surname(), ""), kin.culture)
        wife = self._person(own, man.house, _Birth(False, year, is_from_afar=True))
        self.people[wife].relation = "配偶"
        self.people[wife].spouse, man.spouse = husband, wife
        return wife

    def _children(self, kin: _Kin, father: int, mother: int) -> list[int]:
        rng = self._rng
        year = self.people[mother].born_on.year + rng.randint(19, 27)
        wanted = (1, 1, 2) if year >= 1982 else (1, 2, 2, 3) if year >= 1965 else (2, 3, 3, 4, 5)
        born: list[int] = []
        for _ in range(rng.choice(wanted)):
            if year > 2016:
                break
            born.append(self._child(kin, (father, mother), year, born))
            if rng.random() < 0.015:
                born.append(self._twin(kin, born[-1]))
            year += rng.choice((1, 2, 2, 3, 3, 4, 6))
        return born

    def _child(self, kin: _Kin, parents: tuple[int, int], year: int, elder: list[int]) -> int:
        is_male = self._rng.random() < 0.6  # married daughters are on the lists of elsewhere
        before = [self.people[one].name for one in elder if self.people[one].is_male == is_male]
        given = before[-1].removeprefix(kin.clan.surname) if before else ""
        shared = self.namer.shared(kin.clan, is_male=is_male, year=year, elder=given)
        house = self.people[parents[0]].house
        child = self._person(kin, house, _Birth(is_male, year, shared, parents[0]))
        person = self.people[child]
        person.relation = "子" if is_male else "女"
        person.father, person.mother = parents
        return child

    def _twin(self, kin: _Kin, first: int) -> int:
        """Born the same day, registered the same hour, and nearly of the same name."""
        rng = self._rng
        one = self.people[first]
        is_male = one.is_male if rng.random() < 0.7 else not one.is_male
        given = one.name.removeprefix(kin.clan.surname)
        shared = given[0] if len(given) > 1 and rng.random() < 0.8 else ""
        birth = _Birth(is_male, one.born_on.year, shared, one.father)
        twin = self._person(kin, one.house, birth)
        other = self.people[twin]
        other.born_on, other.relation = one.born_on, "子" if is_male else "女"
        other.father, other.mother = one.father, one.mother
        order = int(one.id_number[14:17]) + (2 if is_male == one.is_male else 1)
        other.id_number = self._number(one.id_number[:6], one.born_on, order % 1000)
        return twin

    def _person(self, kin: _Kin, house: House, birth: _Birth) -> int:
        rng = self._rng
        born_on = date(birth.year, 1, 1) + timedelta(days=int(rng.random() * 365))
        person = Person(
            name=self._name(kin, birth),
            is_male=birth.is_male,
            born_on=born_on,
            id_number=self._number(
                self._division(house.village, birth),
                born_on,
                int(rng.random() * 500) * 2 + birth.is_male,
            ),
            house=house,
        )
        self.people.append(person)
        house.members.append(len(self.people) - 1)
        return len(self.people) - 1

    def _name(self, kin: _Kin, birth: _Birth) -> str:
        if kin.culture != "han":
            father = self.people[birth.father].name if birth.father != NOBODY else ""
            return self.namer.ethnic(kin.culture, is_male=birth.is_male, father=father)
        return kin.clan.surname + self.namer.given(
            is_male=birth.is_male, year=birth.year, shared=birth.shared
        )

    def _division(self, village: Village, birth: _Birth) -> str:
        """The code of where one was first registered."""
        rng = self._rng
        county = village.county
        if birth.is_from_afar and rng.random() < 0.2:
            county = rng.choice(self.prefecture.counties)
        is_newcomer = birth.is_from_afar or village.is_town
        is_from_outside = rng.random() < (0.15 if is_newcomer else 0.01)
        return division(rng, county, birth.year, is_from_outside=is_from_outside)

    def _number(self, code: str, born_on: date, order: int) -> str:
        """A number nobody else has; the parity of the order tells the sex."""
        seventeen = f"{code}{born_on.isoformat().replace('-', '')}{order:03}"
        while seventeen in self._numbers:
            order = (order + 2) % 1000
            seventeen = f"{seventeen[:14]}{order:03}"
        self._numbers.add(seventeen)
        return seventeen + check_character(seventeen)
