"""The list goes to the bank, and the bank's answers come back; each exactly once."""

from collections.abc import Iterator
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.funds import answers, banking, postings, seals, writing
from yushui.funds import payment_rules as rules
from yushui.funds.actions.purses import refund, spend
from yushui.funds.answers import Outcome, Reading
from yushui.funds.doubts import OF_STATUS
from yushui.funds.holding import hold
from yushui.funds.lifecycle import AT_THE_BANK, BATCH, BatchState, PaymentState
from yushui.funds.models import Answer, Batch, Payment, PaymentQuerySet
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.kernel.money import fen_of, yuan_of
from yushui.ledger import actions as ledger
from yushui.people import actions as people
from yushui.people.models import Status


@transaction.atomic
def hand_over_batch(batch: Batch, *, layout: str, by: Actor) -> Batch:
    """Send the list to the bank: the money leaves the purse, and each account is noted as shown.

    Whoever pays has neither prepared nor approved. Of two presses one moves; the file itself may be
    fetched again.
    """
    by.require_for_unit(Permission.FUNDS_PAY, batch.unit)
    hold(batch)
    rules.check_third(by.id, others=[batch.prepared_by_id, batch.approved_by_id], what="付款")
    _require_living(batch)
    listed = batch.payments.filter(state=PaymentState.LISTED)
    # What the layout cannot hold is told while the list can still be mended.
    banking.written(banking.of(layout, clock.today()), _lines(listed), title=_title(batch))
    BATCH.advance(
        batch,
        "export",
        paid_at=clock.now(),
        paid_by_id=by.id,
        paid_by_name=by.name,
        layout=layout,
    )
    total = listed.aggregate(sum=Sum("amount"))["sum"] or yuan_of(0)
    persons = list(listed.order_by("serial").values_list("person_id", flat=True))
    batch.is_drawn = spend(batch.campaign, batch.unit, total, field="layout")
    batch.save(update_fields=["is_drawn"])
    listed.update(state=PaymentState.SENT)
    people.note_handed_out(persons, reason=f"发放批次{batch.pk}交银行", by=by)
    log("funds.batch_exported", batch, by=by, count=len(persons), money=total)
    return batch


def _require_living(batch: Batch) -> None:
    """Nobody goes to the bank who has died or left since somebody decided about them.

    Whom it was decided to pay though they moved was not decided to be paid when dead.
    """
    gone = batch.payments.filter(state=PaymentState.LISTED).exclude(person__status=Status.ALIVE)
    rows = gone.order_by("serial").select_related("person").prefetch_related("doubts")
    late = [
        one.name
        for one in rows
        if OF_STATUS[one.person.status] not in {doubt.code for doubt in one.doubts.all()}
    ]
    if late:
        raise RuleViolation(
            f"批准以后，“{late[0]}”等{len(late)}人已故、迁出或被中止，不能付款；"
            "请负责人退回，重新核对后再批。"
        )


@transaction.atomic
def hand_out_list(batch: Batch, *, by: Actor) -> bytes:
    """The file for the bank, with the accounts of those it has not answered for in full.

    Who took it is recorded every time.
    """
    by.require_for_unit(Permission.FUNDS_PAY, batch.unit)
    if batch.state not in AT_THE_BANK:
        raise RuleViolation("还没有交银行，没有可以下载的名单。")
    lines = _lines(batch.payments.filter(state=PaymentState.SENT))
    if not lines:
        raise RuleViolation("银行已经回复了名单上的每一个人，没有还要付款的名单可以下载。")
    layout = banking.of(batch.layout, timezone.localdate(batch.paid_at))
    log("funds.list_handed_out", batch, by=by, count=len(lines))
    return banking.written(layout, lines, title=_title(batch))


def _lines(payments: PaymentQuerySet) -> list[banking.Line]:
    columns = ("serial", "holder_name", "uid", "account_sealed", "bank_name", "amount")
    rows = payments.order_by("serial").values_list(*columns)
    return [
        banking.Line(serial, holder, seals.account(uid, sealed), bank, fen_of(amount), "慰问金")
        for serial, holder, uid, sealed, bank, amount in rows
    ]


def _title(batch: Batch) -> str:
    return f"慰问金发放名单（第{batch.pk}号批次）"


@transaction.atomic
def enter_answer(batch: Batch, *, reading: Reading, by: Actor) -> Answer:
    """Enter what the bank says: paid or failed, by serial and amount, all of a file or nothing.

    The same file twice is the same answer, whether it comes later or at the same moment.
    """
    by.require_for_unit(Permission.FUNDS_PAY, batch.unit)
    if earlier := batch.answers.filter(digest=reading.digest).first():
        return earlier
    if batch.state not in AT_THE_BANK:
        raise RuleViolation("这一批还没有交银行，不能登记结果。")
    outcome = answers.matched(
        reading,
        answers.expected_of(_expected(batch)),
        sent=PaymentState.SENT,
        paid=PaymentState.PAID,
    )
    if not outcome.says_anything:
        return batch.answers.latest("at", "pk")
    made = _answer(batch, reading, outcome, by)
    _arrive(batch, outcome, by)
    log("funds.answer_entered", batch, by=by, count=len(outcome.paid), wrong=len(outcome.failed))
    _settle(batch, by)
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
                paid_count=len(outcome.paid),
                failed_count=len(outcome.failed),
                at=clock.now(),
                by_id=by.id,
                by_name=by.name,
            )
    except IntegrityError as taken:
        raise Conflict("这个回盘文件刚刚已经登记，请刷新后查看。") from taken


def _arrive(batch: Batch, outcome: Outcome, by: Actor) -> None:
    on = clock.today()
    moved = writing.arrive(outcome.paid, on=on) + writing.fail(outcome.failed)
    if moved != len(outcome.paid) + len(outcome.failed):
        raise Conflict("有人同时在登记这一批的结果，本次没有保存；请刷新后再试。")
    lost = batch.payments.filter(pk__in=outcome.failed).aggregate(sum=Sum("amount"))["sum"]
    if lost and batch.is_drawn:
        refund(batch.campaign, batch.unit, lost)
    for some in writing.in_parts(outcome.paid):
        paid = list(Payment.objects.filter(pk__in=some).order_by("serial"))
        ledger.append_each(batch.campaign, postings.of_paid(batch.unit, paid, on=on))


def _settle(batch: Batch, by: Actor) -> None:
    waiting = batch.payments.filter(state=PaymentState.SENT)
    if batch.state == BatchState.EXPORTED and not waiting.exists():
        BATCH.advance(batch, "settle", settled_at=clock.now())
        log("funds.batch_settled", batch, by=by)
