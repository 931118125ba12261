"""What payments that arrived mean for the ledger."""

from collections.abc import Iterator, Sequence
from datetime import date

from yushui.funds.models import Payment
from yushui.kernel.money import fen_of
from yushui.ledger.actions import Entry
from yushui.ledger.contests import Source
from yushui.ledger.measures import Measure
from yushui.territory.models import Region, Unit


SOURCE = "funds.payment"


def of_paid(
    unit: Unit, payments: Sequence[Payment], *, on: date
) -> Iterator[tuple[Source, list[Entry]]]:
    """Each payment's money and person: at the unit that paid, where and what the person was."""
    for payment in payments:
        spot = {
            "unit": unit,
            "place": Region(pk=payment.region_id),
            "on": on,
            "categories": payment.categories,
        }
        money = Entry(measure=Measure.CASH, fen=fen_of(payment.amount), **spot)
        person = Entry(
            measure=Measure.PERSONS_PAID, count=1, subject=payment.person_id, **spot
        )  # fmt: skip
        yield (SOURCE, payment.pk), [money, person]
