"""What every print job is brought to: its file is kept, or it is given up, or handed out.

These are building blocks called inside the transaction of the action, which asks for the right and
leaves the trace.
"""

from typing import Any

from yushui.accounts.actor import Actor
from yushui.files import actions as files
from yushui.kernel import clock
from yushui.kernel.errors import RuleViolation
from yushui.people.lifecycle import PRINTING
from yushui.people.models.print_job import PrintJob


LONGEST_SETBACK = 300
LONGEST_BLANKS = 200


def keep(
    job: PrintJob, *, name: str, kind: str, content: bytes, count: int, blanks: str, by: Actor,
    **also: Any,
) -> None:  # fmt: skip
    """Keep what was set; whoever stopped the job meanwhile has the last word."""
    PRINTING.advance(
        job,
        "finish",
        file=files.store(name, content, by=by, checked=kind),
        printed_count=count,
        blanks=blanks[:LONGEST_BLANKS],
        finished_at=clock.now(),
        **also,
    )


def give_up(job: PrintJob, reason: str) -> None:
    PRINTING.advance(job, "give_up", setback=reason[:LONGEST_SETBACK], finished_at=clock.now())


def content_of(job: PrintJob) -> bytes:
    if job.file is None:
        raise RuleViolation("还没有印成，不能下载。")
    return job.file.read()
