"""Setting the citations of a whole place, which takes longer than a page may.

A job that was asked for twice, or is run again after its process was killed, finds the run done, or
taken back, and leaves it alone.
"""

from contextlib import suppress

from django.db import transaction
from django_tasks import task

from yushui.accounts.actor import Actor, system_actor
from yushui.accounts.models import User
from yushui.jobs import progress, waiting
from yushui.jobs.queue import enqueue
from yushui.kernel.errors import Conflict
from yushui.merits import papers
from yushui.merits.actions import printing
from yushui.merits.models import PrintRun
from yushui.people.lifecycle import PrintingState
from yushui.territory.models import Region


STEP = 25


def ask(region: Region, *, by: Actor) -> PrintRun:
    """Ask for the citations of a place; what cannot be printed is told at once."""
    with transaction.atomic():
        run = printing.ask_print(region, by=by)
        enqueue(print_citations, run.pk)
    return run


def key_of(run: PrintRun) -> str:
    """Under which the progress of a run is told."""
    return f"citations:{run.pk}"


@task()
def print_citations(run_id: int) -> int:
    """Set what was asked for; the answer is how many citations it holds."""
    asked = PrintRun.objects.select_related("region")
    run = asked.filter(pk=run_id, state=PrintingState.WAITING).first()
    if run is None:
        return 0
    progress.start(key_of(run), message="正在取喜报的内容")

    def work() -> int:
        by = User.objects.get(pk=run.asked_by_id).actor
        citations = list(papers.waiting_in(run.region))
        made = papers.sheet(citations, lambda done: _tell(run, done, len(citations)))
        printing.finish_print(
            run,
            content=made.content,
            count=len(citations),
            blanks="".join(made.blanks),
            by=by,
        )
        progress.finish(key_of(run))
        return len(citations)

    return waiting.told(work, lambda sentence: _give_up(run_id, sentence))


def _tell(run: PrintRun, done: int, total: int) -> None:
    if done % STEP and done < total:
        return
    if not PrintRun.objects.filter(pk=run.pk, state=PrintingState.WAITING).exists():
        raise Conflict("已经停止。")
    message = "正在排版" if done >= total else "正在取喜报的内容"
    progress.advance(key_of(run), done, total=total, message=message)


def _give_up(run_id: int, sentence: str) -> None:
    """Say on the run why it came to nothing, unless somebody has stopped it."""
    run = PrintRun.objects.select_related("region").get(pk=run_id)
    progress.fail(key_of(run), sentence)
    with suppress(Conflict):
        if run.is_under_way:
            printing.give_up_print(run, reason=sentence, by=system_actor("后台任务"))
