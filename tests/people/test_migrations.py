"""What an installation has after the upgrade in which a status got its history."""

import importlib
from datetime import date

from django.apps import apps

from tests import make
from yushui.people import standing
from yushui.people.models import Person


upgrade = importlib.import_module("yushui.people.migrations.0013_standing_and_evidence")


def test_whoever_had_a_status_gets_its_row():
    dead = make.person(status="dead", status_on=date(2026, 3, 4))
    moved = make.person(status="moved")
    make.person()
    upgrade.give_rows(apps, None)
    assert (dead.changes.get().status, dead.changes.get().on) == ("dead", date(2026, 3, 4))
    assert moved.changes.get().on == moved.updated_at.date()
    assert Person.objects.filter(changes=None).count() == 1
    assert not list(standing.disagreeing())
