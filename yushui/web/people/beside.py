"""A row of a roster beside the people it may be, line by line, with what differs marked."""

from collections.abc import Mapping
from dataclasses import dataclass

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.people import categories, seals
from yushui.people.importing import staging
from yushui.people.matching import explaining
from yushui.people.models import Person, Question, Sex, Status
from yushui.web import formats
from yushui.web.people.facts import LABELS, masked


# What is compared, in the order of the page.
_LINES = (
    "name", "sex", "birth_on", "id_number", "phone", "place", "address", "head_name", "relation",
    "categories",
)  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """What somebody's line says; `tone` is same, other or nothing to compare."""

    text: str
    tone: str = ""


@dataclass(frozen=True)
class Head:
    """A column of the sheet: a candidate, and why."""

    person: Person
    key: int  # what to press
    chance: str
    reasons: list[str]
    note: str
    phone: str  # what would be written over theirs, masked; empty if it stays


@dataclass(frozen=True)
class Line:
    label: str
    incoming: str
    cells: list[Cell]


@dataclass(frozen=True)
class Sheet:
    heads: list[Head]
    lines: list[Line]


def sheet(question: Question, actor: Actor) -> Sheet:
    """The row and its candidates, as far as the actor may see these."""
    told = {key: (score, reasons) for key, score, reasons in question.candidates}
    mine = actor.scope(Permission.ROSTER_IMPORT).rows("household__region")
    found = {
        person.pk: person
        for person in Person.objects.filter(mine, pk__in=told)
        .select_related("household__region")
        .prefetch_related("belongings")
    }
    persons = [found[key] for key in told if key in found]
    incoming = _of_row(question)
    heads = [
        Head(
            person,
            number,
            explaining.chance(*told[person.pk]),
            told[person.pk][1],
            person.get_status_display() if person.status != Status.ALIVE else "",
            masked("phone", incoming["phone"]) if incoming["phone"] != seals.phone(person) else "",
        )
        for number, person in enumerate(persons, start=1)
    ]
    others = [of_person(person) for person in persons]
    return Sheet(heads, [_line(key, incoming, others) for key in _LINES])


def _line(key: str, incoming: Mapping[str, str], others: list[dict[str, str]]) -> Line:
    own = incoming.get(key, "")
    told = [other.get(key, "") for other in others]
    cells = [Cell(masked(key, text), tone_of(own, text)) for text in told]
    return Line(LABELS[key], masked(key, own), cells)


def tone_of(own: str, other: str) -> str:
    if not own or not other:
        return ""
    return "same" if own == other else "other"


def _of_row(question: Question) -> dict[str, str]:
    line = staging.unpacked(seals.opened_row(question))
    return {
        "name": line.name,
        "sex": Sex(line.sex).label if line.sex in ("1", "2") else "",
        "birth_on": formats.day(line.birth_on),
        "id_number": line.id_number,
        "phone": line.phone,
        "place": question.region.name,
        "address": line.address,
        "head_name": line.head_name,
        "relation": line.relation,
        "categories": "、".join(sorted(map(categories.label, line.codes))),
    }


def of_person(person: Person) -> dict[str, str]:
    """What is known of somebody, by the key of a line, numbers in full."""
    held = [one.category for one in person.belongings.all() if one.until is None]
    return {
        "name": person.name,
        "sex": person.get_sex_display() if person.sex in ("1", "2") else "",
        "birth_on": formats.day(person.birth_on),
        "id_number": seals.id_card(person),
        "phone": seals.phone(person),
        "place": person.household.region.name,
        "address": person.household.address,
        "head_name": person.household.head_name,
        "relation": person.relation,
        "categories": "、".join(sorted(map(categories.label, held))),
    }
