"""How a batch is carried on at a door: a short one while the page waits, a long one by a job.

Whoever pressed is the doer of what the job does, by the right they hold when it does it.
"""

from datetime import date

from django.db import transaction

from yushui.accounts.actor import Actor
from yushui.funds import jobs, listing
from yushui.funds import payment_rules as rules
from yushui.funds.actions import answering, banks, batches
from yushui.funds.answers import Reading
from yushui.funds.lifecycle import BatchState, PaymentState
from yushui.funds.models import Answer, Batch
from yushui.jobs.queue import enqueue


def approve(batch: Batch, *, by: Actor) -> int:
    """Approve now, and answer how many have to be decided first; or let a job do it."""
    if not _is_long(batch):
        return batches.approve_batch(batch, changes=listing.look_again(batch), by=by)
    with transaction.atomic():
        batches.begin_approval(batch, by=by)
        enqueue(jobs.approve_batch, batch.pk, by.id)
    return 0


def hand_over(batch: Batch, *, layout: str, by: Actor) -> Batch:
    if not _is_long(batch):
        return banks.hand_over_batch(batch, layout=layout, by=by)
    with transaction.atomic():
        banks.begin_sending(batch, layout=layout, by=by)
        enqueue(jobs.send_batch, batch.pk)
    return batch


def enter(batch: Batch, *, reading: Reading, on: date, by: Actor) -> Answer:
    if not _is_long(batch):
        return answering.enter_answer(batch, reading=reading, on=on, by=by)
    with transaction.atomic():
        answer = answering.begin_answer(batch, reading=reading, on=on, by=by)
        if answer.outcome:
            enqueue(jobs.enter_answer, answer.pk)
    return answer


@transaction.atomic
def carry_on(batch: Batch, *, by: Actor) -> None:
    """Ask for a job once more that came to no end; one that is at work meanwhile loses nothing."""
    if batch.state == BatchState.APPROVING:
        enqueue(jobs.approve_batch, batch.pk, by.id)
    elif batch.state == BatchState.SENDING:
        enqueue(jobs.send_batch, batch.pk)
    elif batch.state == BatchState.ANSWERING:
        enqueue(jobs.enter_answer, batch.answers.exclude(outcome={}).latest("at", "pk").pk)


def _is_long(batch: Batch) -> bool:
    moving = batch.payments.exclude(state=PaymentState.LEFT_OUT)
    return moving.count() > rules.PERSONS_AT_ONCE
