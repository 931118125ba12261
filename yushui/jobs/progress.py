"""Telling a waiting page how far a job has come.

A job that writes everything in one transaction cannot show a row of its own before it commits. Its
last word is therefore kept in this process as well, which is where the embedded installation runs
its jobs; `current` prefers it. A separate worker on PostgreSQL reports between its transactions.
"""

from django.db import transaction

from yushui.jobs.models import Progress
from yushui.kernel import clock


_live: dict[str, Progress] = {}


def start(key: str, *, total: int = 0, message: str = "") -> None:
    """Begin to report under `key`; an earlier run's report is replaced."""
    _tell(Progress(key=key, total=total, message=message))


def advance(key: str, done: int, *, total: int | None = None, message: str = "") -> None:
    """Report how many of the total are done."""
    known = current(key) or Progress(key=key)
    total = known.total if total is None else total
    _tell(Progress(key=key, done=done, total=total, message=message or known.message))


def finish(key: str, message: str = "") -> None:
    """Report success."""
    known = current(key) or Progress(key=key)
    done = max(known.done, known.total)
    _tell(Progress(key=key, done=done, total=done, message=message, is_finished=True))


def fail(key: str, message: str) -> None:
    """Report failure, with the sentence the user is to read."""
    known = current(key) or Progress(key=key)
    _tell(
        Progress(
            key=key, done=known.done, total=known.total, message=message,
            is_finished=True, has_failed=True,
        )
    )  # fmt: skip


def current(key: str) -> Progress | None:
    """Return the newest report under `key`, if anything was ever reported."""
    return _live.get(key) or Progress.objects.filter(key=key).first()


def _tell(report: Progress) -> None:
    report.updated_at = clock.now()
    report.message = report.message[:200]
    if report.is_finished:
        _live.pop(report.key, None)
    else:
        _live[report.key] = report
    if report.is_finished or not transaction.get_connection().in_atomic_block:
        _store(report)


def _store(report: Progress) -> None:
    Progress.objects.update_or_create(
        key=report.key,
        defaults={
            "done": report.done,
            "total": report.total,
            "message": report.message,
            "is_finished": report.is_finished,
            "has_failed": report.has_failed,
            "updated_at": report.updated_at,
        },
    )
