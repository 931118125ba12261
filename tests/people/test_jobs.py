"""A large roster is checked and loaded by a job: as a whole, once, and taken back in words."""

import pytest
from django.db import IntegrityError, connection
from django_tasks_db.models import DBTaskResult

from tests import make
from tests.people.sheets import id_number, row
from yushui.audit.models import Event
from yushui.jobs import progress, waiting, worker
from yushui.people import actions, intake, jobs, rules, seals
from yushui.people.importing import loading, preparing
from yushui.people.models import Belonging, Person, Roster


DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
ROWS = [row(n) for n in range(1, 6)]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _all_is_large(settings, monkeypatch):
    settings.TASKS = DATABASE
    monkeypatch.setattr(rules, "ROWS_AT_ONCE", 1)


@pytest.fixture
def clerk(county):
    return make.user("clerk", county.office).actor


def asked_to_check(county, clerk, rows=ROWS):
    roster = county.stage(rows)
    return intake.check(roster, mapping=roster.mapping, by=clerk)


def asked_to_load(county, clerk, rows=ROWS, **options):
    return intake.load(county.check(rows), by=clerk, **options)


def now(roster):
    return Roster.objects.get(pk=roster.pk)


def result():
    return DBTaskResult.objects.order_by("-enqueued_at").first()


def test_a_check_is_asked_for_and_done_by_the_job(county, clerk):
    roster = asked_to_check(county, clerk, [*ROWS, row(9, 性别="？")])
    assert (now(roster).state, now(roster).outcome) == ("checking", {})
    worker.run_pending()
    assert (now(roster).state, now(roster).outcome["wrong"]) == ("checked", 1)
    assert now(roster).rejected is not None
    assert (result().return_value, progress.current(jobs.key_of(roster)).percent) == (6, 100)


def test_one_row_held_against_many_people_is_work_for_a_job(county, clerk, monkeypatch):
    county.take_in(ROWS)
    monkeypatch.setattr(rules, "PEOPLE_AT_ONCE", len(ROWS) - 1)
    assert asked_to_check(county, clerk, [row(9)]).state == "checking"
    monkeypatch.setattr(rules, "PEOPLE_AT_ONCE", len(ROWS))
    assert asked_to_check(county, clerk, [row(10)]).state == "checked"


def test_a_load_is_asked_for_and_done_by_the_job(county, clerk):
    roster = asked_to_load(county, clerk)
    assert (now(roster).state, Person.objects.count()) == ("loading", 0)
    worker.run_pending()
    assert (now(roster).state, Person.objects.count()) == ("imported", 5)
    assert now(roster).imported_by_name == clerk.name
    assert Event.objects.get(kind="people.roster_loaded").actor_id == clerk.id


def test_wrong_rows_are_left_out_by_the_job_as_was_decided(county, clerk):
    roster = asked_to_load(county, clerk, [*ROWS, row(9, 性别="？")], leave_out_wrong=True)
    worker.run_pending()
    assert (now(roster).outcome["new"], now(roster).outcome["wrong"]) == (5, 1)


def test_columns_that_cannot_be_are_told_before_a_job_is_asked_for(county, clerk):
    roster = county.stage(ROWS)
    with pytest.raises(actions.rosters.RuleViolation, match="没有指明哪一列是“姓名”"):
        intake.check(roster, mapping={"village": 1}, by=clerk)
    assert (now(roster).state, DBTaskResult.objects.count()) == ("staged", 0)


def test_a_rule_that_forbids_it_returns_the_roster_with_the_sentence(county, clerk):
    roster = asked_to_load(county, clerk)
    stranger = make.person(make.household(county.places["石桥镇东村"]), name="赵德福")
    seals.set_id_card(stranger, id_number(3))
    stranger.save()
    worker.run_pending()
    assert now(roster).state == "checked"
    assert "登记的是另一个姓名" in now(roster).setback
    assert (Person.objects.count(), result().status) == (1, "SUCCESSFUL")


