"""Saying postings again at other nodes, when the places or units they name have passed on.

A posting is never changed. It is taken back where it stood and made again where it belongs, on the
day it had; so no sum changes at any node above both, and no other node hears of it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from yushui.ledger import claims
from yushui.ledger.measures import CLAIMED, Measure
from yushui.ledger.models import Posting, PostingQuerySet, Waiting


_AT_ONCE = 2_000


@dataclass(frozen=True)
class Ways:
    """Where what was said of a place, a unit or a garrison unit is said from now on."""

    places: Mapping[int, int] = field(default_factory=dict)
    units: Mapping[int, int] = field(default_factory=dict)
    hosts: Mapping[int, int] = field(default_factory=dict)

    def of(self, posting: Posting) -> tuple[int, int]:
        return (
            self.units.get(posting.unit_id, posting.unit_id),
            self.places.get(posting.place_id, posting.place_id),
        )


def restate(postings: PostingQuerySet, ways: Ways) -> int:
    """Say these postings again along the ways; the answer is how many.

    Call it inside the transaction of the action that moves their records.
    """
    ids = list(postings.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), _AT_ONCE):
        rows = Posting.objects.filter(pk__in=ids[start : start + _AT_ONCE])
        for campaign_id, subjects in _subjects(rows).items():
            claims.hold(campaign_id, subjects)
        # Read only now: one may have been taken back while we waited for its subject.
        _restate(list(rows.standing().order_by("pk")), ways)
    return len(ids)


def _subjects(rows: PostingQuerySet) -> dict[int, set[tuple[str, int]]]:
    found: dict[int, set[tuple[str, int]]] = defaultdict(set)
    for row in rows:
        found[row.campaign_id].update(_claims(row))
    return {campaign: subjects for campaign, subjects in found.items() if subjects}


def _claims(posting: Posting) -> Iterator[tuple[str, int]]:
    for measure in CLAIMED:
        if (subject := getattr(posting, f"{measure}_of")) is not None:
            yield measure.value, subject


def _restate(standing: Sequence[Posting], ways: Ways) -> None:
    Posting.objects.bulk_create(
        _at(one, (one.unit_id, one.place_id), reverses=one, **_negated(one)) for one in standing
    )
    made = Posting.objects.bulk_create(
        [_at(one, ways.of(one), **one.amounts(), **_first_of(one, ways)) for one in standing]
    )
    heirs = {old.pk: new.pk for old, new in zip(standing, made, strict=True)}
    for waiting in list(Waiting.objects.filter(posting__in=heirs)):
        _queue_again(waiting, heirs[waiting.posting_id], ways)


def _negated(posting: Posting) -> dict[str, int]:
    return {measure: -amount for measure, amount in posting.amounts().items()}


def _first_of(posting: Posting, ways: Ways) -> dict[str, int]:
    """The subjects it stays the first of; a unit visited that passed on is a new subject."""
    held = dict(_claims(posting))
    if held.get(Measure.TROOPS_REACHED.value) in ways.hosts:
        return {f"{Measure.TROOPS_REACHED.value}_of": ways.hosts[held[Measure.TROOPS_REACHED]]}
    if not held:
        return {}
    named = {f"{measure}_of": subject for measure, subject in held.items()}
    return named | {"succession": posting.succession + 1}


def _queue_again(waiting: Waiting, posting_id: int, ways: Ways) -> None:
    """It keeps its place: whoever queued later does not go before it."""
    subject = waiting.subject
    if waiting.measure == Measure.TROOPS_REACHED:
        subject = ways.hosts.get(subject, subject)
    Waiting.objects.create(
        campaign_id=waiting.campaign_id,
        measure=waiting.measure,
        subject=subject,
        posting_id=posting_id,
        since=waiting.since or waiting.posting_id,
    )
    waiting.delete()


def _at(posting: Posting, spot: tuple[int, int], **said: Any) -> Posting:
    """A new posting of the same record and day, at a unit and a place."""
    unit_id, place_id = spot
    return Posting(
        campaign_id=posting.campaign_id,
        unit_id=unit_id,
        place_id=place_id,
        lane=posting.lane,
        categories_id=posting.categories_id,
        on=posting.on,
        source=posting.source,
        source_id=posting.source_id,
        **said,
    )
