"""Writing the ledger: append postings, and take back those of a record.

These are building blocks called inside the transaction of the action that changes the record; who
acted is in that action's trace, so neither names an actor here.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from yushui.campaigns.models import Campaign
from yushui.ledger import claims, interning
from yushui.ledger.measures import MONEY
from yushui.ledger.models import Posting
from yushui.ledger.writing import Claim, Draft, Source, Spot, write
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
def append(campaign: Campaign, entries: Iterable[Entry], *, source: Source) -> int:
    """Post the entries of `source`; of those with a subject only the first ever counts.

    Entries of one unit, place, day and set of categories are one posting. The answer is how many
    postings it came to.
    """
    given = [(entry, frozenset(entry.categories)) for entry in entries]
    sets = interning.ids_of(codes for _, codes in given)
    drafts: dict[Spot, Draft] = {}
    for entry, codes in given:
        unit = entry.unit
        spot = Spot(unit.pk, entry.place.pk, unit.lane, sets[codes], entry.on)
        draft = drafts.get(spot) or drafts.setdefault(spot, Draft(spot))
        if entry.subject is None:
            draft.add(entry.measure, entry.count or entry.fen)
        else:
            draft.claims.append((entry.measure, entry.subject))
    write(campaign.pk, list(drafts.values()), source)
    return len(drafts)


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
        _like(
            one, on=on, amounts={measure: -n for measure, n in one.amounts().items()}, reverses=one
        )
        for one in standing
    )
    for campaign_id, some in subjects.items():
        heirs = claims.pass_on(campaign_id, claims.owned(campaign_id, some, source))
        Posting.objects.bulk_create(_inherited(heirs, on))
    return len(standing)


def _claimed(source: Source) -> dict[int, set[Claim]]:
    """The subjects the source ever claimed, by campaign."""
    found: dict[int, set[Claim]] = defaultdict(set)
    postings = Posting.objects.of(source).values_list("campaign_id", "claims")
    for campaign_id, some in postings:
        found[campaign_id].update((measure, subject) for measure, subject in some)
    return dict(found)


def _inherited(heirs: Mapping[Claim, Posting], on: date) -> Iterator[Posting]:
    """What the heirs count from now on, each in one posting."""
    parts: dict[Posting, list[Claim]] = defaultdict(list)
    for claim, heir in heirs.items():
        parts[heir].append(claim)
    for heir, some in parts.items():
        amounts = Counter(measure for measure, _ in some)
        yield _like(heir, on=on, amounts=amounts, claims=[list(claim) for claim in some])


def _like(posting: Posting, *, amounts: Mapping[str, int], **changes: object) -> Posting:
    """A new, unsaved posting of the same record and spot, with amounts of its own."""
    kept = {
        name: getattr(posting, name)
        for name in (
            "campaign_id", "unit_id", "place_id", "lane", "categories_id", "source", "source_id",
        )
    }  # fmt: skip
    return Posting(**kept, **amounts, **changes)
