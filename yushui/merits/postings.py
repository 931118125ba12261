"""What citations and plaques mean for the ledger."""

from dataclasses import replace

from yushui.kernel.money import fen_of
from yushui.ledger.actions import Entry
from yushui.ledger.measures import Measure
from yushui.merits.classes import table
from yushui.merits.models import Delivery, Plaque, PlaqueEvent
from yushui.people import categories
from yushui.people.models import Person


DELIVERY = "merits.delivery"
PLAQUE = "merits.plaqueevent"


def entries_of(delivery: Delivery) -> list[Entry]:
    """One citation, and the money that came with it, under what the soldier is that day."""
    citation = delivery.citation
    held = categories.closure(table()[citation.merit].category) - {""}
    if citation.person is not None:
        held |= categories.held(citation.person, delivery.delivered_on)
    brought = Entry(
        measure=Measure.CITATIONS,
        unit=delivery.unit,
        place=delivery.region,
        on=delivery.delivered_on,
        categories=held,
        count=1,
    )
    if not delivery.prize:
        return [brought]
    return [brought, replace(brought, measure=Measure.PRIZES, count=0, fen=fen_of(delivery.prize))]


def hung(plaque: Plaque, event: PlaqueEvent) -> Entry:
    """One board on the door of a family, under what those who live there are that day."""
    living = Person.objects.alive().filter(household=plaque.household)
    held = (categories.held(one, event.on) for one in living.prefetch_related("belongings"))
    return Entry(
        measure=Measure.PLAQUES,
        unit=event.unit,
        place=plaque.household.region,
        on=event.on,
        categories=frozenset().union(*held),
        count=1,
    )
