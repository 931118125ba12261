"""Writers, folders and readers at once: nothing is lost, nobody is first twice."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from tests.ledger.land import land as make_land
from yushui.ledger import folding
from yushui.ledger.models import Posting
from yushui.ledger.verifying import verify


pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = 4
TURNS = 20
SUBJECTS = range(1, 7)


def in_threads(*works):
    """Run all at once; what any of them raises fails the test."""

    def closing(work):
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        for done in [pool.submit(closing, work) for work in works]:
            done.result(timeout=120)


class Writer:
    """Claims some subjects by each record, takes records back, and fails now and then."""

    def __init__(self, land, number):
        self.land, self.number = land, number
        self.random = random.Random(number)
        self.standing = {}

    def __call__(self):
        for turn in range(TURNS):
            if self.standing and self.random.random() < 0.3:
                record = self.random.choice(sorted(self.standing))
                self.land.reverse(record)
                del self.standing[record]
                continue
            record = self.number * 1000 + turn
            subjects = self.random.sample(SUBJECTS, 3)
            if self.write(record, subjects):
                self.standing[record] = subjects

    def write(self, record, subjects):
        fails = self.random.random() < 0.2
        with transaction.atomic():
            claims = [self.land.entry("persons", subject=subject) for subject in subjects]
            self.land.post(self.land.entry(), *claims, record=record)
            transaction.set_rollback(fails)
        return not fails


def test_writers_and_folders_at_once_leave_exact_figures_and_one_first_each():
    land = make_land()
    writers = [Writer(land, number) for number in range(WRITERS)]
    written = threading.Event()

    def write_all():
        try:
            in_threads(*writers)
        finally:
            written.set()

    def fold_until_written():
        while not written.is_set():
            folding.fold()

    in_threads(write_all, fold_until_written, fold_until_written)
    standing = {record: some for one in writers for record, some in one.standing.items()}
    claimed = {subject for some in standing.values() for subject in some}
    assert land.count("visits") == len(standing)
    assert land.count("persons") == len(claimed)
    firsts = Posting.objects.standing().filter(persons_of__isnull=False)
    assert sorted(first.persons_of for first in firsts) == sorted(claimed)
    assert all(first.persons_of in standing[first.source_id] for first in firsts)
    assert folding.fold() >= 0
    assert (land.count("persons"), verify()) == (len(claimed), [])


def test_a_reader_never_sees_a_figure_go_down_while_it_is_folded():
    land = make_land()
    written = threading.Event()
    seen = []

    def write():
        try:
            for record in range(1, 40):
                land.post(record=record)
        finally:
            written.set()

    def read_until_written():
        while not written.is_set():
            seen.append(land.count())

    def fold_until_written():
        while not written.is_set():
            folding.fold()

    in_threads(write, read_until_written, fold_until_written)
    assert seen == sorted(seen)
    assert land.count() == 39


@pytest.mark.postgres_only
def test_a_record_that_waits_for_a_reversal_is_not_overlooked():
    """The heir's claim is not committed yet when the first record is taken back."""
    land = make_land()
    land.claim(7, record=1)
    claimed, reversing = threading.Event(), threading.Event()

    def claim_slowly():
        with transaction.atomic():
            land.claim(7, record=2)
            claimed.set()
            reversing.wait(10)

    def take_back():
        claimed.wait(10)
        reversing.set()
        land.reverse(1)

    in_threads(claim_slowly, take_back)
    assert land.count("persons") == 1
    assert Posting.objects.standing().get(persons_of=7).source_id == 2


@pytest.mark.postgres_only
@pytest.mark.parametrize("fails", [False, True])
def test_of_two_records_at_one_moment_the_other_counts_only_if_the_first_fails(fails):
    land = make_land()
    land.post()  # its categories are known from here on
    claimed, claiming = threading.Event(), threading.Event()

    def claim_slowly():
        with transaction.atomic():
            land.claim(7, record=2)
            claimed.set()
            claiming.wait(10)
            transaction.set_rollback(fails)

    def claim_as_well():
        claimed.wait(10)
        claiming.set()
        land.claim(7, record=3)

    in_threads(claim_slowly, claim_as_well)
    first = Posting.objects.standing().get(persons_of=7)
    assert (land.count("persons"), first.source_id) == (1, 3 if fails else 2)
    land.reverse(2)
    assert Posting.objects.standing().get(persons_of=7).source_id == 3


@pytest.mark.postgres_only
def test_what_commits_behind_the_mark_is_read_at_once_and_folded_later():
    land = make_land()
    land.post(record=3)
    posted, folded = threading.Event(), threading.Event()

    def post_slowly():
        with transaction.atomic():
            land.post(record=1)
            posted.set()
            folded.wait(10)

    def overtake():
        posted.wait(10)
        land.post(record=2)
        folding.fold()
        assert land.count() == 2
        folded.set()

    in_threads(post_slowly, overtake)
    assert land.count() == 3
    assert (folding.fold(), land.count(), verify()) == (1, 3, [])
