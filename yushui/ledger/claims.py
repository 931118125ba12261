"""Handing on the first place of a subject in a campaign, when the first record is taken back."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Q
from django.db.models.functions import Coalesce

from yushui.ledger.contests import Claim, Source, batches, by_measure, contend, contested
from yushui.ledger.measures import CLAIMED
from yushui.ledger.models import Posting, Waiting


@dataclass
class Inheritance:
    """What passes to one posting: the measures and subjects it is the first of from now on."""

    heir: Posting
    succession: int
    claims: dict[str, int] = field(default_factory=dict)


def of(source: Source) -> dict[int, set[Claim]]:
    """The subjects a record is the first of, was, or waits for, by campaign."""
    found: dict[int, set[Claim]] = defaultdict(set)
    fields = [f"{measure}_of" for measure in CLAIMED]
    for campaign_id, *subjects in Posting.objects.of(source).values_list("campaign_id", *fields):
        found[campaign_id].update(
            (measure.value, subject)
            for measure, subject in zip(CLAIMED, subjects, strict=True)
            if subject is not None
        )
    waiting = Waiting.objects.filter(posting__in=Posting.objects.of(source))
    for campaign_id, measure, subject in waiting.values_list("campaign_id", "measure", "subject"):
        found[campaign_id].add((measure, subject))
    return dict(found)


def hold(campaign_id: int, claims: set[Claim]) -> None:
    """Make everybody else who claims or releases these subjects wait until we have committed."""
    with connection.cursor() as cursor:
        contend(cursor, campaign_id, claims)


def pass_on(campaign_id: int, claims: set[Claim], source: Source) -> list[Inheritance]:
    """To whom the subjects pass that `source`, taken back by now, was the first of."""
    with connection.cursor() as cursor:
        holders = contested(cursor, campaign_id, claims).holders
    freed = {claim: last.succession for claim, last in holders.items() if last.source == source}
    heirs: dict[Claim, Posting] = {}
    for one in _waiting(campaign_id, freed):
        heirs.setdefault((one.measure, one.subject), one.posting)
    return list(_bundled(heirs, freed))


def _bundled(heirs: Mapping[Claim, Posting], freed: Mapping[Claim, int]) -> Iterator[Inheritance]:
    """In as few postings as possible: one holds a subject of each measure."""
    open_: list[Inheritance] = []
    for (measure, subject), heir in heirs.items():
        succession = freed[measure, subject] + 1
        for one in open_:
            if (one.heir, one.succession) == (heir, succession) and measure not in one.claims:
                one.claims[measure] = subject
                break
        else:
            open_.append(Inheritance(heir, succession, {measure: subject}))
    yield from open_


def _waiting(campaign_id: int, claims: Mapping[Claim, int]) -> Iterator[Waiting]:
    """Standing claims that came second, oldest first."""
    standing = Waiting.objects.filter(
        campaign_id=campaign_id, posting__reverses__isnull=True, posting__reversals__isnull=True
    ).select_related("posting")
    for some in batches(sorted(claims)):
        any_of = Q()
        for measure, subjects in by_measure(some).items():
            any_of |= Q(measure=measure, subject__in=subjects)
        yield from standing.filter(any_of).order_by(Coalesce("since", "posting_id"), "posting_id")
