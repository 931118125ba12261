"""Seals cover every event once, whatever the order in which events become visible."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from tests.audit import make
from tests.trail import unguarded
from yushui.audit import sealing
from yushui.audit.models import Event, Seal
from yushui.audit.sealing import missing, seal_pending, size, without
from yushui.audit.verifying import verify
from yushui.kernel import clock


def in_flight(event: Event) -> Event:
    """Hide an event as if its transaction had not committed yet."""
    with unguarded():
        Event.objects.filter(pk=event.pk).delete()
    return event


def commit(event: Event) -> None:
    event.save(force_insert=True)


def test_nothing_new_is_not_sealed():
    assert seal_pending() == 0
    make.events(3)
    assert [seal_pending(), seal_pending()] == [3, 0]
    assert Seal.objects.count() == 1


def test_seals_form_a_chain():
    for _ in range(3):
        make.events(2)
        seal_pending()
    first, second, third = Seal.objects.order_by("number")
    assert [first.number, second.number, third.number] == [1, 2, 3]
    assert (first.previous, second.previous, third.previous) == ("", first.digest, second.digest)
    assert (second.after, third.after) == (first.upto, second.upto)


def test_a_long_backlog_is_sealed_in_parts(monkeypatch):
    monkeypatch.setattr(sealing, "_BATCH", 4)
    make.events(10)
    assert seal_pending() == 10
    assert list(Seal.objects.order_by("number").values_list("event_count", flat=True)) == [4, 4, 2]
    assert verify().is_intact


def test_an_event_that_becomes_visible_late_goes_into_a_later_seal():
    late = in_flight(make.events(3)[1])
    seal_pending()
    commit(late)
    assert verify().pending == 1
    assert seal_pending() == 1
    assert Seal.objects.get(number=1).gaps == [[late.pk, late.pk]]
    assert Seal.objects.get(number=2).late == [late.pk]
    assert seal_pending() == 0
    assert verify().is_intact


def test_late_events_are_found_within_long_gaps():
    hidden = [in_flight(event) for event in make.events(12)[1:11]]
    seal_pending()
    for event in (hidden[0], hidden[4], hidden[9]):
        commit(event)
    assert seal_pending() == 3
    commit(hidden[5])
    make.events(1)
    assert seal_pending() == 2
    report = verify()
    assert (report.is_intact, report.events, report.gaps) == (True, 7, 6)


def test_many_gaps_are_looked_at_in_parts(monkeypatch):
    monkeypatch.setattr(sealing, "_SPANS_PER_QUERY", 2)
    hidden = [in_flight(event) for event in make.events(11)[1::2]]
    seal_pending()
    for event in hidden:
        commit(event)
    assert seal_pending() == len(hidden) == 5


def test_a_gap_is_given_up_after_a_day(move_clock):
    late = in_flight(make.events(2)[0])
    seal_pending()
    move_clock(clock.now() + timedelta(hours=25))
    commit(late)
    assert seal_pending() == 0
    assert [finding.code for finding in verify().findings] == ["unsealed"]


def test_of_two_sealers_at_once_one_finds_its_number_taken(monkeypatch):
    make.events(1)
    stale = Seal(number=0, upto=0, digest="")
    seal_pending()
    monkeypatch.setattr(type(Seal.objects.all()), "first", lambda _: stale)
    assert seal_pending() == 0
    assert Seal.objects.count() == 1


def test_two_seals_cannot_have_the_same_number():
    make.events(1)
    seal_pending()
    seal = Seal.objects.get()
    with pytest.raises(IntegrityError):
        Seal.objects.create(number=seal.number, at=seal.at, after=1, upto=2, event_count=0)


def test_a_seal_cannot_run_backwards():
    make.events(1)
    seal_pending()
    seal = Seal.objects.get()
    with pytest.raises(IntegrityError):
        Seal.objects.create(number=2, at=seal.at, after=5, upto=4, event_count=0)


@pytest.mark.parametrize(
    ("ids", "spans"),
    [
        ([1, 2, 3], []),
        ([], [[1, 3]]),
        ([2], [[1, 1], [3, 3]]),
        ([1, 3], [[2, 2]]),
        ([3], [[1, 2]]),
    ],
)
def test_missing_ids_are_told_as_spans(ids, spans):
    assert missing(ids, after=0, upto=3) == spans


@pytest.mark.parametrize(
    ("ids", "left"),
    [
        ([], [[1, 5], [8, 8]]),
        ([1], [[2, 5], [8, 8]]),
        ([3, 8], [[1, 2], [4, 5]]),
        ([7, 9, 0], [[1, 5], [8, 8]]),
        ([1, 2, 3, 4, 5, 8], []),
    ],
)
def test_spans_are_cut_at_what_has_arrived(ids, left):
    assert without([[8, 8], [1, 5]], ids) == left
    assert size(left) == 6 - len({*ids} & {1, 2, 3, 4, 5, 8})
