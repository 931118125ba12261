"""What a visit means for the ledger: one entry per figure it changes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from yushui.kernel.money import fen_of
from yushui.ledger.actions import Entry
from yushui.ledger.measures import Measure
from yushui.people.categories import VETERAN, held
from yushui.people.models import Person
from yushui.visits.calls import Call
from yushui.visits.models import (
    GiftKind,
    GroupVisit,
    Mode,
    Occurrence,
    Rank,
    Visit,
)


SOURCE = "visits.visit"
GROUP_SOURCE = "visits.groupvisit"


@dataclass(frozen=True)
class Beneficiary:
    """A person visited, with the categories held that day."""

    person_id: int
    categories: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_veteran(self) -> bool:
        return bool(self.categories & VETERAN)


def beneficiaries(persons: Sequence[Person], *, on: date) -> list[Beneficiary]:
    """Veterans first: whoever is both is counted once, as a veteran (S1-64)."""
    people = [Beneficiary(person.pk, held(person, on)) for person in persons]
    return sorted(people, key=lambda one: (not one.is_veteran, one.person_id))


def entries_of(visit: Visit, *, call: Call, people: Sequence[Beneficiary]) -> list[Entry]:
    """The ledger entries of a visit just recorded."""
    value = sum((gift.value for gift in call.gifts), Decimal(0))
    if visit.household_id is None:
        return _to_troops(visit, value)
    ranks = {companion.rank for companion in call.participants}
    return [
        *_to_persons(visit, people),
        *_to_household(visit, people, value, ranks),
        *_sent(visit, people, call),
    ]


def entry_of_group(event: GroupVisit) -> Entry:
    """The event once, however many came."""
    return Entry(
        measure=Measure.GROUP_VISITS,
        unit=event.unit,
        place=event.region,
        on=event.held_on,
        count=1,
    )


def answering(visit: Visit) -> list[Entry]:
    """What a visit counts besides when it was paid because something had happened (S0-46)."""
    if not Occurrence.objects.filter(visit=visit).exists():
        return []
    return [_entry(visit, Measure.EVENT_VISITS, count=1)]


def _entry(visit: Visit, measure: Measure, **values: object) -> Entry:
    common = {"unit": visit.unit, "place": visit.region, "on": visit.made_on, "categories": ()}
    return Entry(**{"measure": measure} | common | values)  # type: ignore[arg-type]


def _to_persons(visit: Visit, people: Sequence[Beneficiary]) -> list[Entry]:
    return [
        _entry(
            visit,
            Measure.PERSONS_REACHED,
            categories=one.categories,
            count=1,
            subject=one.person_id,
        )
        for one in people
    ]


def _to_household(
    visit: Visit, people: Sequence[Beneficiary], value: Decimal, ranks: set[Rank]
) -> list[Entry]:
    # Money and goods go to the family once; they are counted under its first beneficiary.
    principal = people[0].categories if people else frozenset()
    family = frozenset().union(*(one.categories for one in people))
    once = {"count": 1, "subject": visit.household_id, "categories": family}
    entries = [
        _entry(visit, Measure.HOUSEHOLDS_REACHED, **once),
        _entry(visit, Measure.VISITS_MADE, count=1, categories=family),
    ]
    if visit.mode == Mode.HOME:
        entries.append(_entry(visit, Measure.HOME_VISITS, count=1, categories=family))
        # Separately: a joint visit counts for the head alone, never for both duties (S4-29).
        if Rank.HEAD in ranks:
            entries.append(_entry(visit, Measure.HEAD_VISITS, **once))
        elif Rank.LEADER in ranks:
            entries.append(_entry(visit, Measure.LEADER_VISITS, **once))
    if visit.money:
        entries.append(_entry(visit, Measure.CASH, fen=fen_of(visit.money), categories=principal))
    if value:
        entries.append(_entry(visit, Measure.GIFTS, fen=fen_of(value), categories=principal))
    if visit.heard:
        entries.append(_entry(visit, Measure.REQUESTS_HEARD, count=1, categories=family))
    return entries


def _sent(visit: Visit, people: Sequence[Beneficiary], call: Call) -> list[Entry]:
    """What is to be sent to every home, by the piece; each kind counts by itself (S0-24)."""
    principal = people[0].categories if people else frozenset()
    counts = {
        Measure.COUPLETS: call.count(GiftKind.COUPLETS),
        Measure.PICTURES: call.count(GiftKind.PICTURES),
        Measure.LETTERS: call.letters,
    }
    return [
        _entry(visit, measure, count=count, categories=principal)
        for measure, count in counts.items()
        if count
    ]


def _to_troops(visit: Visit, value: Decimal) -> list[Entry]:
    entries = [
        _entry(visit, Measure.TROOPS_REACHED, count=1, subject=visit.host_id),
        _entry(visit, Measure.VISITS_MADE, count=1),
    ]
    if visit.money:
        entries.append(_entry(visit, Measure.TROOPS_CASH, fen=fen_of(visit.money)))
    if value:
        entries.append(_entry(visit, Measure.TROOPS_GIFTS, fen=fen_of(value)))
    return entries
