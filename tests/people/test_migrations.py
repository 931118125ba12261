"""What an installation has after the upgrade in which a status got its history, and others."""

import importlib
from datetime import date

from django.apps import apps

from tests import make
from tests.people.sheets import row
from yushui.kernel.identifiers import masked_runs
from yushui.people import standing
from yushui.people.models import Person


upgrade = importlib.import_module("yushui.people.migrations.0013_standing_and_evidence")
masking = importlib.import_module("yushui.people.migrations.0024_masked_problems")


def test_whoever_had_a_status_gets_its_row():
    dead = make.person(status="dead", status_on=date(2026, 3, 4))
    moved = make.person(status="moved")
    make.person()
    upgrade.give_rows(apps, None)
    assert (dead.changes.get().status, dead.changes.get().on) == ("dead", date(2026, 3, 4))
    assert moved.changes.get().on == moved.updated_at.date()
    assert Person.objects.filter(changes=None).count() == 1
    assert not list(standing.disagreeing())


def test_no_long_number_stays_in_what_was_said_of_a_roster(county, monkeypatch):
    monkeypatch.setattr(masking, "AT_ONCE", 2)
    told = "性别“99010119560718003X”看不懂；请写“男”或“女”。"
    kept = [
        [9, "D 列 出生日期", "“1956-07-18”晚于“2026-01-01”，请核对。"],
        [10, "整行", "没有姓名。"],
    ]
    rosters = [county.stage([row(n)]) for n in range(5)]
    for roster in rosters[:-1]:
        roster.problems = [[7, "C 列 139 0000 1234", told], *kept]
        roster.save(update_fields=["problems"])
    masking.mask(apps, None)
    wanted = [[7, "C 列 139****34", "性别“990****3X”看不懂；请写“男”或“女”。"], *kept]
    for roster in rosters[:-1]:
        roster.refresh_from_db()
        assert roster.problems == wanted
    rosters[-1].refresh_from_db()
    assert rosters[-1].problems == []


def test_the_upgrade_masks_as_the_program_does():
    for text in (
        "139-0000-1234",
        "1956.7.18",
        "99010119560718003X",
        "柳林村12组",
        "１３９００００１２３４",
    ):
        assert masking.masked(text) == masked_runs(text)
