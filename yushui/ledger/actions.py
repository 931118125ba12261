"""Writing the ledger: append postings, and take back those of a record.

These are building blocks called inside the transaction of the action that changes the record; who
acted is in that action's trace, so neither names an actor here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from yushui.campaigns.models import Campaign
from yushui.ledger import claims, interning
from yushui.ledger.models import Posting
from yushui.ledger.writing import Claim, Line, Source, write
from yushui.territory.models import Region, Unit


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What a record says happened. With a `subject` it counts only if no other came first."""

    measure: str
    unit: Unit
    place: Region
    on: date
    categories: Iterable[str] = field(default=())
    count: int = 0
    fen: int = 0
    subject: int | None = None

    def __post_init__(self) -> None:
        if self.subject is not None and (self.count, self.fen) != (1, 0):
            raise ValueError("A claim on a subject counts one: an heir would not know its amount.")


# No savepoint: the caller's transaction is the unit that stands or falls.
@transaction.atomic(savepoint=False)
def append(campaign: Campaign, entries: Iterable[Entry], *, source: Source) -> int:
    """Post the entries of `source`; of those with a subject only the first ever counts."""
    given = [(entry, frozenset(entry.categories)) for entry in entries]
    sets = interning.ids_of(codes for _, codes in given)
    write(campaign.pk, [_line(entry, sets[codes]) for entry, codes in given], source)
    return len(given)


@transaction.atomic(savepoint=False)
def reverse(*, source: Source, on: date) -> int:
    """Take back every standing posting of `source`; the subjects it was first of pass on.

    The next standing record of such a subject counts from now on, by a posting of the day `on`:
    what was reported of earlier days stays as it was.
    """
    subjects = _claimed(source)
    for campaign_id, some in subjects.items():
        claims.hold(campaign_id, some)
    # Read only now: another may have handed us a subject while we waited for it.
    standing = list(Posting.objects.of(source).standing().order_by("pk"))
    Posting.objects.bulk_create(
        _copy(one, on=on, count=-one.count, fen=-one.fen, subject=None, reverses=one)
        for one in standing
    )
    for campaign_id, some in subjects.items():
        heirs = claims.pass_on(campaign_id, claims.owned(campaign_id, some, source))
        Posting.objects.bulk_create(_copy(heir, on=on, count=1) for heir in heirs)
    return len(standing)


def _line(entry: Entry, categories_id: int) -> Line:
    unit = entry.unit
    return Line(
        entry.measure,
        unit.pk,
        entry.place.pk,
        unit.lane,
        categories_id,
        entry.count,
        entry.fen,
        entry.on,
        entry.subject,
    )


def _claimed(source: Source) -> dict[int, Collection[Claim]]:
    """The subjects the source ever claimed, by campaign."""
    found: dict[int, set[Claim]] = defaultdict(set)
    lines = Posting.objects.of(source).filter(subject__isnull=False)
    for campaign_id, measure, subject in lines.values_list("campaign_id", "measure", "subject"):
        if subject is not None:
            found[campaign_id].add((measure, subject))
    return dict(found)


def _copy(posting: Posting, **changes: object) -> Posting:
    """A new, unsaved posting like `posting` but for `changes`."""
    kept = {
        name: getattr(posting, name)
        for name in (
            "campaign_id", "measure", "unit_id", "place_id", "lane", "categories_id",
            "count", "fen", "on", "source", "source_id", "subject",
        )
    }  # fmt: skip
    return Posting(**kept | changes)
