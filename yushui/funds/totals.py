"""What batches come to: persons and money by state, by township, by kind of doubt."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Exists, OuterRef, Sum
from django.db.models.functions import Coalesce

from yushui.campaigns.models import Campaign
from yushui.funds.lifecycle import PaymentState
from yushui.funds.models import Batch, Doubt, Payment
from yushui.kernel.money import fen_of


@dataclass
class Total:
    """Persons and fen by state."""

    persons: Counter[str] = field(default_factory=Counter)
    fen: Counter[str] = field(default_factory=Counter)

    def add(self, state: str, persons: int, fen: int) -> None:
        self.persons[state] += persons
        self.fen[state] += fen

    def count(self, *states: str) -> int:
        return sum(self.persons[state] for state in states)

    def money(self, *states: str) -> int:
        return sum(self.fen[state] for state in states)

    @property
    def meant(self) -> tuple[int, int]:
        """Who is to be paid or was, and how much; without those left out and those undecided."""
        states = [state for state in PaymentState.values if state not in _NOT_MEANT]
        return self.count(*states), self.money(*states)


_NOT_MEANT = (PaymentState.LEFT_OUT, PaymentState.HELD)


@dataclass(frozen=True)
class Town:
    """A township's part of a batch."""

    name: str
    total: Total


def by_batch(batches: Iterable[Batch]) -> Mapping[int, Total]:
    """Of the batches of a page, in one query."""
    found: dict[int, Total] = defaultdict(Total)
    rows = Payment.objects.filter(batch__in=[one.pk for one in batches]).order_by()
    grouped = rows.values_list("batch_id", "state").annotate(Count("pk"), Sum("amount"))
    for batch, state, persons, amount in grouped:
        found[batch].add(state, persons, fen_of(amount))
    return found


def by_town(batch: Batch) -> list[Town]:
    """The townships of a batch, in the order of their codes."""
    found: dict[tuple[str, int], Town] = {}
    columns = ("region__parent__code", "region__parent_id", "region__parent__name", "state")
    rows = batch.payments.order_by(*columns[:2]).values_list(*columns)
    for code, pk, name, state, persons, amount in rows.annotate(Count("pk"), Sum("amount")):
        town = found.setdefault((code, pk), Town(name or batch.region.name, Total()))
        town.total.add(state, persons, fen_of(amount))
    return list(found.values())


def summed(towns: Iterable[Town]) -> Total:
    total = Total()
    for town in towns:
        for state in PaymentState.values:
            total.add(state, town.total.persons[state], town.total.fen[state])
    return total


def doubts_of(batch: Batch) -> dict[str, int]:
    """How many of those held are held for what."""
    held = Doubt.objects.filter(payment__batch=batch, payment__state=PaymentState.HELD)
    return dict(held.order_by().values_list("code").annotate(Count("pk")))


def by_node(campaign: Campaign, nodes: Collection[int]) -> Mapping[int, Total]:
    """What units, and those that are another hat of them, have paid and still have to.

    Whoever the bank could not pay counts once, however often it was tried.
    """
    found: dict[int, Total] = defaultdict(Total)
    later = Payment.objects.filter(
        campaign=OuterRef("campaign"), person=OuterRef("person"), pk__gt=OuterRef("pk")
    ).exclude(state=PaymentState.LEFT_OUT)
    node = Coalesce("batch__unit__answers_for_id", "batch__unit_id")
    rows = Payment.objects.filter(campaign=campaign, is_double=False).annotate(node=node)
    rows = rows.filter(node__in=nodes).exclude(Exists(later), state=PaymentState.FAILED)
    grouped = rows.order_by().values_list("node", "state").annotate(Count("pk"), Sum("amount"))
    for unit, state, persons, amount in grouped:
        found[unit].add(state, persons, fen_of(amount))
    return dict(found)
