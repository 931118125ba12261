"""The night's work is asked for once a day, after three in the morning in Shanghai."""

from datetime import UTC, datetime

import pytest

from tests.audit import make as trail
from tests.trail import unguarded
from yushui.audit.jobs import verify_nightly as verify_trail
from yushui.audit.models import Event
from yushui.jobs.models import Night
from yushui.jobs.nightly import every_night
from yushui.ledger.jobs import verify_nightly as verify_ledger


@pytest.fixture
def at(move_clock):
    """Put the clock to a day and hour in Shanghai of July 2026."""
    return lambda day, hour: move_clock(
        datetime(2026, 7, day - (hour < 8), (hour - 8) % 24, tzinfo=UTC)
    )


def kinds():
    return sorted(Event.objects.values_list("kind", flat=True))


def test_nothing_is_asked_for_before_three(at):
    at(25, 2)
    assert (every_night(verify_ledger)(), kinds()) == (False, [])


def test_both_books_are_checked_at_three(at):
    at(25, 3)
    assert every_night(verify_ledger, verify_trail)() is True
    assert kinds() == ["audit.verify", "ledger.verify"]


def test_of_two_processes_one_asks(at):
    at(25, 3)
    assert [every_night(verify_ledger)(), every_night(verify_ledger)()] == [True, False]
    assert kinds() == ["ledger.verify"]


def test_a_tick_asks_the_database_once_a_day(at, django_assert_num_queries):
    tick = every_night(verify_ledger)
    at(25, 3)
    tick()
    with django_assert_num_queries(0):
        assert not tick()


def test_the_next_night_is_another(at):
    tick = every_night(verify_ledger)
    for hour, day in ((3, 25), (23, 25), (2, 26), (3, 26)):
        at(day, hour)
        tick()
    assert [night.on.day for night in Night.objects.order_by("on")] == [25, 26]


def test_a_night_whose_jobs_could_not_be_asked_for_is_asked_for_again(at, settings):
    at(25, 3)
    tick = every_night(verify_ledger)
    with pytest.raises(AttributeError):
        every_night(object())()  # type: ignore[arg-type]
    assert tick() is True


def test_the_nightly_walk_counts_and_logs_what_it_finds(caplog):
    trail.events(2)
    with unguarded():
        Event.objects.update(actor_name="别人")
    assert verify_trail.func() == 2
    assert caplog.text.count("The trail has been touched") == 2
    assert Event.objects.get(kind="audit.verify").detail == {"findings": 2}
