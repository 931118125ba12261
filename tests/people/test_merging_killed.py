"""Killed in the middle of a merge or of its undoing: all of it is there or none (issue 3)."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection

from tests import make
from yushui.audit.models import Event
from yushui.kernel import clock
from yushui.people import actions
from yushui.people.models import Household, Merge, Person, SourceRecord, StatusChange


# Another process of the same installation, which says when it has come to a step, and waits there
# to be killed.
MERGER = textwrap.dedent(
    """
    import sys, time
    import django
    django.setup()
    from django.conf import settings
    from django.db import connection
    from yushui.accounts.actor import system_actor
    from yushui.kernel import merging
    from yushui.people import actions
    from yushui.people.models import Household, Merge

    name, files, deed, stop_at, kept, gone = sys.argv[1:]
    connection.settings_dict["NAME"] = name
    settings.YUSHUI_FILES = files
    owner, _, step = stop_at.rpartition(".")
    owner = getattr(merging, owner) if owner else merging
    own = getattr(owner, step)

    def do_and_wait(*args, **kwargs):
        own(*args, **kwargs)
        print("written", flush=True)
        time.sleep(60)

    setattr(owner, step, do_and_wait)
    if deed == "merge":
        two = [Household.objects.select_related("region").get(pk=pk) for pk in (kept, gone)]
        actions.merge_households(*two, by=system_actor())
    else:
        actions.part(Merge.objects.get(), reason="弄错了", by=system_actor())
    """
)

pytestmark = [
    pytest.mark.slow,  # starts a process of its own
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def two(county):
    """Two families, with what was said of everybody in them."""
    village = county.places["石桥镇柳林村"]
    made = [make.household(village), make.household(village)]
    for home in made:
        for name in ("王建国", "李桂香"):
            person = make.person(home, name=name)
            SourceRecord.objects.create(
                person=person, source="troops", said={}, at=person.updated_at, by_name="甲"
            )
            actions.set_status(person, move="move_out", on=clock.today(), by=county.clerk)
    return made


def everything():
    """All that stands in the register and in the trail."""
    connection.close()
    tables = [*apps.get_app_config("people").get_models(), Event]
    return {model: sorted(map(repr, model._base_manager.values())) for model in tables}


def killed(deed, stop_at, two):
    command = [sys.executable, "-W", "ignore", "-c", MERGER]
    command += [str(connection.settings_dict["NAME"]), str(settings.YUSHUI_FILES)]
    connection.close()
    with subprocess.Popen(
        [*command, deed, stop_at, *(str(home.pk) for home in two)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"},
        cwd=Path(__file__).parents[2],
    ) as process:
        assert process.stdout.readline() == "written\n"
        process.send_signal(signal.SIGKILL)
        process.wait()


@pytest.mark.parametrize("stop_at", ["Journal.change", "Journal.remove", "Journal.finish"])
def test_a_merge_killed_half_way_has_done_nothing_and_can_be_repeated(county, two, stop_at):
    before = everything()
    killed("merge", stop_at, two)
    assert everything() == before
    actions.merge_households(*two, by=county.clerk)
    assert (Household.objects.count(), two[0].persons.count()) == (1, 4)


@pytest.mark.parametrize("stop_at", ["_insert", "_restore", "Journal.undo"])
def test_an_undoing_killed_half_way_has_done_nothing_and_can_be_repeated(county, two, stop_at):
    separate = everything()
    merge = actions.merge_households(*two, by=county.clerk)
    before = everything()
    killed("part", stop_at, two)
    assert everything() == before
    actions.part(Merge.objects.get(pk=merge.pk), reason="弄错了", by=county.clerk)
    for model in (Household, Person, SourceRecord, StatusChange):
        assert everything()[model] == separate[model]
