"""Subjects claimed again: by the same record, by several at once, before and after a correction."""

import threading

import pytest
from django.db import IntegrityError

from tests.ledger.land import post_with_id
from tests.ledger.test_concurrency import in_threads
from yushui.ledger import folding, writing
from yushui.ledger.models import Gap, Posting
from yushui.ledger.verifying import verify


def figures(land):
    return [land.count("persons"), land.count("households"), land.count()]


def test_of_several_rows_only_the_last_is_refused_and_no_id_is_lost(land):
    land.post(land.entry("persons", subject=7), record=1)
    said = [
        land.entry("households", subject=8),
        land.entry("persons", subject=6),
        land.entry("households", subject=9),
        land.entry("persons", subject=7),
        land.entry(),
    ]
    land.post(*said, record=2)
    assert figures(land) == [2, 2, 1]
    folding.fold()
    assert not Gap.objects.filter(first__gt=1).exists()
    land.reverse(1)
    assert figures(land) == [2, 2, 1]
    land.reverse(2)
    assert figures(land) == [0, 0, 0]
    land.post(*said, record=3)
    assert figures(land) == [2, 2, 1]
    folding.fold()
    assert verify() == []


def test_a_record_that_says_the_same_twice_is_the_first_once(land):
    land.claim(7, record=1)
    land.claim(7, record=1)
    land.claim(7, record=2)
    assert land.count("persons") == 1
    land.reverse(1)
    assert land.count("persons") == 1
    land.reverse(2)
    assert land.count("persons") == 0


@pytest.mark.postgres_only
def test_a_row_refused_for_another_reason_than_a_claim_is_an_error(land):
    """As after a restore that left the sequence behind: no row may be missing without a word."""
    land.post(record=1)
    post_with_id(Posting.objects.latest("pk").pk + 2)
    with pytest.raises(IntegrityError):
        land.post(*(land.entry(categories=[code]) for code in "abc"), record=2)


@pytest.mark.postgres_only
@pytest.mark.django_db(transaction=True)
def test_a_record_of_several_rows_and_its_reversal_do_not_wait_in_a_ring(land, monkeypatch):
    """The rows 9 and 5, and 1, meet a reversal that takes 1 and then 5."""
    one_each = [land.entry("persons", subject=subject) for subject in (5, 1)]
    land.post(land.entry("households", subject=8), *one_each, record=1)
    contended, may_go_on = threading.Event(), threading.Event()

    def slowly(*asked, **options):
        found = contested(*asked, **options)
        contended.set()
        may_go_on.wait(1)  # while the reversal runs into what is held here
        return found

    contested = writing.contested
    monkeypatch.setattr(writing, "contested", slowly)

    def reverse():
        contended.wait(5)
        land.reverse(1)
        may_go_on.set()

    in_threads(lambda: land.post(land.entry("households", subject=9), *one_each, record=2), reverse)
    assert land.count("persons") == 2
