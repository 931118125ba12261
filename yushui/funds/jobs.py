"""Listing and checking so many persons takes longer than a page may.

What to list stands on the batch, so a job that was asked for twice, or is run again after its
process was killed, finds it done, or thrown away, and leaves it alone.
"""

from contextlib import suppress

from django_tasks import task

from yushui.accounts.actor import system_actor
from yushui.accounts.models import User
from yushui.funds import listing
from yushui.funds.actions import batches
from yushui.funds.lifecycle import BatchState
from yushui.funds.models import Batch
from yushui.jobs import progress, waiting
from yushui.kernel.errors import Conflict
from yushui.people.importing.bulk import without_collecting


def key_of(batch: Batch) -> str:
    """Under which the progress of a batch is told."""
    return f"batch:{batch.pk}"


@task()
def fill_batch(batch_id: int) -> int:
    """List and check everybody; the answer is how many there are."""
    asked = Batch.objects.for_listing().select_related("redo_of")
    batch = asked.filter(pk=batch_id, state=BatchState.PREPARING).first()
    if batch is None:
        return 0
    progress.start(key_of(batch), message="正在取发放对象的资料")

    def tell(done: int, total: int) -> None:
        progress.advance(key_of(batch), done, total=total, message="正在逐人核对")

    def run() -> int:
        with without_collecting():
            made = listing.made(batch, tell)
            progress.advance(key_of(batch), len(made.lines), message="正在写入")
            by = User.objects.get(pk=batch.prepared_by_id).actor
            batches.fill_batch(batch, made=made, by=by)
        progress.finish(key_of(batch))
        return len(made.lines)

    return waiting.told(run, lambda sentence: _give_up(batch_id, sentence))


def _give_up(batch_id: int, sentence: str) -> None:
    """Say on the batch why it came to nothing, unless somebody has thrown it away."""
    batch = Batch.objects.for_listing().get(pk=batch_id)
    progress.fail(key_of(batch), sentence)
    with suppress(Conflict):
        if batch.state == BatchState.PREPARING:
            batches.withdraw_batch(batch, reason=sentence[:200], by=system_actor("后台任务"))
