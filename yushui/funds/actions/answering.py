"""The bank's answers come back, each exactly once: a short one at once, a long one part by part."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.timezone import localdate

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.funds import answers, postings, writing
from yushui.funds.actions.banks import AT_ONCE
from yushui.funds.actions.purses import refund
from yushui.funds.answers import Arrival, Outcome, Reading
from yushui.funds.holding import hold
from yushui.funds.lifecycle import AT_THE_BANK, BATCH, BatchState, PaymentState
from yushui.funds.models import Answer, Batch, Payment
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.kernel.money import fen_of
from yushui.ledger import actions as ledger


@transaction.atomic
def enter_answer(batch: Batch, *, reading: Reading, on: date | None = None, by: Actor) -> Answer:
    """Enter what the bank says: paid or failed, by serial and amount, all of a file or nothing.

    It counts from the day the money arrived: the file's own, line by line, else the day told. The
    same file twice is the same answer, whether it comes later or at the same moment.
    """
    made = _take_in(batch, reading, on, by)
    if made.outcome:
        for part in Outcome.parsed(made.outcome).parts(AT_ONCE):
            _enter(batch, part)
        _finish(made, batch, by)
    log("funds.answer_read", batch, by=by, answer=made.pk)
    return made


@transaction.atomic
def begin_answer(batch: Batch, *, reading: Reading, on: date | None = None, by: Actor) -> Answer:
    """Take in a long answer, matched line by line; it is entered part by part."""
    made = _take_in(batch, reading, on, by)
    log("funds.answer_read", batch, by=by, answer=made.pk)
    return made


@transaction.atomic
def enter_part(answer: Answer, part: Outcome, *, by: Actor) -> None:
    """Enter some of an answer that was taken in; what was entered before stays as it is."""
    batch = answer.batch
    by.require_for_unit(Permission.FUNDS_PAY, batch.unit)
    hold(batch)
    if batch.state == BatchState.ANSWERING:
        _enter(batch, part)
    log("funds.answer_part_entered", batch, by=by, answer=answer.pk)


@transaction.atomic
def finish_answer(answer: Answer, *, by: Actor) -> Answer:
    """Close an answer of which everything is entered; one closed before stays as it is."""
    batch = answer.batch
    by.require_for_unit(Permission.FUNDS_PAY, batch.unit)
    hold(batch)
    answer.refresh_from_db(fields=["outcome"])
    if answer.outcome:
        _finish(answer, batch, by)
    log("funds.answer_part_entered", batch, by=by, answer=answer.pk)
    return answer


def _take_in(batch: Batch, reading: Reading, on: date | None, by: Actor) -> Answer:
    by.require_for_unit(Permission.FUNDS_PAY, batch.unit)
    hold(batch)
    if earlier := batch.answers.filter(digest=reading.digest).first():
        return earlier
    if batch.state == BatchState.ANSWERING:
        raise RuleViolation("正在登记上一个回盘文件，办完以后再登记这一个。")
    if batch.state not in AT_THE_BANK:
        raise RuleViolation("这一批还没有交银行，不能登记结果。")
    assert batch.paid_at is not None, "What is at the bank was paid at a moment."
    today = clock.today()
    outcome = answers.matched(
        reading,
        answers.expected_of(_expected(batch)),
        Arrival(told=on or today, since=localdate(batch.paid_at), until=today),
    )
    if not outcome.says_anything:
        return batch.answers.latest("at", "pk")
    made = _answer(batch, reading, outcome, by)
    BATCH.advance(batch, "hear")
    return made


def _expected(batch: Batch) -> Iterator[tuple[Any, ...]]:
    states = [PaymentState.SENT, PaymentState.PAID, PaymentState.FAILED]
    rows = batch.payments.filter(state__in=states).order_by()
    for serial, pk, amount, state, failure in rows.values_list(
        "serial", "pk", "amount", "state", "failure"
    ).iterator():
        yield serial, pk, fen_of(amount), state, failure


def _answer(batch: Batch, reading: Reading, outcome: Outcome, by: Actor) -> Answer:
    """First of all, so that of two who enter one file at once the second waits, and is told."""
    try:
        with transaction.atomic():
            return Answer.objects.create(
                batch=batch,
                digest=reading.digest,
                name=reading.name[-200:],
                paid_count=outcome.paid_count,
                failed_count=len(outcome.failed),
                outcome=outcome.told(),
                at=clock.now(),
                by_id=by.id,
                by_name=by.name,
            )
    except IntegrityError as taken:
        raise Conflict("这个回盘文件刚刚已经登记，请刷新后查看。") from taken


def _enter(batch: Batch, part: Outcome) -> None:
    """Only those that still wait: a part that a killed process had entered changes nothing."""
    waiting = Payment.objects.filter(batch=batch, state=PaymentState.SENT)
    for day, keys in part.paid.items():
        paid = list(waiting.filter(pk__in=keys).order_by("serial"))
        writing.arrive([one.pk for one in paid], on=day)
        ledger.append_each(batch.campaign, postings.of_paid(batch.unit, paid, on=day))
    lost = waiting.filter(pk__in=part.failed).aggregate(sum=Sum("amount"))["sum"]
    writing.fail(part.failed)
    if lost and batch.is_drawn:
        refund(batch.campaign, batch.unit, lost)


def _finish(answer: Answer, batch: Batch, by: Actor) -> None:
    answer.outcome = {}
    answer.save(update_fields=["outcome"])
    told = {"count": answer.paid_count, "wrong": answer.failed_count}
    log("funds.answer_entered", batch, by=by, **told)
    if batch.payments.filter(state=PaymentState.SENT).exists():
        BATCH.advance(batch, "wait")
        return
    BATCH.advance(batch, "settle", settled_at=clock.now())
    log("funds.batch_settled", batch, by=by)
