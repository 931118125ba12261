"""Jobs are asked for by id, run once asked for, and say how far they are."""

import threading
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django_tasks import task_backends
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tests.jobs.tasks import break_down, count_to
from yushui.jobs import progress, worker
from yushui.jobs.models import Progress
from yushui.jobs.queue import enqueue


DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DUMMY = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@pytest.fixture
def in_database(settings):
    settings.TASKS = DATABASE


def test_an_immediate_job_has_run_when_enqueue_returns():
    enqueue(count_to, "import:1", 5)
    assert progress.current("import:1").percent == 100


def test_a_job_keeps_only_ids(settings):
    settings.TASKS = DUMMY
    enqueue(count_to, "import:1", 5)
    assert task_backends["default"].results[0].args == ["import:1", 5]
    with pytest.raises(TypeError, match="ids, not date"):
        enqueue(count_to, date(2025, 7, 18))


def test_a_job_is_undone_with_the_transaction_that_asked_for_it(in_database):
    with transaction.atomic():
        enqueue(count_to, "import:1", 5)
        transaction.set_rollback(True)
    assert not DBTaskResult.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_pending_jobs_run_and_a_failing_one_does_not_stop_the_others(in_database):
    enqueue(break_down, "import:1")
    enqueue(count_to, "import:2", 3)
    worker.run_pending()
    assert [r.status for r in DBTaskResult.objects.order_by("enqueued_at")] == [
        "FAILED",
        "SUCCESSFUL",
    ]


def left_running(attempts: int) -> DBTaskResult:
    result_id = enqueue(count_to, "import:1", 2)
    result = DBTaskResult.objects.get(pk=result_id)
    for _ in range(attempts):
        result.claim(worker.WORKER_ID)
    return result


@pytest.mark.parametrize(
    ("attempts", "status"), [(1, TaskResultStatus.READY), (3, TaskResultStatus.FAILED)]
)
def test_a_job_whose_process_died_is_taken_up_again_but_not_for_ever(in_database, attempts, status):
    result = left_running(attempts)
    assert worker.recover() == (status == TaskResultStatus.READY)
    result.refresh_from_db()
    assert result.status == status


def test_a_job_of_another_worker_is_left_alone(in_database):
    result = left_running(1)
    DBTaskResult.objects.filter(pk=result.pk).update(worker_ids=["another"])
    assert worker.recover() == 0


@pytest.mark.django_db(transaction=True)
def test_the_in_process_worker_runs_jobs_and_ticks_and_stops(in_database):
    ticked = threading.Event()
    done = threading.Event()
    enqueue(count_to, "import:1", 3)
    running = worker.start_in_process(
        [_fail, ticked.set, lambda: _look(done)], poll=0.01, every=0.01
    )
    assert done.wait(20)
    assert ticked.is_set()
    assert running.stop()
    assert DBTaskResult.objects.get().return_value == 3


def _fail() -> None:
    raise RuntimeError("a tick that fails is called again and harms nobody")


def _look(done: threading.Event) -> None:
    if DBTaskResult.objects.filter(status=TaskResultStatus.SUCCESSFUL).exists():
        done.set()


def test_progress_inside_a_transaction_is_seen_in_this_process_before_it_commits():
    with transaction.atomic():
        progress.start("import:7", total=4, message="正在写入")
        progress.advance("import:7", 1)
        assert not Progress.objects.filter(key="import:7").exists()
        assert (progress.current("import:7").percent, progress.current("import:7").message) == (
            25,
            "正在写入",
        )
        progress.fail("import:7", "第 3 行有误")
    failed = Progress.objects.get(key="import:7")
    assert (failed.has_failed, failed.done, failed.percent) == (True, 1, 25)


def test_a_second_run_replaces_the_first_report():
    progress.fail("import:8", "错")
    progress.start("import:8", total=2)
    progress.finish("import:8")
    assert not Progress.objects.get(key="import:8").has_failed


def test_progress_is_never_whole_before_the_end():
    assert Progress(key="x", done=5, total=5).percent == 99
    assert Progress(key="x").percent == 0


def test_nothing_is_known_of_a_job_never_started():
    assert progress.current("import:9") is None


def test_the_database_refuses_a_failure_that_is_not_the_end():
    report = Progress.objects.create(key="x", updated_at="2025-07-18T00:00Z")
    with pytest.raises(IntegrityError):
        Progress.objects.filter(pk=report.pk).update(has_failed=True)
