"""Postings beside the records they cite, for pages that show what a figure rests on."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.apps import apps

from yushui.accounts.actor import Actor
from yushui.ledger.measures import MONEY, Measure
from yushui.ledger.models import Posting
from yushui.web.filings.records import Record, records


@dataclass(frozen=True)
class Cited:
    """A line of the ledger, what it adds, and its record if the reader may open it."""

    posting: Posting
    measures: tuple[Measure, ...]
    amount: int
    opens: Record | None = None

    @property
    def label(self) -> str:
        return "、".join(str(measure.label) for measure in self.measures)

    @property
    def record(self) -> str:
        """What kind of record it cites."""
        return f"{apps.get_model(self.posting.source)._meta.verbose_name}记录"

    @property
    def is_money(self) -> bool:
        return bool(MONEY.intersection(self.measures))


def cited(actor: Actor, postings: Iterable[Posting], measures: Collection[Measure]) -> list[Cited]:
    found = list(postings)
    known = records(actor, [(one.source, one.source_id) for one in found])
    return [_cited(one, measures, known.get((one.source, one.source_id))) for one in found]


def _cited(posting: Posting, measures: Collection[Measure], opens: Record | None) -> Cited:
    amounts = posting.amounts()
    said = tuple(measure for measure in measures if measure in amounts)
    return Cited(posting, said, sum(amounts[measure] for measure in said), opens)
