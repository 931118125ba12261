"""What a roster says otherwise than what is known of a person. Silence changes nothing."""

from typing import Any

from yushui.people import categories, seals
from yushui.people.importing.families import Home, Member


def differences(
    member: Member, home: Home, held: frozenset[str]
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Changed columns with their new values, and categories to add.

    A roster adds categories and ends none: one that lists veterans is silent about hardship. Nor
    does it replace an identity number, or contradict the birth date and sex in it; what it says of
    them is kept beside (`testimony`).
    """
    line, person = member.line, member.known
    assert person is not None, "Only who is known can differ."
    told: dict[str, Any] = {"relation": line.relation, "note": line.note}
    if person.id_index in (None, member.index):
        told |= {
            "sex": line.sex if line.sex in "12" else "",
            "birth_on": line.birth_on,
            "id_index": member.index,
        }
    changes = {key: value for key, value in told.items() if value and value != getattr(person, key)}
    if home.pk != person.household_id:
        changes["household"] = home
    if line.phone and line.phone != seals.opened_phone(person.uid, person.phone_sealed):
        changes["phone"] = line.phone
    implied = frozenset().union(*(categories.closure(code) for code in held))
    return changes, tuple(code for code in line.codes if code not in implied)
