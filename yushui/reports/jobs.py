"""Setting the papers of a whole place, which takes longer than a page may.

What to print stands on the printing, so a job that was asked for twice, or is run again after its
process was killed, finds it done, or taken back, and leaves it alone.
"""

from contextlib import suppress

from django_tasks import task

from yushui.accounts.actor import Actor, system_actor
from yushui.accounts.models import User
from yushui.jobs import progress, waiting
from yushui.kernel.errors import Conflict
from yushui.office.typeset import Paper
from yushui.people import actions as people
from yushui.people import rules
from yushui.people.lifecycle import PrintingState
from yushui.people.models import PaperKind, Printing
from yushui.reports.papers import cards, families, letters


def key_of(printing: Printing) -> str:
    """Under which the progress of a printing is told."""
    return f"printing:{printing.pk}"


@task()
def print_papers(printing_id: int) -> int:
    """Set what was asked for; the answer is how many families it is for."""
    asked = Printing.objects.select_related("region", "wording__letter", "campaign")
    printing = asked.filter(pk=printing_id, state=PrintingState.WAITING).first()
    if printing is None:
        return 0
    progress.start(key_of(printing), message="正在取各户的资料")

    def run() -> int:
        by = User.objects.get(pk=printing.asked_by_id).actor
        made, count, left_out = _set(printing, by)
        people.finish_printing(
            printing,
            content=made.content,
            count=count,
            left_out=left_out,
            blanks="".join(made.blanks),
            by=by,
        )
        progress.finish(key_of(printing))
        return count

    return waiting.told(run, lambda sentence: _give_up(printing_id, sentence))


def counted(printing: Printing) -> tuple[int, int]:
    """How many families will be printed and how many left out; refuses none and too many.

    Of letters the second is known only when they are filled in.
    """
    left_out = 0
    if printing.paper == PaperKind.CARD:
        (count, left_out), largest = cards.wanted(printing.region), cards.LARGEST_BATCH
    elif printing.paper == PaperKind.LETTER:
        count, largest = letters.wanted(printing), letters.LARGEST_BATCH
    else:
        count, largest = families.wanted(printing.region), families.LARGEST_BATCH
    rules.check_batch(count, largest=largest, paper=printing.get_paper_display())
    return count, left_out


def _set(printing: Printing, by: Actor) -> tuple[Paper, int, int]:
    key = key_of(printing)
    expected, left_out = counted(printing)

    def tell(done: int) -> None:
        if not Printing.objects.filter(pk=printing.pk, state=PrintingState.WAITING).exists():
            raise Conflict("已经停止。")
        message = "正在排版" if done >= expected else "正在取各户的资料"
        progress.advance(key, min(done, expected), total=expected, message=message)

    if printing.paper == PaperKind.LETTER:
        return letters.batch(printing, tell)
    if printing.paper == PaperKind.CARD:
        return *cards.batch(printing.region, tell), left_out
    return *families.batch(printing.region, by, tell), left_out


def _give_up(printing_id: int, sentence: str) -> None:
    """Say on the printing why it came to nothing, unless somebody has stopped it."""
    printing = Printing.objects.select_related("region").get(pk=printing_id)
    progress.fail(key_of(printing), sentence)
    with suppress(Conflict):
        if printing.state == PrintingState.WAITING:
            people.give_up_printing(printing, reason=sentence, by=system_actor("后台任务"))
