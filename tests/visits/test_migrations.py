"""What an installation that counted tries without their days has after the upgrade."""

import importlib
from datetime import UTC, datetime

import pytest
from django.apps import apps

from tests import make
from tests.visits.place import Place
from yushui.audit.models import Event


upgrade = importlib.import_module("yushui.visits.migrations.0003_days_of_tries")
EVENING = datetime(2026, 7, 22, 17, tzinfo=UTC)  # already the 23rd in Shanghai
MORNING = datetime(2026, 7, 23, 1, tzinfo=UTC)
NEXT_DAY = datetime(2026, 7, 24, 1, tzinfo=UTC)


def counted(place, *moments, **values):
    """A target as it was kept before: a number, and a trail."""
    home = make.household(place.village)
    target = place.target(
        **{"household": home, "tries_count": len(moments), "note": "无人"} | values
    )
    for at in moments:
        Event.objects.create(
            at=at, kind="visits.tried", actor_id="1", actor_name="张明",
            subject="visits.target", subject_id=str(target.pk), mark="x",
        )  # fmt: skip
    return target


def days(target):
    upgrade.give_days(apps, None)
    target.refresh_from_db()
    return [
        f"{one:%m-%d}"
        for one in target.tries.order_by("tried_on").values_list("tried_on", flat=True)
    ]


@pytest.mark.parametrize(
    ("moments", "expected"),
    [
        ([EVENING, NEXT_DAY], ["07-23", "07-24"]),
        ([EVENING, MORNING], ["07-23"]),
        ([EVENING, MORNING, NEXT_DAY], ["07-23", "07-24"]),
    ],
)
def test_tries_get_the_days_the_trail_knows(moments, expected):
    target = counted(Place(), *moments)
    assert days(target) == expected
    assert target.tries_count == len(expected)
    assert (target.tries.latest("tried_on").note, target.note) == ("无人", "")


def test_what_a_head_has_excused_stays_as_it_was_decided():
    target = counted(
        Place(), EVENING, MORNING, state="excused", excuse="away", excused_by_name="田"
    )
    assert days(target) == ["07-23"]
    assert (target.tries_count, target.note) == (2, "无人")


def test_a_try_that_left_no_trail_keeps_its_count():
    target = counted(Place(), tries_count=1)
    assert days(target) == []
    assert (target.tries_count, target.note) == (1, "无人")