def test_a_mistake_of_the_program_returns_the_roster_and_is_recorded(county, clerk, monkeypatch):
    insert = loading.bulk.insert

    def fail_at_last(model, columns, rows):
        if model is Belonging:
            raise OSError("disc full")
        insert(model, columns, rows)

    roster = asked_to_load(county, clerk)
    monkeypatch.setattr(loading.bulk, "insert", fail_at_last)
    worker.run_pending()
    assert (now(roster).state, now(roster).setback) == ("checked", waiting.UNEXPECTED)
    assert (Person.objects.count(), result().status) == (0, "FAILED")
    assert progress.current(jobs.key_of(roster)).has_failed
    monkeypatch.setattr(loading.bulk, "insert", insert)
    intake.load(now(roster), by=clerk)
    worker.run_pending()
    assert (now(roster).state, Person.objects.count()) == ("imported", 5)


def test_a_check_that_comes_to_nothing_leads_back_to_the_beginning(county, clerk, monkeypatch):
    roster = county.check(ROWS)
    monkeypatch.setattr(preparing, "open_table", None)
    intake.check(roster, mapping=roster.mapping, by=clerk)
    worker.run_pending()
    assert (now(roster).state, now(roster).outcome) == ("staged", {})
    assert now(roster).setback == waiting.UNEXPECTED


def test_the_same_job_twice_does_the_work_once(county, clerk):
    roster = asked_to_load(county, clerk)
    assert jobs.load_roster.call(roster.pk) == 5
    assert jobs.load_roster.call(roster.pk) == 0
    worker.run_pending()
    assert Event.objects.filter(kind="people.roster_loaded").count() == 1


def test_two_jobs_of_one_roster_at_the_same_time_load_it_once(county, clerk, monkeypatch):
    """The second comes to the end of its preparations when the first has just written."""
    roster = asked_to_load(county, clerk)
    sealed = preparing.sealed

    def sealed_while_another_loads(made):
        monkeypatch.setattr(preparing, "sealed", sealed)
        assert jobs.load_roster.call(roster.pk) == 5
        return sealed(made)

    monkeypatch.setattr(preparing, "sealed", sealed_while_another_loads)
    assert jobs.load_roster.call(roster.pk) == 0
    assert (now(roster).state, now(roster).setback, Person.objects.count()) == ("imported", "", 5)


def test_a_load_that_is_stopped_writes_nothing_and_can_be_asked_for_again(county, clerk):
    roster = asked_to_load(county, clerk)
    actions.stop_roster(roster, reason="李文停止了。", by=clerk)
    worker.run_pending()
    assert (now(roster).state, Person.objects.count()) == ("checked", 0)
    intake.load(now(roster), by=clerk)
    worker.run_pending()
    assert (now(roster).state, now(roster).setback, Person.objects.count()) == ("imported", "", 5)


def test_a_load_that_is_stopped_at_the_last_moment_writes_nothing(county, clerk, monkeypatch):
    roster = asked_to_load(county, clerk)

    def stopped(made):
        actions.stop_roster(now(roster), reason="李文停止了。", by=clerk)
        return made

    monkeypatch.setattr(preparing, "sealed", stopped)
    worker.run_pending()
    assert (now(roster).state, now(roster).setback) == ("checked", "李文停止了。")
    assert Person.objects.count() == 0


def test_who_may_no_longer_import_is_told_when_the_turn_comes(county):
    user = make.user("clerk", county.office)
    roster = intake.load(county.check(ROWS), by=user.actor)
    user.posts.all().delete()
    worker.run_pending()
    assert (now(roster).state, Person.objects.count()) == ("checked", 0)
    assert now(roster).setback


def test_nothing_is_read_planned_or_sealed_while_a_transaction_is_open(county, clerk, monkeypatch):
    seen = []

    def watched(module, name):
        real = getattr(module, name)

        def call(*args, **kwargs):
            seen.append((name, connection.in_atomic_block))
            return real(*args, **kwargs)

        monkeypatch.setattr(module, name, call)

    watched(preparing, "open_table")
    watched(preparing.reading, "read")
    watched(preparing.planning, "decide")
    watched(preparing.rejecting, "workbook")
    watched(preparing.loading, "seal")
    rows = [*ROWS, row(9, 性别="？")]
    asked_to_load(county, clerk, rows, leave_out_wrong=True)
    seen.clear()
    worker.run_pending()
    quiet = ("open_table", "read", "decide", "workbook", "seal")
    assert [one for one in seen if one[1] and one[0] != "seal"] == []
    assert {name for name, _ in seen} == set(quiet)


def test_the_database_refuses_a_job_that_nobody_asked_for(county):
    roster = county.check(ROWS)
    with pytest.raises(IntegrityError):
        Roster.objects.filter(pk=roster.pk).update(state="loading")
