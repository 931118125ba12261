"""Two persons side by side who may be one: what each entry says, and what a merge would move."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps

from yushui.kernel import merging
from yushui.people import seals
from yushui.people.actions.merges import HOUSEHOLD_FIELDS, PERSON_FIELDS
from yushui.people.models import Household, Person
from yushui.web.people import beside
from yushui.web.people.facts import LABELS, masked


_LINES = (
    "name", "sex", "birth_on", "id_number", "phone", "relation", "note", "categories", "place",
    "address", "head_name", "household_code",
)  # fmt: skip
_HOUSEHOLD_LINES = ("head_name", "place", "address", "place_kind", "phone", "household_code")
_FIELD_OF = {"place": "region"}
# A pair is none any more: it goes, and does not move. What somebody wishes for is not counted.
_UNTOLD = frozenset({"people.double", "people.ownwords"})
_WORDS = LABELS | {"place_kind": "居住类型", "phone": "联系电话"}


@dataclass(frozen=True)
class Line:
    """What both say of one thing. With `field` the clerk chooses whose word stays."""

    label: str
    kept: str
    gone: str
    tone: str
    field: str = ""


def lines(kept: Person, gone: Person) -> list[Line]:
    own, other = (_of_person(one) for one in (kept, gone))
    said = [key for key in _LINES if own[key] or other[key]]
    return [_line(key, own, other, PERSON_FIELDS) for key in said]


def household_lines(kept: Household, gone: Household) -> list[Line]:
    own, other = (_of_household(one) for one in (kept, gone))
    return [_line(key, own, other, HOUSEHOLD_FIELDS) for key in _HOUSEHOLD_LINES]


def _line(
    key: str, own: Mapping[str, str], other: Mapping[str, str], fields: Iterable[str]
) -> Line:
    field = _FIELD_OF.get(key, key)
    tone = beside.tone_of(own[key], other[key])
    is_open = tone == "other" and field in fields
    shown = masked(key, own[key]), masked(key, other[key])
    return Line(_WORDS[key], *shown, tone, field if is_open else "")


def _of_person(person: Person) -> dict[str, str]:
    told = beside.of_person(person)
    return told | {"note": person.note, "household_code": person.household.code}


def _of_household(household: Household) -> dict[str, str]:
    return {
        "head_name": household.head_name,
        "place": str(household.region),
        "address": household.address,
        "place_kind": household.get_place_kind_display(),
        "phone": seals.household_phone(household),
        "household_code": household.code,
    }


def moved(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """How many records of a kind, in the offices' words; tables between two count as the first."""
    told: dict[str, int] = {}
    for label, number in counts.items():
        if label in _UNTOLD:
            continue
        options = apps.get_model(label)._meta
        between: Any = options.auto_created
        word = str((between._meta if between else options).verbose_name)
        told[word] = told.get(word, 0) + number
    return list(told.items())


def would_move(gone: Person | Household) -> list[tuple[str, int]]:
    """What refers to an entry now and would refer to the other."""
    return moved(merging.plan(gone))
