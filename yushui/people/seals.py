"""The only place that seals and opens personal numbers (security.md C-22…C-24)."""

from yushui.kernel import secrets
from yushui.people.models import Household, Person


PERSON = "people_person"
HOUSEHOLD = "people_household"


def set_id_card(person: Person, number: str) -> None:
    """Keep an 18-character number, already checked, sealed and findable by equality."""
    person.id_sealed = secrets.seal(PERSON, "id", person.uid, number)
    person.id_index = id_index(number)


def id_index(number: str) -> str:
    return secrets.blind_index(PERSON, "id", number)


def id_card(person: Person) -> str:
    return secrets.open_(PERSON, "id", person.uid, person.id_sealed) if person.id_sealed else ""


def masked_id_card(person: Person) -> str:
    number = id_card(person)
    return secrets.mask_id_card(number) if number else ""


def set_phone(person: Person, number: str) -> None:
    person.phone_sealed = secrets.seal(PERSON, "phone", person.uid, number) if number else None


def phone(person: Person) -> str:
    if not person.phone_sealed:
        return ""
    return secrets.open_(PERSON, "phone", person.uid, person.phone_sealed)


def masked_phone(person: Person) -> str:
    number = phone(person)
    return secrets.mask_phone(number) if number else ""


def set_household_phone(household: Household, number: str) -> None:
    household.phone_sealed = (
        secrets.seal(HOUSEHOLD, "phone", household.uid, number) if number else None
    )


def household_phone(household: Household) -> str:
    if not household.phone_sealed:
        return ""
    return secrets.open_(HOUSEHOLD, "phone", household.uid, household.phone_sealed)
