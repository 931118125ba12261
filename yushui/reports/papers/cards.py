"""Contact cards (联系卡): who a family calls, on a card it keeps (S0-33)."""

from collections.abc import Callable
from pathlib import Path

from django.db.models import Exists, OuterRef

from yushui.kernel import clock
from yushui.kernel.errors import RuleViolation
from yushui.office.typeset import Paper, paper
from yushui.people.models import Contact, Household, Person
from yushui.people.models.contact import ContactQuerySet
from yushui.reports.papers import places, walking
from yushui.territory import paths
from yushui.territory.models import Region


LAYOUT = Path(__file__).parent.parent / "layouts" / "card.typ"
STATION = "退役军人服务站"
LARGEST_BATCH = 20_000
Tell = Callable[[int], object]
_STEP = 500


def card(household: Household) -> Paper:
    """The card of one family, alone on its sheet."""
    contact = household.contacts.active().first()
    if contact is None:
        raise RuleViolation("这户还没有联系人，先安排联系人再印联系卡。")
    contact.household = household
    return _set([contact])


def wanted(place: Region) -> tuple[int, int]:
    """How many families of the place get a card, and how many have nobody for it."""
    families = Household.objects.filter(_alive(""), **_within(place, "region"))
    named = _contacts(place).count()
    return named, families.count() - named


def batch(place: Region, tell: Tell) -> tuple[Paper, int]:
    """The cards of all families of a place, in the order of a walk, and how many."""
    told = (
        _contacts(place)
        .select_related("household__region")
        .order_by("household__region__path", "household__code")
    )
    contacts: list[Contact] = []
    for step in walking.steps(told, _STEP):
        contacts += step
        tell(len(contacts))
    return _set(contacts), len(contacts)


def _contacts(place: Region) -> ContactQuerySet:
    within = _within(place, "household__region")
    return Contact.objects.active().filter(_alive("household_"), **within)


def _within(place: Region, lookup: str) -> dict[str, str]:
    return {
        f"{lookup}__path__gte": place.path,
        f"{lookup}__path__lt": paths.after(place.path),
    }


def _alive(prefix: str) -> Exists:
    """A card is for somebody who can call."""
    return Exists(Person.objects.alive().filter(household=OuterRef(f"{prefix}id")))


def _set(contacts: list[Contact]) -> Paper:
    found = places.of({one.household.region_id: one.household.region for one in contacts}.values())
    today = clock.today()
    return paper(
        LAYOUT,
        {
            "on": [today.year, today.month, today.day],
            "cards": [_told(one, found[one.household.region_id]) for one in contacts],
        },
    )


def _told(contact: Contact, place: places.Place) -> dict[str, str]:
    return {
        "family": contact.household.head_name,
        "code": contact.household.code,
        "place": place.name,
        "name": contact.name,
        "unit": "　".join(filter(None, [contact.unit_name, contact.title])),
        "phone": contact.phone,
        "station": place.station or STATION,
        "station_phone": place.phone,
    }
