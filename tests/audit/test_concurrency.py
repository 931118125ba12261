"""Writers, sealers and rollbacks at the same time: every event ends up under exactly one seal."""

import threading

import pytest
from django.db import connection, transaction

from tests.audit import make
from yushui.audit.models import Event, Seal
from yushui.audit.sealing import seal_pending, size
from yushui.audit.verifying import verify


def in_threads(*works) -> None:
    def closing(work):
        try:
            work()
        finally:
            connection.close()

    threads = [threading.Thread(target=closing, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)


def write() -> None:
    for turn in range(20):
        with transaction.atomic():
            make.events(2)
            if turn % 5 == 4:
                transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_writers_and_sealers_at_once_leave_one_whole_chain():
    written = threading.Event()

    def seal_until_written() -> None:
        while not written.is_set():
            seal_pending()

    def write_all() -> None:
        in_threads(*[write] * 4)
        written.set()

    in_threads(write_all, seal_until_written, seal_until_written)
    seal_pending()
    report = verify()
    assert report.findings == []
    assert (report.events, report.pending) == (4 * 20 * 2 * 4 // 5, 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.postgres_only
def test_an_event_committed_after_higher_ids_were_sealed_is_sealed_later():
    inserted, sealed = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            make.events(1)
            inserted.set()
            sealed.wait(timeout=30)

    def quick() -> None:
        inserted.wait(timeout=30)
        make.events(1)
        assert seal_pending() == 1
        sealed.set()

    in_threads(slow, quick)
    assert seal_pending() == 1
    first, second = Seal.objects.order_by("number")
    assert size(first.gaps) == 1
    assert second.late == [Event.objects.order_by("pk").first().pk]
    assert verify().is_intact
