"""Persons, families and villages that answer to what was typed, inside somebody's scope.

Whoever sees a few villages is answered from these, and whoever sees a county or a nation from the
index of what was typed: either way a handful of rows is touched, and the village is not slower than
the province (docs/adr/0015-one-box-search.md).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import or_
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.db.models.functions import Length

from yushui.accounts.actor import Actor, Scope
from yushui.accounts.roles import Permission
from yushui.people import seals
from yushui.people.models import Household, Person
from yushui.people.searching import keys, words
from yushui.people.searching.keys import Keyer
from yushui.people.searching.words import Field, Number
from yushui.territory.models import Region


Row = TypeVar("Row", bound=Model)
SHOWN = 10
VILLAGES_SHOWN = 5
FEW_PLACES = 40
PLACES_READ = 1_000
LETTERS_OF_A_PLACE = 2
_LAST = "\U0010ffff"


@dataclass(frozen=True)
class Found:
    """The first of what was found, and whether there are others, or only names read alike."""

    persons: Sequence[Person] = ()
    families: Sequence[Household] = ()
    villages: Sequence[Region] = ()
    is_more: bool = False
    is_by_ear: bool = False

    @property
    def count(self) -> int:
        return len(self.persons) + len(self.families) + len(self.villages)


@dataclass(frozen=True)
class Reach:
    """Where one may look: `places` are given when they are few."""

    scope: Scope
    places: Sequence[int] | None = None

    @classmethod
    def of(cls, actor: Actor) -> "Reach":
        scope = actor.scope(Permission.PEOPLE_VIEW)
        found = Region.objects.filter(scope.own_regions()).order_by("pk")
        places = list(found.values_list("pk", flat=True)[: FEW_PLACES + 1])
        return cls(scope, places if len(places) <= FEW_PLACES else None)

    @property
    def is_narrow(self) -> bool:
        return self.places is not None

    def rows(self, lookup: str) -> Q:
        if self.places is None:
            return self.scope.rows(lookup)
        return Q((f"{lookup}__in", self.places))

    def persons(self) -> QuerySet[Person]:
        found = Person.objects.filter(self.rows("household__region"))
        return found.select_related("household__region")

    def households(self) -> QuerySet[Household]:
        return Household.objects.filter(self.rows("region")).select_related("region")


def find(text: str, actor: Actor) -> Found:
    """Whatever answers to the text, by name, sound, village or the number of the family."""
    typed = words.plain(text)
    if not typed:
        return Found()
    reach = Reach.of(actor)
    if letters := words.letters_in(typed):
        return _with_families(_by_sound(letters, reach), typed, reach)
    if not words.is_named(typed):
        return _with_families(Found(), typed, reach)
    return _with_families(_by_name(typed, reach), typed, reach)


def _by_name(typed: str, reach: Reach) -> Found:
    persons, is_by_ear = _called(typed, reach), False
    if not persons:
        persons = _first(reach.persons().filter(begins("reading", keys.reading(typed))), "reading")
        is_by_ear = bool(persons)
    named = reach.households().filter(_named("head_name", typed, reach))
    places = Region.objects.current().filter(reach.scope.own_regions(), name__contains=typed)
    villages = places.select_related("parent").order_by("-level", "path")[:VILLAGES_SHOWN]
    return _found(persons, _first(named, "head_name"), list(villages), is_by_ear=is_by_ear)


def _called(typed: str, reach: Reach) -> list[Person]:
    """By name; in a few villages any part of it will do, and the shortest comes first."""
    found = reach.persons().filter(_named("name", typed, reach))
    return _first(found, *([Length("name")] if reach.is_narrow else []), "name")


def _named(column: str, typed: str, reach: Reach) -> Q:
    return Q((f"{column}__contains", typed)) if reach.is_narrow else begins(column, typed)


def _by_sound(letters: str, reach: Reach) -> Found:
    """By initials, then by whole syllables: `wjg`, `wangjianguo`, `wangjian`."""
    ways = [begins("reading", letters)]
    ways += [
        begins("reading", way.initials) & Q(reading__contains=f" {way.sound}")
        for way in words.spellings(letters)
    ]
    villages = _read_so(letters, reach)
    if reach.is_narrow:
        found = _first(reach.persons().filter(reduce(or_, ways)), "reading")
        return _found(found, villages=villages)
    persons: dict[int, Person] = {}
    for way in ways:
        if len(persons) <= SHOWN:
            persons |= {one.pk: one for one in _first(reach.persons().filter(way), "reading")}
    return _found(list(persons.values()), villages=villages)


def _read_so(letters: str, reach: Reach) -> list[Region]:
    """Places by their initials or whole sound; of more than a county's too many would be read."""
    if len(letters) < LETTERS_OF_A_PLACE:
        return []
    places = Region.objects.current().filter(reach.scope.own_regions()).order_by("-level", "path")
    named = list(places.values_list("pk", "name")[: PLACES_READ + 1])
    if len(named) > PLACES_READ:
        return []
    sounds = [way.sound for way in words.spellings(letters)]
    fitting = [pk for pk, name in named if _is_read_so(keys.reading(name), letters, sounds)]
    shown = places.filter(pk__in=fitting[:VILLAGES_SHOWN]).select_related("parent")
    return list(shown) if fitting else []


def _is_read_so(reading: str, letters: str, sounds: Sequence[str]) -> bool:
    initials, _, sound = reading.partition(" ")
    return initials.startswith(letters) or any(sound.startswith(one) for one in sounds if one)


def begins(column: str, text: str) -> Q:
    """Values that begin so: one range of the column's index on either database."""
    return Q((f"{column}__gte", text), (f"{column}__lt", text + _LAST))


def _with_families(found: Found, typed: str, reach: Reach) -> Found:
    """And the family whose number it is."""
    coded = reach.households().filter(code__in=sorted({typed, typed.upper()})).order_by("pk")
    return replace(found, families=[*coded, *found.families])


def by_number(number: Number, actor: Actor) -> Found:
    """Whose number it is, where the actor may have numbers shown.

    In an order that no index has: PostgreSQL would else look for the number in the order of names.
    """
    reach = Reach(actor.scope(Permission.PEOPLE_REVEAL))
    persons = _first(reach.persons().filter(_holds(number)), Length("name"), "name")
    if number.field != Field.PHONE:
        return _found(persons)
    key = Keyer().phone(number.digits)
    families = reach.households().filter(
        Q(phone_key=key, phone_key__gt=0) | Q(other_phone_key=key, other_phone_key__gt=0)
    )
    return _found(persons, _first(families, Length("head_name"), "head_name"))


def _holds(number: Number) -> Q:
    if number.field == Field.ID_CARD:
        return Q(id_index=seals.id_index(number.digits))
    if number.field == Field.ID_TAIL:
        return Q(id_tail_key__in=Keyer().tails(number.digits))
    key = Keyer().phone(number.digits)
    return Q(phone_key=key) | Q(other_phone_key=key, other_phone_key__gt=0)


def _first(found: QuerySet[Row], *order: str | Length) -> list[Row]:
    """One more than is shown, which tells that there are others."""
    return list(found.order_by(*order, "pk")[: SHOWN + 1])


def _found(
    persons: Sequence[Person],
    families: Sequence[Household] = (),
    villages: Sequence[Region] = (),
    *,
    is_by_ear: bool = False,
) -> Found:
    return Found(
        persons[:SHOWN],
        families[:SHOWN],
        villages,
        is_more=len(persons) > SHOWN or len(families) > SHOWN,
        is_by_ear=is_by_ear,
    )
