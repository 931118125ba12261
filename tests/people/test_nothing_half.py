"""Killed in the middle of a load: all rows are there or none, and a second try goes through."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from tests import make
from tests.people.sheets import row
from yushui.audit.models import Event
from yushui.jobs import worker
from yushui.people import actions, intake, rules
from yushui.people.models import Belonging, Household, Person, Roster


ROWS = 200
# Another process of the same installation: same database, keys and files. It says when rows are
# written but not committed, and then waits to be killed there.
LOADER = textwrap.dedent(
    """
    import sys, time
    import django
    django.setup()
    from django.db import connection
    from django.conf import settings
    from yushui.accounts.actor import system_actor
    from yushui.jobs import worker
    from yushui.people import actions
    from yushui.people.importing import loading, undoing
    from yushui.people.models import Roster

    name, files, roster, stop_at = sys.argv[1:]
    connection.settings_dict["NAME"] = name
    settings.YUSHUI_FILES = files
    insert = loading.bulk.insert

    def insert_and_wait(model, columns, rows):
        insert(model, columns, rows)
        if model.__name__ == stop_at:
            print("written", flush=True)
            time.sleep(60)

    delete = undoing._delete

    def delete_and_wait(model, keys):
        delete(model, keys)
        if stop_at == "undoing " + model.__name__:
            print("written", flush=True)
            time.sleep(60)

    loading.bulk.insert, undoing._delete = insert_and_wait, delete_and_wait
    if stop_at.startswith("undoing"):
        actions.undo_roster(Roster.objects.get(pk=roster), by=system_actor())
    elif stop_at == "Person in a job":
        stop_at = "Person"
        settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
        worker.run_pending()
    else:
        actions.load_roster(Roster.objects.get(pk=roster), by=system_actor())
    print("finished", flush=True)
    """
)


def loader(roster, stop_at):
    command = [sys.executable, "-W", "ignore", "-c", LOADER]
    command += [str(connection.settings_dict["NAME"]), str(settings.YUSHUI_FILES)]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    return subprocess.Popen(
        [*command, str(roster.pk), stop_at],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=Path(__file__).parents[2],
    )


def counts():
    connection.close()
    return [model.objects.count() for model in (Household, Person, Belonging)]


@pytest.mark.slow  # starts a process of its own
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("stop_at", ["Household", "Person", "Belonging"])
def test_a_load_killed_half_way_leaves_nothing_and_can_be_repeated(county, stop_at):
    roster = county.check([row(n) for n in range(ROWS)])
    connection.close()
    with loader(roster, stop_at) as process:
        assert process.stdout.readline() == "written\n"
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert counts() == [0, 0, 0]
    again = Roster.objects.get(pk=roster.pk)
    assert again.state == "checked"
    actions.load_roster(again, by=county.clerk)
    assert counts() == [ROWS] * 3


@pytest.mark.slow  # starts a process of its own
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("stop_at", ["Person", "Household"])
def test_an_undoing_killed_half_way_takes_nothing_back_and_can_be_repeated(county, stop_at):
    roster = county.take_in([row(n) for n in range(ROWS)])
    connection.close()
    with loader(roster, f"undoing {stop_at}") as process:
        assert process.stdout.readline() == "written\n"
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert counts() == [ROWS] * 3
    again = Roster.objects.get(pk=roster.pk)
    assert again.state == "imported"
    actions.undo_roster(again, by=county.clerk)
    assert counts() == [0, 0, 0]


@pytest.mark.slow  # starts a process of its own
@pytest.mark.django_db(transaction=True)
def test_a_job_killed_half_way_leaves_nothing_and_is_taken_up_again(county, settings, monkeypatch):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    monkeypatch.setattr(rules, "ROWS_AT_ONCE", 1)
    clerk = make.user("clerk", county.office).actor
    roster = intake.load(county.check([row(n) for n in range(ROWS)]), by=clerk)
    connection.close()
    with loader(roster, "Person in a job") as process:
        assert process.stdout.readline() == "written\n"
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert counts() == [0, 0, 0]
    assert Roster.objects.get(pk=roster.pk).state == "loading"
    assert worker.recover() == 1
    worker.run_pending()
    assert counts() == [ROWS] * 3
    assert Roster.objects.get(pk=roster.pk).state == "imported"


@pytest.mark.slow  # starts a process of its own
@pytest.mark.django_db(transaction=True)
def test_a_load_that_was_finished_is_recognised_on_the_second_try(county):
    roster = county.check([row(n) for n in range(1, 30)])
    connection.close()
    with loader(roster, "nowhere") as process:
        assert process.stdout.readline() == "finished\n"
    assert counts() == [29, 29, 29]
    with pytest.raises(actions.rosters.RuleViolation, match="当前状态不能"):
        actions.load_roster(Roster.objects.get(pk=roster.pk), by=county.clerk)
    assert Event.objects.filter(kind="people.roster_loaded").count() == 1


def test_a_failure_while_writing_takes_everything_back(county, monkeypatch):
    roster = county.check([row()])
    insert = actions.rosters.loading.bulk.insert

    def fail_at_last(model, columns, rows):
        if model is Belonging:
            raise OSError("disc full")
        insert(model, columns, rows)

    monkeypatch.setattr(actions.rosters.loading.bulk, "insert", fail_at_last)
    with pytest.raises(OSError, match="disc full"):
        actions.load_roster(roster, by=county.clerk)
    assert not Person.objects.exists()
    assert Roster.objects.get().state == "checked"


def test_of_two_who_load_the_same_roster_one_is_told(county):
    first = county.check([row()])
    second = Roster.objects.get(pk=first.pk)
    actions.load_roster(first, by=county.clerk)
    with pytest.raises(actions.rosters.Conflict, match="已被他人改动"):
        actions.load_roster(second, by=county.clerk)
    assert Person.objects.count() == 1


def test_loading_costs_no_query_a_row(county, django_assert_max_num_queries):
    few, many = county.check([row()]), county.check([row(n) for n in range(2, 400)])
    actions.load_roster(few, by=county.clerk)
    with django_assert_max_num_queries(60):
        actions.load_roster(many, by=county.clerk)
