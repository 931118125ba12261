"""Choosing the other entry of two that are one: by the words of the search box, not by a number."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.people.models import Household, Person
from yushui.people.searching import finding


@dataclass(frozen=True)
class Opposite:
    """Somebody, or a family, that can be put beside what the page is of."""

    name: str
    home: Household
    address: str


@dataclass(frozen=True)
class Choice:
    """What was asked for: the other of one member, or of the family as a whole."""

    members: list[Person]
    person: Person | None
    wanted: str
    found: list[Opposite]


def choice(household: Household, asked: QueryDict, actor: Actor) -> Choice:
    members = list(household.persons.order_by("pk"))
    person = next((one for one in members if str(one.pk) == asked.get("person")), None)
    wanted = asked.get("q", "").strip()[:40]
    hits = finding.find(wanted, actor)
    if person:
        found = [_beside(person, one) for one in hits.persons if one != person]
    else:
        homes = dict.fromkeys([*hits.families, *(one.household for one in hits.persons)])
        found = [_family(household, one) for one in homes if one != household]
    return Choice(members, person, wanted, _within(actor, found))


def _beside(person: Person, other: Person) -> Opposite:
    address = reverse("people:pair", args=[person.pk, other.pk])
    return Opposite(other.name, other.household, address)


def _family(household: Household, other: Household) -> Opposite:
    address = reverse("people:merge_household", args=[household.pk], query={"code": other.code})
    return Opposite(f"{other.head_name}家", other, address)


def _within(actor: Actor, found: Iterable[Opposite]) -> list[Opposite]:
    """Those that the actor may correct, as whoever merges must."""
    return [one for one in found if actor.may(Permission.PEOPLE_EDIT, one.home.region)]
