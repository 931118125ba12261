"""Writing the ledger: append postings, and take back those of a record.

These are building blocks called inside the transaction of the action that changes the record; who
acted is in that action's trace, so neither names an actor here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from yushui.audit.log import Trace
from yushui.campaigns.models import Campaign
from yushui.ledger import claims, interning
from yushui.ledger.contests import Claim, Source
from yushui.ledger.measures import MONEY
from yushui.ledger.models import Posting
from yushui.ledger.writing import Draft, Spot, write
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
        if self.count if self.measure in MONEY else self.fen:
            raise ValueError("A measure is either money or a number of things.")


# No savepoint: the caller's transaction is the unit that stands or falls.
@transaction.atomic(savepoint=False)
def append(
    campaign: Campaign, entries: Iterable[Entry], *, source: Source, trace: Trace | None = None
) -> int:
    """Post the entries of `source`; of those with a subject only the first ever counts.

    Entries of one unit, place, day and set of categories are one posting, or one for each subject
    if there are several of a measure. The answer is how many postings it would come to if none of
    the subjects was claimed before. A trace of the action goes out in the same message.
    """
    return _append(campaign, [(source, entries)], trace)


@transaction.atomic(savepoint=False)
def append_each(
    campaign: Campaign,
    records: Iterable[tuple[Source, Iterable[Entry]]],
    *,
    trace: Trace | None = None,
) -> int:
    """Post many records at once, each as `append` would; each can be taken back by itself."""
    return _append(campaign, records, trace)


def _append(
    campaign: Campaign, records: Iterable[tuple[Source, Iterable[Entry]]], trace: Trace | None
) -> int:
    given = [
        (source, [(entry, frozenset(entry.categories)) for entry in entries])
        for source, entries in records
    ]
    sets = interning.ids_of(codes for _, said in given for _, codes in said)
    every = [draft for source, said in given for draft in _drafts(source, said, sets)]
    write(campaign.pk, every, trace)
    return len(every)


def _drafts(
    source: Source, given: list[tuple[Entry, frozenset[str]]], sets: Mapping[frozenset[str], int]
) -> list[Draft]:
    drafts: dict[Spot, list[Draft]] = {}
    claimed: set[Claim] = set()
    for entry, codes in given:
        unit = entry.unit
        spot = Spot(unit.pk, entry.place.pk, unit.lane, sets[codes], entry.on)
        at = drafts.get(spot) or drafts.setdefault(spot, [Draft(spot, source)])
        if entry.subject is None:
            at[0].add(entry.measure, entry.count or entry.fen)
        elif (claim := (entry.measure, entry.subject)) not in claimed:
            claimed.add(claim)
            free = next((draft for draft in at if claim[0] not in draft.claims), None)
            if free is None:
                at.append(free := Draft(spot, source))
            free.claim(*claim)
    # A subject named before at another spot leaves nothing to say at this one.
    return [one for at in drafts.values() for one in at if one.amounts or one.claims]


@transaction.atomic(savepoint=False)
def reverse(*, source: Source, on: date) -> int:
    """Take back every standing posting of `source`; the subjects it was first of pass on.

    The next standing record of such a subject counts from now on, by a posting of the day `on`:
    what was reported of earlier days stays as it was.
    """
    subjects = claims.of(source)
    for campaign_id, some in subjects.items():
        claims.hold(campaign_id, some)
    # Read only now: another may have handed us a subject while we waited for it.
    standing = list(Posting.objects.of(source).standing().order_by("pk"))
    Posting.objects.bulk_create(
        _like(one, on=on, reverses=one, **{measure: -n for measure, n in one.amounts().items()})
        for one in standing
    )
    for campaign_id, some in subjects.items():
        Posting.objects.bulk_create(
            _like(one.heir, on=on, succession=one.succession, **_first_of(one.claims))
            for one in claims.pass_on(campaign_id, some, source)
        )
    return len(standing)


def _first_of(subjects: Mapping[str, int]) -> dict[str, int]:
    return dict.fromkeys(subjects, 1) | {f"{one}_of": subjects[one] for one in subjects}


def _like(posting: Posting, **changes: object) -> Posting:
    """A new, unsaved posting of the same record and spot, which says only what is given here."""
    kept = {
        name: getattr(posting, name)
        for name in (
            "campaign_id", "unit_id", "place_id", "lane", "categories_id", "source", "source_id",
        )
    }  # fmt: skip
    return Posting(**kept | changes)
