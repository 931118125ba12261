"""Papers of a whole place are set by a job: all of them, once, and given up in words."""

import os
import signal
import subprocess
import sys
import textwrap
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.db import IntegrityError, connection
from django_tasks_db.models import DBTaskResult

from tests import make
from tests.reports.round import Round
from tests.reports.test_papers import FACTS, text
from yushui.audit.models import Event
from yushui.files.models import StoredFile
from yushui.jobs import progress, waiting, worker
from yushui.kernel.errors import Conflict, NotPermitted, RuleViolation
from yushui.office import typeset
from yushui.people import actions as people
from yushui.people.models import Household, Printing
from yushui.reports import jobs, printing
from yushui.reports.papers import cards, families


SINCE = date(2026, 3, 1)
FAMILIES = 9
# Another process of the same installation, which says when it is about to write and waits there.
PRINTER = textwrap.dedent(
    """
    import sys, time
    import django
    django.setup()
    from django.db import connection
    from django.conf import settings
    from yushui.jobs import worker
    from yushui.files import actions as files

    name, folder = sys.argv[1:]
    connection.settings_dict["NAME"] = name
    settings.YUSHUI_FILES = folder
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    store = files.store

    def store_and_wait(*args, **kwargs):
        made = store(*args, **kwargs)
        print("stored", flush=True)
        time.sleep(60)
        return made

    files.store = store_and_wait
    worker.run_pending()
    """
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _queue(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def round_():
    made = Round()
    for number in range(FAMILIES):
        home = make.household(made.town.region, head=f"王{number}")
        make.person(home)
    return made


@pytest.fixture
def user(round_):
    return make.user("clerk", round_.town, name="方文静")


@pytest.fixture
def clerk(user, round_):
    people.assign_contacts(round_.town.region, facts=FACTS, since=SINCE, by=user.actor)
    return user.actor


def asked(round_, clerk, paper="card"):
    return printing.ask(round_.town.region, paper=paper, by=clerk)


def now(one):
    return Printing.objects.select_related("region", "file").get(pk=one.pk)


@pytest.mark.parametrize("paper", ["card", "file"])
def test_the_job_sets_the_papers_of_all_families(round_, clerk, paper):
    one = asked(round_, clerk, paper)
    assert now(one).state == "waiting"
    worker.run_pending()
    done = now(one)
    assert (done.state, done.printed_count, done.left_out_count) == ("printed", FAMILIES, 0)
    said = text(people.hand_out_printing(done, by=clerk))
    assert all(f"王{number}" in said for number in range(FAMILIES))
    assert progress.current(jobs.key_of(one)).percent == 100
    kinds = Event.objects.filter(kind__startswith="people.printing").order_by("pk")
    assert [event.kind.removeprefix("people.printing_") for event in kinds] == [
        "asked", "finished", "handed_out",
    ]  # fmt: skip


def test_families_without_a_contact_are_left_out_and_counted(round_, clerk):
    make.person(make.household(round_.town.region, head="无人管"))
    one = asked(round_, clerk)
    worker.run_pending()
    assert (now(one).printed_count, now(one).left_out_count) == (FAMILIES, 1)
    assert "无人管" not in text(now(one).file.read())


def test_characters_that_no_font_has_are_told(round_, clerk):
    Household.objects.filter(head_name="王3").update(head_name="王\ue001")
    one = asked(round_, clerk)
    worker.run_pending()
    assert (now(one).state, now(one).blanks) == ("printed", "\ue001")


def test_a_place_where_nothing_can_be_printed_is_told_before_a_job_is_asked_for(round_, user):
    with pytest.raises(RuleViolation, match="没有可以印联系卡的家庭"):
        asked(round_, user.actor)
    assert (Printing.objects.count(), DBTaskResult.objects.count()) == (0, 0)


@pytest.mark.parametrize(("paper", "module"), [("card", cards), ("file", families)])
def test_too_many_at_once_are_refused_with_what_to_do(round_, clerk, monkeypatch, paper, module):
    monkeypatch.setattr(module, "LARGEST_BATCH", FAMILIES - 1)
    with pytest.raises(RuleViolation, match="按乡镇（街道）或村（社区）分开印"):
        asked(round_, clerk, paper)


def test_a_paper_that_does_not_exist_is_refused(round_, clerk):
    with pytest.raises(RuleViolation, match="请选择印哪一种"):
        asked(round_, clerk, "letter")


def test_the_same_job_twice_prints_once(round_, clerk):
    one = asked(round_, clerk)
    assert jobs.print_papers.call(one.pk) == FAMILIES
    assert jobs.print_papers.call(one.pk) == 0
    assert Event.objects.filter(kind="people.printing_finished").count() == 1


def test_a_printing_that_is_stopped_keeps_nothing(round_, clerk):
    one = asked(round_, clerk)
    people.give_up_printing(one, reason="方文静停止了。", by=clerk)
    worker.run_pending()
    assert (now(one).state, now(one).file, StoredFile.objects.count()) == ("given_up", None, 0)


def test_a_printing_that_is_stopped_at_the_last_moment_keeps_nothing(round_, clerk, monkeypatch):
    one = asked(round_, clerk)
    batch = cards.batch

    def stopped(*args):
        people.give_up_printing(now(one), reason="方文静停止了。", by=clerk)
        return batch(round_.town.region, lambda done: None)

    monkeypatch.setattr(cards, "batch", stopped)
    worker.run_pending()
    assert (now(one).setback, StoredFile.objects.count()) == ("方文静停止了。", 0)


def test_a_mistake_of_the_program_is_told_and_recorded(round_, clerk, monkeypatch):
    one = asked(round_, clerk)

    def fail(*args):
        raise OSError("disc full")

    monkeypatch.setattr(cards, "batch", fail)
    worker.run_pending()
    assert (now(one).state, now(one).setback) == ("given_up", waiting.UNEXPECTED)
    assert DBTaskResult.objects.get().status == "FAILED"


def test_without_a_chinese_font_the_page_says_what_to_install(round_, clerk, monkeypatch):
    one = asked(round_, clerk)
    monkeypatch.setattr(typeset, "_fonts", lambda: typeset.chosen(["DejaVu Sans"]))
    worker.run_pending()
    assert "fonts-noto-cjk" in now(one).setback


def test_who_may_no_longer_print_is_told_when_the_turn_comes(round_, clerk, user):
    one = asked(round_, clerk)
    user.posts.all().delete()
    worker.run_pending()
    assert (now(one).state, StoredFile.objects.count()) == ("given_up", 0)


def test_nobody_prints_for_another_place(round_, clerk):
    stranger = make.actor("clerk", make.unit())
    one = asked(round_, clerk)
    for attempt in (
        lambda: printing.ask(round_.town.region, paper="card", by=stranger),
        lambda: people.give_up_printing(one, reason="x", by=stranger),
        lambda: people.hand_out_printing(one, by=stranger),
    ):
        with pytest.raises(NotPermitted):
            attempt()


def test_what_is_not_printed_cannot_be_fetched_and_what_is_cannot_be_stopped(round_, clerk):
    one = asked(round_, clerk)
    with pytest.raises(RuleViolation, match="还没有印成"):
        people.hand_out_printing(one, by=clerk)
    worker.run_pending()
    with pytest.raises(Conflict):
        people.give_up_printing(one, reason="x", by=clerk)


@pytest.mark.parametrize(
    "wrong",
    [{"state": "printed"}, {"state": "given_up"}, {"finished_at": "2026-07-01T00:00Z"}],
    ids=str,
)
def test_the_database_refuses(round_, clerk, wrong):
    one = asked(round_, clerk)
    with pytest.raises(IntegrityError):
        Printing.objects.filter(pk=one.pk).update(**wrong)


@pytest.mark.slow  # starts a process of its own
def test_killed_before_it_is_written_nothing_is_there_and_it_is_taken_up_again(round_, clerk):
    one = asked(round_, clerk)
    connection.close()
    command = [sys.executable, "-W", "ignore", "-c", PRINTER]
    command += [str(connection.settings_dict["NAME"]), str(configured.YUSHUI_FILES)]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=environment, cwd=Path(__file__).parents[2]
    ) as process:
        assert process.stdout.readline() == "stored\n"
        process.send_signal(signal.SIGKILL)
        process.wait()
    connection.close()
    assert (now(one).state, now(one).file, StoredFile.objects.count()) == ("waiting", None, 0)
    assert worker.recover() == 1
    worker.run_pending()
    assert (now(one).state, now(one).printed_count) == ("printed", FAMILIES)
    assert StoredFile.objects.count() == 1
