"""Running jobs inside the serving process, for an installation without a second service.

One thread runs the task library's own worker loop; another calls short periodic functions twice
a second, so that a long import does not hold them up. A larger installation runs `yushui db_worker`
beside the server and does not call `start_in_process`.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.db import close_old_connections, connections
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult


logger = logging.getLogger("yushui.jobs")

WORKER_ID = "in-process"
BACKEND = "default"
POLL_SECONDS = 1.0
TICK_SECONDS = 0.5
RESTART_SECONDS = 5.0
MOST_ATTEMPTS = 3

Tick = Callable[[], object]


@dataclass
class Running:
    """The threads of an in-process worker, and how to stop them."""

    stopped: threading.Event = field(default_factory=threading.Event)
    threads: list[threading.Thread] = field(default_factory=list)
    worker: Worker | None = None

    def stop(self, timeout: float = 10.0) -> bool:
        """Let the job in hand finish, then end; tell whether all threads ended in time."""
        self.stopped.set()
        if self.worker is not None:
            self.worker.running = False
        for thread in self.threads:
            thread.join(timeout)
        return not any(thread.is_alive() for thread in self.threads)


def start_in_process(
    ticks: Sequence[Tick] = (), *, poll: float = POLL_SECONDS, every: float = TICK_SECONDS
) -> Running:
    """Take up what a killed process left undone, then start the worker and the clockwork."""
    recover()
    running = Running()
    running.threads = [
        threading.Thread(target=_work, args=(running, poll), name="yushui-jobs", daemon=True),
        threading.Thread(
            target=_tick, args=(running, ticks, every), name="yushui-ticks", daemon=True
        ),
    ]
    for thread in running.threads:
        thread.start()
    return running


def recover() -> int:
    """Put jobs back in the queue that were running here when the process died.

    A job that has brought the process down three times is given up, lest it does so for ever.
    """
    left = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, backend_name=BACKEND)
    requeued = 0
    for result in left:
        if result.worker_ids[-1:] != [WORKER_ID]:
            continue
        if len(result.worker_ids) >= MOST_ATTEMPTS:
            result.set_failed(RuntimeError(f"The process died {MOST_ATTEMPTS} times in this job."))
            continue
        result.status = TaskResultStatus.READY
        result.save(update_fields=["status"])
        requeued += 1
    return requeued


def run_pending() -> None:
    """Run all jobs that are due, then return; for commands and tests."""
    _worker(poll=0, is_batch=True).run()


def _worker(*, poll: float, is_batch: bool) -> Worker:
    return Worker(
        queue_names=["*"],
        interval=poll,
        batch=is_batch,
        backend_name=BACKEND,
        startup_delay=False,
        max_tasks=None,
        worker_id=WORKER_ID,
        excluded_queue_names=[],
    )


def _work(running: Running, poll: float) -> None:
    """Keep a worker alive: a database that was away for a moment must not end all jobs."""
    while not running.stopped.is_set():
        running.worker = _worker(poll=poll, is_batch=False)
        running.worker.running = not running.stopped.is_set()
        try:
            running.worker.run()
        except Exception:
            logger.exception("The job worker stopped; it starts again in a moment.")
            running.stopped.wait(RESTART_SECONDS)
    connections.close_all()


def _tick(running: Running, ticks: Sequence[Tick], every: float) -> None:
    while not running.stopped.wait(every):
        close_old_connections()
        for tick in ticks:
            try:
                tick()
            except Exception:
                logger.exception("A periodic function failed; it is called again.")
    connections.close_all()
