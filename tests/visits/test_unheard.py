"""Families of whom nothing was heard since a day: no claim, no visit, no correction (S0-20)."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from tests import make
from yushui.kernel import clock
from yushui.people.models import Household, SourceRecord
from yushui.visits.models import Visit
from yushui.visits.queries import last_heard, unheard_of


SINCE = date(2026, 6, 1)


def at(day):
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


@pytest.fixture
def home(db):
    made = make.household()
    person = make.person(made)
    claim(person, SINCE - timedelta(days=1))
    Household.objects.update(updated_at=at(SINCE - timedelta(days=90)))
    return made


def claim(person, day):
    SourceRecord.objects.create(person=person, source="survey", at=at(day), by_name="李文")


def visit(home, day, **values):
    unit = make.unit(home.region)
    return Visit.objects.create(
        **{
            "campaign": make.campaign(unit), "unit": unit, "region": home.region,
            "household": home, "made_on": day, "recorded_at": clock.now(),
            "recorded_by_name": "李文",
        }
        | values
    )  # fmt: skip


def found():
    return list(unheard_of(Household.objects.all(), since=SINCE))


def test_a_family_nobody_told_of_is_on_the_list(home):
    visit(home, SINCE - timedelta(days=3))
    assert found() == [home]
    heard = last_heard([home.pk])[home.pk]
    assert heard.claimed_at == at(SINCE - timedelta(days=1))
    assert heard.visited_on == SINCE - timedelta(days=3)


@pytest.mark.parametrize(
    "hear",
    [
        lambda home: claim(home.persons.get(), SINCE),
        lambda home: visit(home, SINCE),
        lambda home: Household.objects.filter(pk=home.pk).update(updated_at=at(SINCE)),
        lambda home: home.persons.update(status="dead", status_on=SINCE),
    ],
    ids=["claim", "visit", "correction", "nobody left"],
)
def test_whoever_was_heard_of_is_not(home, hear):
    hear(home)
    assert found() == []


def test_a_visit_that_was_cancelled_told_nothing(home):
    visit(home, SINCE, state="cancelled", cancelled_at=clock.now(), cancelled_reason="误登")
    assert found() == [home]
