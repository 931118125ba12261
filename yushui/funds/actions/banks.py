"""The list goes to the bank, exactly once: a short one at once, a long one part by part."""

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.funds import bank_lists, banking, writing
from yushui.funds import payment_rules as rules
from yushui.funds.actions.purses import spend
from yushui.funds.doubts import OF_STATUS
from yushui.funds.holding import hold
from yushui.funds.lifecycle import AT_THE_BANK, BATCH, BatchState, PaymentState
from yushui.funds.models import Batch
from yushui.kernel import clock
from yushui.kernel.errors import RuleViolation
from yushui.kernel.money import yuan_of
from yushui.people import actions as people
from yushui.people.models import Status


AT_ONCE = 2_000  # of a long list in one transaction, which on SQLite holds up everybody


@transaction.atomic
def hand_over_batch(batch: Batch, *, layout: str, by: Actor) -> Batch:
    """Send a list to the bank: the money leaves the purse, and each account is noted as shown.

    Whoever pays has neither prepared nor approved. Of two presses one moves; the file itself may be
    fetched again.
    """
    _take_up(batch, layout, by)
    bank_lists.check(batch)
    _send(batch, by)
    log("funds.batch_sent", batch, by=by)
    return batch


@transaction.atomic
def begin_sending(batch: Batch, *, layout: str, by: Actor) -> Batch:
    """Take up a long list that is sent part by part: from here on nobody else moves it."""
    _take_up(batch, layout, by)
    log("funds.batch_taken_up", batch, by=by)
    return batch


@transaction.atomic
def send_part(batch: Batch, *, by: Actor) -> int:
    """Send some more of a list that was taken up; the answer is how many have yet to go.

    The purse is asked for all of it with the first part: either all can be paid or nothing goes.
    """
    by.require_for_unit(Permission.FUNDS_PAY, batch.unit)
    hold(batch)
    if batch.state != BatchState.SENDING:
        return 0
    left = _send(batch, by, at_most=AT_ONCE)
    log("funds.batch_sent", batch, by=by, left=left)
    return left


@transaction.atomic
def give_up_sending(batch: Batch, *, by: Actor) -> Batch:
    """Nothing has gone, for a reason that was told: the list waits for its payer as before."""
    by.require_for_unit(Permission.FUNDS_PAY, batch.unit)
    hold(batch)
    if batch.payments.filter(state=PaymentState.SENT).exists():
        raise RuleViolation("名单已经有一部分交了银行，不能停下；请接着办完。")
    BATCH.advance(batch, "stop", paid_at=None, paid_by_id="", paid_by_name="", layout="")
    log("funds.batch_not_sent", batch, by=by)
    return batch


def _take_up(batch: Batch, layout: str, by: Actor) -> None:
    by.require_for_unit(Permission.FUNDS_PAY, batch.unit)
    hold(batch)
    rules.check_third(by.id, others=[batch.prepared_by_id, batch.approved_by_id], what="付款")
    _require_living(batch)
    banking.of(layout, clock.today())
    BATCH.advance(
        batch,
        "send",
        paid_at=clock.now(),
        paid_by_id=by.id,
        paid_by_name=by.name,
        layout=layout,
    )


def _send(batch: Batch, by: Actor, *, at_most: int | None = None) -> int:
    listed = batch.payments.filter(state=PaymentState.LISTED).order_by("serial")
    if not batch.payments.filter(state=PaymentState.SENT).exists():
        _require_living(batch)
        _draw(batch)
    going = dict(listed.values_list("pk", "person_id")[:at_most])
    writing.send(going)
    people.note_handed_out(going.values(), reason=f"发放批次{batch.pk}交银行", by=by)
    if left := listed.count():
        return left
    BATCH.advance(batch, "export")
    gone = batch.payments.filter(state=PaymentState.SENT).order_by()
    count, total = gone.aggregate(count=Count("pk"), sum=Sum("amount")).values()
    log("funds.batch_exported", batch, by=by, count=count, money=total or yuan_of(0))
    return 0


def _draw(batch: Batch) -> None:
    listed = batch.payments.filter(state=PaymentState.LISTED)
    total = listed.aggregate(sum=Sum("amount"))["sum"] or yuan_of(0)
    batch.is_drawn = spend(batch.campaign, batch.unit, total, field="layout")
    batch.save(update_fields=["is_drawn"])


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
        raise RuleViolation("名单还没有交银行，或正在登记回盘，现在没有可以下载的名单。")
    lines = bank_lists.lines(batch.payments.filter(state=PaymentState.SENT))
    if not lines:
        raise RuleViolation("银行已经回复了名单上的每一个人，没有还要付款的名单可以下载。")
    layout = banking.of(batch.layout, timezone.localdate(batch.paid_at))
    log("funds.list_handed_out", batch, by=by, count=len(lines))
    return banking.written(layout, lines, title=bank_lists.title(batch))
