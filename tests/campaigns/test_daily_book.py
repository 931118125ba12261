"""The book of a year's daily work: opened once, seen by all who see campaigns, part of no round."""

from datetime import date

import pytest
from django.db import IntegrityError

from tests import make
from yushui.accounts.actor import system_actor
from yushui.audit.models import Event
from yushui.campaigns import actions
from yushui.campaigns.models import Campaign
from yushui.kernel.errors import NotPermitted, RuleViolation
from yushui.visits.queries import rounds_of


def test_is_opened_by_whoever_needs_it_first_and_found_by_the_next():
    """S0-43, S3-13: what happens outside campaigns is kept as well."""
    township = make.township(make.unit())
    worker = make.actor("worker", township)
    first = actions.daily_book(date(2026, 3, 9), by=worker)
    again = actions.daily_book(date(2026, 12, 31), by=worker)
    assert first == again
    assert (first.name, first.starts_on, first.ends_on) == (
        "2026年日常工作", date(2026, 1, 1), date(2026, 12, 31),
    )  # fmt: skip
    assert Event.objects.filter(kind="campaigns.daily_book_opened").count() == 1


def test_every_year_has_its_own():
    clerk = make.actor("clerk", make.unit())
    assert actions.daily_book(date(2026, 12, 31), by=clerk) != actions.daily_book(
        date(2027, 1, 1), by=clerk
    )


def test_is_kept_by_the_unit_that_nobody_stands_above():
    office = make.unit()
    worker = make.actor("worker", make.township(office))
    assert actions.daily_book(date(2026, 3, 9), by=worker).unit == office


def test_is_seen_by_all_and_is_no_round():
    book = actions.daily_book(date(2026, 3, 9), by=make.actor("clerk", make.unit()))
    stranger = make.actor("worker", make.township(make.unit()))
    assert book in Campaign.objects.visible_to(stranger)
    assert book not in rounds_of(stranger)
    assert book not in Campaign.objects.visible_to(make.actor("audit"))


def test_an_administrator_does_not_open_it():
    with pytest.raises(NotPermitted):
        actions.daily_book(date(2026, 3, 9), by=make.actor("system", make.unit()))


def test_without_any_unit_there_is_none():
    with pytest.raises(RuleViolation, match="还没有单位"):
        actions.daily_book(date(2026, 3, 9), by=system_actor("测试"))


def test_the_database_keeps_one_of_a_year():
    """campaigns_one_daily_book"""
    book = actions.daily_book(date(2026, 3, 9), by=make.actor("clerk", make.unit()))
    book.pk = None
    with pytest.raises(IntegrityError, match=r"one_daily_book|campaigns_campaign\.year"):
        book.save(force_insert=True)
