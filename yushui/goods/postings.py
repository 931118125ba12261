"""What goods handed out mean for the ledger, where no visit posts them already."""

from collections.abc import Iterable, Mapping, Sequence

from yushui.goods.models import Handout, Sort
from yushui.kernel.money import fen_of
from yushui.ledger.actions import Entry
from yushui.ledger.measures import Measure
from yushui.people.categories import VETERAN, held
from yushui.people.models import Person


SOURCE = "goods.handout"
_PIECES = {Sort.COUPLETS: Measure.COUPLETS, Sort.PICTURES: Measure.PICTURES}


def entries_of(handout: Handout, persons: Sequence[Person]) -> list[Entry]:
    """折算经费 is the quantity times the price of the lot, in whole fen, once for the family.

    It counts under the first beneficiary of the family, as what a visit brings does.
    """
    assert handout.given_on is not None, "What was not given is not counted."
    spot = {
        "unit": handout.unit,
        "place": handout.region,
        "on": handout.given_on,
        "categories": _principal(handout, persons),
    }
    value = fen_of(handout.lot.value(handout.quantity))
    entries = [Entry(measure=Measure.GIFTS, fen=value, **spot)]  # type: ignore[arg-type]
    if piece := _PIECES.get(Sort(handout.lot.item.sort)):
        entries.append(Entry(measure=piece, count=handout.quantity, **spot))  # type: ignore[arg-type]
    return entries


def living(handouts: Iterable[Handout]) -> Mapping[int, list[Person]]:
    """The living of each household, in one question."""
    found: dict[int, list[Person]] = {one.household_id or 0: [] for one in handouts}
    rows = Person.objects.alive().filter(household__in=found).prefetch_related("belongings")
    for person in rows.order_by("pk"):
        found[person.household_id].append(person)
    return found


def _principal(handout: Handout, persons: Sequence[Person]) -> frozenset[str]:
    assert handout.given_on is not None
    people = [held(person, handout.given_on) for person in persons]
    return min(people, key=lambda codes: not codes & VETERAN, default=frozenset())
