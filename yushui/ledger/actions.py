"""Writing the ledger: append postings, and take back those of a record.

These are building blocks called inside the transaction of the action that changes the record; who
acted is in that action's trace, so neither names an actor here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from yushui.campaigns.models import Campaign
from yushui.ledger import claims, interning
from yushui.ledger.claims import Claim
from yushui.ledger.models import Posting
from yushui.territory.models import Region, Unit


Source = tuple[str, int]  # kind of record and its id: ("visits.visit", 7)


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
            raise ValueError("A claim on a subject counts one: another would not know its amount.")


@transaction.atomic(savepoint=False)
def append(campaign: Campaign, entries: Iterable[Entry], *, source: Source) -> list[Posting]:
    """Post the entries of `source`. Of those with a subject only the first ever counts."""
    lines = list(entries)
    codes = [frozenset(line.categories) for line in lines]
    sets = interning.ids_of(codes)
    wanted = {(line.measure, line.subject) for line in lines if line.subject is not None}
    free = claims.claim(campaign.pk, wanted, source) if wanted else set()
    made = []
    for line, held in zip(lines, codes, strict=True):
        counts = line.subject is None or (line.measure, line.subject) in free
        if line.subject is not None:
            free.discard((line.measure, line.subject))  # a second line on one subject adds nothing
        made.append(
            Posting(
                campaign_id=campaign.pk,
                measure=line.measure,
                unit_id=line.unit.pk,
                place_id=line.place.pk,
                lane=line.unit.lane,
                categories_id=sets[held],
                count=line.count if counts else 0,
                fen=line.fen,
                on=line.on,
                source=source[0],
                source_id=source[1],
                subject=line.subject,
            )
        )
    return Posting.objects.bulk_create(made)


@transaction.atomic(savepoint=False)
def reverse(*, source: Source, on: date) -> int:
    """Take back every standing posting of `source`; the subjects it was first of pass on.

    The next standing record of such a subject counts from now on, by a posting of the day `on`:
    what earlier days showed stays as it was.
    """
    touched = list(
        Posting.objects.of(source)
        .filter(subject__isnull=False, reverses__isnull=True)
        .values_list("campaign_id", "measure", "subject")
        .distinct()
    )
    subjects: dict[int, set[Claim]] = defaultdict(set)
    for campaign_id, measure, subject in touched:
        if subject is not None:
            subjects[campaign_id].add((measure, subject))
    for campaign_id, mine in subjects.items():
        claims.hold(campaign_id, mine)
    # Read only now: another may have handed us a subject while we waited for it.
    standing = list(Posting.objects.of(source).standing().order_by("pk"))
    Posting.objects.bulk_create(_reversal(posting, on) for posting in standing)
    for campaign_id, mine in subjects.items():
        _pass_on(campaign_id, claims.owned(campaign_id, mine, source), on)
    return len(standing)


def _reversal(posting: Posting, on: date) -> Posting:
    return _copy(
        posting, on=on, count=-posting.count, fen=-posting.fen, subject=None, reverses=posting
    )


def _pass_on(campaign_id: int, freed: set[Claim], on: date) -> None:
    heirs = _heirs(campaign_id, freed)
    claims.release(campaign_id, freed - heirs.keys())
    for claim, heir in heirs.items():
        claims.hand_over(campaign_id, claim, (heir.source, heir.source_id))
    Posting.objects.bulk_create(_copy(heir, on=on, count=1) for heir in heirs.values())


def _heirs(campaign_id: int, freed: Collection[Claim]) -> dict[Claim, Posting]:
    """The oldest standing claim on each subject; those of the giver are reversed by now."""
    found: dict[Claim, Posting] = {}
    for posting in _waiting(campaign_id, freed):
        if posting.subject is not None:
            found.setdefault((posting.measure, posting.subject), posting)
    return found


def _waiting(campaign_id: int, freed: Collection[Claim]) -> Iterator[Posting]:
    for some in claims.batches(freed):
        yield from (
            Posting.objects.standing()
            .filter(claims.among(campaign_id, some), count=0)
            .order_by("pk")
        )


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
