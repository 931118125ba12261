"""Whether somebody who is being entered by hand is known already, asked while one types.

Candidates come from the indexes of the search, a few dozen however large the register is; who of
them it may be is for the matcher's own model to say.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.kernel import clock
from yushui.kernel.errors import RuleViolation
from yushui.kernel.identifiers import id_card
from yushui.people import seals
from yushui.people.matching import explaining, names, single
from yushui.people.matching.deciding import Band
from yushui.people.matching.standard import Record, record
from yushui.people.models import Person
from yushui.people.searching import keys
from yushui.people.searching.finding import begins
from yushui.people.searching.keys import Keyer
from yushui.territory import paths
from yushui.territory.models import Region


MOST = 60  # of one kind of candidates
_COMPARED = ("name", "sex", "birth_on", "id_number", "phone", "address", "head_name")


@dataclass(frozen=True)
class Said:
    """What has been typed so far of somebody who will live in `region`."""

    region: Region
    name: str = ""
    sex: str = ""
    birth_on: date | None = None
    id_number: str = ""
    phone: str = ""
    address: str = ""
    head_name: str = ""

    @classmethod
    def of(cls, person: Person) -> "Said":
        """What stands on somebody who is not stored yet."""
        home = person.household
        return cls(
            home.region, person.name, person.sex, person.birth_on, seals.id_card(person),
            seals.phone(person), home.address, home.head_name,
        )  # fmt: skip


@dataclass(frozen=True)
class Alike:
    """Somebody known, and why it may be the same person."""

    person: Person
    reasons: list[str]
    is_sure: bool


def find(said: Said, actor: Actor) -> list[Alike]:
    """Those whom it may be, the likeliest first, as far as the actor may see them."""
    if not names.standard(said.name):
        return []
    persons = _candidates(said, actor)
    answer = single.hold(_record(said), [_record(Said.of(one)) for one in persons])
    if answer.band is Band.NEW:
        return []
    return [
        Alike(persons[one.known - 1], explaining.reasons(one.levels), answer.band is Band.SAME)
        for one in answer.candidates
    ]


def _candidates(said: Said, actor: Actor) -> list[Person]:
    mine = actor.scope(Permission.PEOPLE_VIEW).rows("household__region")
    seen = Person.objects.filter(mine).select_related("household__region").order_by("pk")
    found: dict[int, Person] = {}
    for condition in _conditions(said):
        found |= {one.pk: one for one in seen.filter(condition)[:MOST]}
    return list(found.values())


def _conditions(said: Said) -> Iterable[Q]:
    """Each one a range of an index, or the people of one village."""
    read = Q(reading=keys.reading(said.name))
    here = Q(household__region=said.region)
    if number := _whole(said.id_number):
        yield Q(id_index=seals.id_index(number))
    for key in filter(None, Keyer().phones(said.phone)):
        yield Q(phone_key=key) | Q(other_phone_key=key, other_phone_key__gt=0)
    if said.birth_on:
        yield read & Q(birth_on=said.birth_on)
        yield here & Q(birth_on=said.birth_on)
    yield here & begins("name", names.surname_of(names.standard(said.name)))
    yield read


def _whole(text: str) -> str:
    try:
        return id_card(text, today=clock.today()).number
    except RuleViolation:
        return ""


def _record(said: Said) -> Record:
    """The place is as the register knows it, in the stead of what an address may be read as."""
    told = {key: getattr(said, key) or "" for key in _COMPARED}
    village, township, county = _places(said.region)
    return record(told)._replace(village=village, township=township, county=county)


def _places(region: Region) -> Sequence[str]:
    """The last three steps of its path, the narrowest first."""
    steps = [str(step) for step in reversed(paths.ids(region.path))][:3]
    return (*steps, "", "", "")[:3]
