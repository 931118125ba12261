"""Seals: every second or so, what was written meanwhile is bound into one chain.

Writers never wait for each other: an event carries its own mark, and the chain runs through the
seals. On PostgreSQL ids become visible out of order. Every id up to the highest visible one has
already been handed out, so one without an event is in flight, or was rolled back. Such a gap is
written into the seal, and an event that appears in it later goes into a later seal.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import UTC, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from yushui.audit.marks import seal_digest
from yushui.audit.models import LOOSE, Event, Seal
from yushui.kernel import clock


Marked = tuple[int, str]  # an event's id and its mark
Span = list[int]  # first and last id, as JSON keeps them

# No transaction lives this long; a gap as old as this stays empty.
WATCHED_FOR = timedelta(hours=24)
_BATCH = 50_000
_SPANS_PER_QUERY = 200


def seal_pending() -> int:
    """Seal what has been committed so far and say how many events that was.

    Call it outside a transaction. Of two sealers at once one finds its number taken and stops.
    """
    sealed = 0
    while count := _seal_next():
        sealed += count
    return sealed


def header_of(seal: Seal) -> list[Any]:
    """Everything a seal says besides its digest, in the order it is bound."""
    return [
        seal.number,
        seal.at.astimezone(UTC).isoformat(timespec="microseconds"),
        seal.after,
        seal.upto,
        seal.gaps,
        seal.late,
        seal.event_count,
        seal.previous,
    ]


def size(spans: Iterable[Span]) -> int:
    """How many ids lie in the spans."""
    return sum(last - first + 1 for first, last in spans)


def missing(ids: Iterable[int], *, after: int, upto: int) -> list[Span]:
    """Spans of (after, upto] in which none of the ascending `ids` lies."""
    spans: list[Span] = []
    expected = after + 1
    for number in ids:
        if number > expected:
            spans.append([expected, number - 1])
        expected = number + 1
    if expected <= upto:
        spans.append([expected, upto])
    return spans


def without(spans: Iterable[Span], ids: Iterable[int]) -> list[Span]:
    """The spans, cut at every one of `ids`."""
    left = sorted(spans)
    for number in ids:
        place = bisect_right(left, number, key=lambda span: span[0]) - 1
        if place >= 0 and number <= left[place][1]:
            first, last = left[place]
            pieces = [[first, number - 1], [number + 1, last]]
            left[place : place + 1] = [piece for piece in pieces if piece[0] <= piece[1]]
    return left


def _seal_next() -> int:
    last = Seal.objects.order_by("-number").first() or Seal(number=0, upto=0, digest="")
    fresh = _marked(Event.objects.filter(pk__gt=last.upto).order_by("pk")[:_BATCH])
    late = _arrived_late()
    events = sorted(fresh + late)
    if not events:
        return 0
    seal = Seal(
        number=last.number + 1,
        at=clock.now(),
        after=last.upto,
        upto=fresh[-1][0] if fresh else last.upto,
        late=[number for number, _ in late],
        late_count=len(late),
        event_count=len(events),
        previous=last.digest,
    )
    seal.gaps = missing((number for number, _ in fresh), after=seal.after, upto=seal.upto)
    seal.gap_count = size(seal.gaps)
    seal.digest = seal_digest(header_of(seal), events)
    return len(events) if _is_first_to_save(seal) else 0


def _is_first_to_save(seal: Seal) -> bool:
    try:
        with transaction.atomic():
            seal.save(force_insert=True)
    except IntegrityError:
        if not Seal.objects.filter(number=seal.number).exists():
            raise
        return False
    return True


def _arrived_late() -> list[Marked]:
    """Events that meanwhile appeared in the gaps of seals still watched."""
    gaps: list[Span] = []
    closed: list[int] = []
    watched = Seal.objects.filter(LOOSE, at__gte=clock.now() - WATCHED_FOR)
    for opened, late in watched.values_list("gaps", "late"):
        gaps += opened
        closed += late
    found: list[Marked] = []
    for some in _in_parts(without(gaps, closed)):
        anywhere = Q(pk__in=[first for first, last in some if first == last])
        for first, last in some:
            if first < last:
                anywhere |= Q(pk__range=(first, last))
        found += _marked(Event.objects.filter(anywhere).order_by("pk"))
    return found


def _in_parts(spans: list[Span]) -> Iterator[list[Span]]:
    for start in range(0, len(spans), _SPANS_PER_QUERY):
        yield spans[start : start + _SPANS_PER_QUERY]


def _marked(events: Any) -> list[Marked]:
    return list(events.values_list("pk", "mark"))
