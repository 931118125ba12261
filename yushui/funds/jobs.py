"""Listing, checking, sending and answering for so many persons takes longer than a page may.

What to do stands on the batch, so a job that was asked for twice, or is run again after its
process was killed, finds it done, or thrown away, and leaves it alone; what it had done in part it
goes on with.
"""

from contextlib import suppress

from django_tasks import task

from yushui.accounts.actor import system_actor
from yushui.accounts.models import User
from yushui.funds import bank_lists, listing
from yushui.funds.actions import answering, banks, batches
from yushui.funds.answers import Outcome
from yushui.funds.lifecycle import BatchState, PaymentState
from yushui.funds.models import Answer, Batch
from yushui.jobs import progress, waiting
from yushui.kernel.errors import Conflict, RuleViolation
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


@task()
def approve_batch(batch_id: int, user_id: str) -> int:
    """Look at the list once more and approve it, for whoever pressed; the answer is how many."""
    batch = _in_state(batch_id, BatchState.APPROVING)
    if batch is None:
        return 0
    by = User.objects.get(pk=user_id).actor
    key = key_of(batch)
    progress.start(key, total=batch.payments.count(), message="正在再核对一遍")

    def run() -> int:
        changes = listing.look_again(batch)
        undecided = batches.approve_batch(batch, changes=changes, by=by)
        if undecided:
            progress.fail(key, f"没有批准：还有 {undecided} 人有疑点，请先逐人认定。")
            return 0
        progress.finish(key)
        return batch.payments.count()

    def give_up(sentence: str) -> None:
        progress.fail(key, sentence)
        with suppress(RuleViolation):
            batches.give_up_approval(batch, by=by)

    return waiting.told(run, give_up)


@task()
def send_batch(batch_id: int) -> int:
    """Send the list part by part, for whoever paid; the answer is how many went."""
    batch = _in_state(batch_id, BatchState.SENDING)
    if batch is None:
        return 0
    by = User.objects.get(pk=batch.paid_by_id).actor
    key = key_of(batch)
    total = batch.payments.filter(state__in=[PaymentState.LISTED, PaymentState.SENT]).count()
    progress.start(key, total=total, message="正在生成银行名单")

    def run() -> int:
        bank_lists.check(batch)
        while left := banks.send_part(batch, by=by):
            progress.advance(key, total - left, message="正在交银行")
        progress.finish(key)
        return total

    def give_up(sentence: str) -> None:
        progress.fail(key, sentence)
        with suppress(RuleViolation):
            banks.give_up_sending(batch, by=by)

    return waiting.told(run, give_up)


@task()
def enter_answer(answer_id: int) -> int:
    """Enter what a bank said part by part, for whoever brought it; the answer is how many."""
    answer = Answer.objects.select_related("batch__unit", "batch__campaign").get(pk=answer_id)
    if not answer.outcome:
        return 0
    by = User.objects.get(pk=answer.by_id).actor
    outcome, key = Outcome.parsed(answer.outcome), key_of(answer.batch)
    total = answer.paid_count + answer.failed_count
    progress.start(key, total=total, message="正在登记回盘")

    def run() -> int:
        done = 0
        for part in outcome.parts(banks.AT_ONCE):
            answering.enter_part(answer, part, by=by)
            done += part.paid_count + len(part.failed)
            progress.advance(key, done)
        answering.finish_answer(answer, by=by)
        progress.finish(key)
        return total

    return waiting.told(run, lambda sentence: progress.fail(key, sentence))


def _in_state(batch_id: int, state: BatchState) -> Batch | None:
    return Batch.objects.for_listing().filter(pk=batch_id, state=state).first()


def _give_up(batch_id: int, sentence: str) -> None:
    """Say on the batch why it came to nothing, unless somebody has thrown it away."""
    batch = Batch.objects.for_listing().get(pk=batch_id)
    progress.fail(key_of(batch), sentence)
    with suppress(Conflict):
        if batch.state == BatchState.PREPARING:
            batches.withdraw_batch(batch, reason=sentence[:200], by=system_actor("后台任务"))
