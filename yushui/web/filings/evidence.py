"""Postings beside the records they cite, for pages that show what a figure rests on."""

from collections.abc import Iterable
from dataclasses import dataclass

from yushui.accounts.actor import Actor
from yushui.ledger.models import Posting
from yushui.visits.models import Visit
from yushui.visits.postings import SOURCE


@dataclass(frozen=True)
class Cited:
    """A line of the ledger, and the visit behind it if the reader may open it."""

    posting: Posting
    visit: Visit | None = None


def cited(actor: Actor, postings: Iterable[Posting]) -> list[Cited]:
    found = list(postings)
    ids = [posting.source_id for posting in found if posting.source == SOURCE]
    visits = Visit.objects.visible_to(actor).filter(pk__in=ids)
    by_id = {visit.pk: visit for visit in visits.select_related("household", "host")}
    return [Cited(posting, by_id.get(posting.source_id)) for posting in found]
