"""Handing on the first place of a subject in a campaign, when the first record is taken back."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from django.db.models import F, Q

from yushui.ledger.models import First, Posting, Waiting
from yushui.ledger.writing import Claim, Source


# Inside the narrowest limit of parameters of SQLite builds in use.
_AT_ONCE = 500


def hold(campaign_id: int, claims: Collection[Claim]) -> None:
    """Make everybody else who claims or releases these subjects wait until we have committed.

    One by one and sorted: a single UPDATE takes the rows in an order of its own, and two of them
    could wait for each other.
    """
    for measure, subject in sorted(claims):
        row = First.objects.filter(campaign_id=campaign_id, measure=measure, subject=subject)
        row.update(claims=F("claims") + 1)


def owned(campaign_id: int, claims: Collection[Claim], source: Source) -> set[Claim]:
    """Those of the claims this source is the first of."""
    mine = First.objects.filter(source=source[0], source_id=source[1])
    return {
        pair
        for some in _batches(claims)
        for pair in mine.filter(_among(campaign_id, some)).values_list("measure", "subject")
    }


def pass_on(campaign_id: int, freed: set[Claim]) -> dict[Claim, Posting]:
    """Make the oldest other claimant of each subject its first; the answer is who inherits what."""
    heirs: dict[Claim, Posting] = {}
    for one in _waiting(campaign_id, freed):
        heirs.setdefault((one.measure, one.subject), one.posting)
    for some in _batches(freed - heirs.keys()):
        First.objects.filter(_among(campaign_id, some)).delete()
    for (measure, subject), heir in heirs.items():
        First.objects.filter(campaign_id=campaign_id, measure=measure, subject=subject).update(
            source=heir.source, source_id=heir.source_id
        )
    return heirs


def _waiting(campaign_id: int, claims: Collection[Claim]) -> Iterator[Waiting]:
    """Standing claims that came second, oldest first."""
    standing = Waiting.objects.filter(
        posting__reverses__isnull=True, posting__reversals__isnull=True
    ).select_related("posting")
    for some in _batches(claims):
        yield from standing.filter(_among(campaign_id, some)).order_by("posting_id")


def _batches(claims: Collection[Claim]) -> Iterator[list[Claim]]:
    rest = iter(sorted(claims))
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def _among(campaign_id: int, claims: Collection[Claim]) -> Q:
    any_of = Q()
    for measure, subjects in _by_measure(claims).items():
        any_of |= Q(measure=measure, subject__in=subjects)
    return Q(campaign_id=campaign_id) & any_of


def _by_measure(claims: Iterable[Claim]) -> dict[str, list[int]]:
    subjects: dict[str, list[int]] = {}
    for measure, subject in claims:
        subjects.setdefault(measure, []).append(subject)
    return subjects
