"""What the pages about families show: numbers masked, categories in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.kernel import clock
from yushui.people import categories, legal, seals
from yushui.people.models import (
    BankAccount,
    Belonging,
    Contact,
    Evidence,
    Household,
    HouseholdQuerySet,
    Person,
    Status,
)
from yushui.reports.papers.families import SPOKEN
from yushui.territory.models import Region
from yushui.visits.models import Occurrence


SHOWN_CATEGORIES = 3
OCCURRENCES_SHOWN = 20


@dataclass(frozen=True)
class Family:
    """A household in the list."""

    household: Household
    persons: list[Person]
    labels: list[str]
    contact: str = ""

    @property
    def more(self) -> int:
        return max(len(self.labels) - SHOWN_CATEGORIES, 0)

    @property
    def first_labels(self) -> list[str]:
        return self.labels[:SHOWN_CATEGORIES]


@dataclass(frozen=True)
class Card:
    """A person on the household's page."""

    person: Person
    age: int | None
    id_card: str
    phone: str
    belongings: list[tuple[Belonging, str]]
    implied: list[str]
    legal: list[str]
    account: BankAccount | None = None
    account_number: str = ""

    @property
    def is_dead(self) -> bool:
        return self.person.status == Status.DEAD

    @property
    def note(self) -> str:
        return "" if self.person.status == Status.ALIVE else self.person.get_status_display()


@dataclass(frozen=True)
class Label:
    """A work label on the person's page, with what proves it."""

    belonging: Belonging
    text: str
    evidence: list[tuple[Evidence, str]]  # with its number masked


def in_place(households: HouseholdQuerySet, place: Region | None) -> HouseholdQuerySet:
    return households.filter(region__in=Region.objects.within(place)) if place else households


def belonging_to(households: HouseholdQuerySet, code: str) -> HouseholdQuerySet:
    """Households with somebody alive who is in the category, or in one that implies it."""
    held = Belonging.objects.filter(
        person__household=OuterRef("pk"),
        person__status=Status.ALIVE,
        category__in=categories.expand([code]),
        until=None,
    )
    return households.filter(Exists(held))


def families(households: Iterable[Household]) -> list[Family]:
    """The households of a page with their members and contacts, in three more queries."""
    listed = {household.pk: household for household in households}
    members: dict[int, list[Person]] = {pk: [] for pk in listed}
    for person in _with_categories(Person.objects.filter(household__in=listed)):
        members[person.household_id].append(person)
    named = Contact.objects.active().filter(household__in=listed)
    contacts = dict(named.values_list("household", "name"))
    return [
        Family(listed[pk], persons, _labels(persons), contacts.get(pk, ""))
        for pk, persons in members.items()
    ]


def _labels(persons: Iterable[Person]) -> list[str]:
    stored = {one.category for person in persons for one in _standing(person)}
    return [categories.label(code) for code in categories.narrowest(stored)]


def members(households: HouseholdQuerySet, pk: int) -> list[Person]:
    """The persons of one of these families, which comes with them, and what is said of them."""
    persons = Person.objects.filter(household__in=households, household=pk)
    is_struck = Exists(Occurrence.objects.filter(household=OuterRef("household")))
    loaded = persons.select_related("household__region__parent").prefetch_related(
        "accounts", *SPOKEN
    )
    return list(loaded.annotate(is_struck=is_struck).order_by("pk"))


def occurrences(household: Household, persons: list[Person], actor: Actor) -> list[Occurrence]:
    """What happened to the family; of most nothing did, and then nothing more is asked."""
    if persons and not vars(persons[0])["is_struck"]:
        return []
    return list(Occurrence.objects.visible_to(actor).of(household)[:OCCURRENCES_SHOWN])


def cards(persons: Iterable[Person]) -> list[Card]:
    return [_card(person, clock.today()) for person in persons]


def _card(person: Person, today: date) -> Card:
    belongings = list(person.belongings.all())
    account = next((one for one in person.accounts.all() if one.until is None), None)
    return Card(
        person=person,
        age=person.age(today),
        id_card=seals.masked_id_card(person),
        phone=seals.masked_phone(person),
        belongings=[(one, categories.label(one.category)) for one in belongings],
        implied=implied(person, today),
        legal=[one.label for one in legal.held(person, today)],
        account=account,
        account_number=seals.masked_account(account) if account else "",
    )


def implied(person: Person, today: date) -> list[str]:
    """What follows from the labels and the age: computed, never stored."""
    stored = {one.category for one in person.belongings.all()}
    follows = categories.held(person, today) - stored
    return [label for code, label in categories.labels().items() if code in follows]


def held(person: Person) -> list[Label]:
    return [
        Label(
            one,
            categories.label(one.category),
            [(seen, seals.masked_certificate(seen)) for seen in one.evidence.all()],
        )
        for one in person.belongings.all()
    ]


def _standing(person: Person) -> list[Belonging]:
    return [one for one in person.belongings.all() if one.until is None]


def _with_categories(persons: QuerySet[Person]) -> QuerySet[Person]:
    return persons.order_by("household", "pk").prefetch_related(
        Prefetch("belongings", Belonging.objects.order_by("until", "pk"))
    )


def place_of(chosen: str, actor: Actor, permission: Permission) -> Region | None:
    """The place asked for, inside the scope; else where the actor's own scope begins."""
    if not (chosen.isdecimal() and len(chosen) < 12):
        return root_of(actor, permission)
    reach = actor.scope(permission).own_regions()
    return get_object_or_404(Region.objects.filter(reach).select_related("parent"), pk=int(chosen))


def root_of(actor: Actor, permission: Permission) -> Region | None:
    """The place the actor answers for: the outermost one."""
    scope = actor.scope(permission)
    reachable = Region.objects.current().filter(scope.own_regions())
    return reachable.select_related("parent").order_by("level", "path").first()


def places_below(place: Region | None) -> list[Region]:
    if place is None:
        return []
    return list(Region.objects.current().filter(parent=place).order_by("code", "pk"))


@dataclass(frozen=True)
class Named:
    """A place with its families, and how many of them have nobody named for them."""

    place: Region
    total: int
    without: int


def named_below(place: Region, below: list[Region]) -> list[Named]:
    """The place itself, then those directly below it, in one query."""
    active = Contact.objects.active().filter(household=OuterRef("pk"))
    families = in_place(Household.objects.all(), place).annotate(is_named=Exists(active))
    counts = families.values_list("region__path", "is_named").annotate(count=Count("pk"))
    held = [(path, is_named, count) for path, is_named, count in counts.order_by("region__path")]
    return [_named(one, held) for one in [place, *below]]


def _named(place: Region, held: list[tuple[str, bool, int]]) -> Named:
    inside = [row for row in held if row[0].startswith(place.path)]
    without = sum(count for _, is_named, count in inside if not is_named)
    return Named(place, sum(count for *_, count in inside), without)
