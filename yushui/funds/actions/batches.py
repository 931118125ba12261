"""The life of a payment batch: prepared, looked at again, approved by another, thrown away.

What takes long is read and computed before (`funds.listing`) and handed in, so that these
transactions only write.
"""

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log
from yushui.campaigns.lifecycle import State as CampaignState
from yushui.campaigns.models import Campaign
from yushui.funds import payment_rules as rules
from yushui.funds import writing
from yushui.funds.holding import hold
from yushui.funds.lifecycle import BATCH, BEFORE_APPROVAL, BatchState, PaymentState
from yushui.funds.listing import Changes, Made
from yushui.funds.models import Batch, Standard
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.territory.models import Unit


LONGEST_SETBACK = 300
LONGEST_DECISION = 200
TAKEN = "名单里有人刚刚列入了另一个批次，本次没有保存；请再试一次，重复的会列为疑点。"


@transaction.atomic
def prepare_batch(
    campaign: Campaign,
    *,
    unit: Unit,
    standard: Standard,
    cut_off_on: date,
    op_id: UUID,
    by: Actor,
) -> Batch:
    """Begin a batch by a standard; the same `op_id` twice is the same batch (exactly once)."""
    by.require_for_unit(Permission.FUNDS_MANAGE, unit)
    if earlier := Batch.objects.filter(op_id=op_id).first():
        return earlier
    if campaign.state != CampaignState.OPEN:
        raise RuleViolation("活动已经结束，不能再编制发放批次。")
    rules.check_civil(unit.lane, unit.name)
    rules.check_payer(unit.region.level, unit.name)
    rules.check_cut_off(cut_off_on, today=clock.today())
    if not Standard.objects.in_force(cut_off_on, unit.region).filter(pk=standard.pk).exists():
        raise RuleViolation(
            f"“{standard.name}”在截止日期那天不适用于{unit.region.name}，请另选标准。",
            field="standard",
        )
    return _begin(
        Batch(
            op_id=op_id,
            campaign=campaign,
            unit=unit,
            region=unit.region,
            standard=standard,
            cut_off_on=cut_off_on,
        ),
        by,
    )


@transaction.atomic
def redo_batch(batch: Batch, *, op_id: UUID, by: Actor) -> Batch:
    """Begin a batch of those the bank could not pay, by the same standard and day."""
    by.require_for_unit(Permission.FUNDS_MANAGE, batch.unit)
    if earlier := Batch.objects.filter(op_id=op_id).first():
        return earlier
    if not batch.payments.to_pay_anew().exists():
        raise RuleViolation("这一批没有未到账的人，不用补发。")
    return _begin(
        Batch(
            op_id=op_id,
            campaign=batch.campaign,
            unit=batch.unit,
            region=batch.region,
            standard=batch.standard,
            cut_off_on=batch.cut_off_on,
            redo_of=batch,
        ),
        by,
    )


def _begin(batch: Batch, by: Actor) -> Batch:
    batch.prepared_at, batch.prepared_by_id, batch.prepared_by_name = clock.now(), by.id, by.name
    try:
        with transaction.atomic():
            batch.save(force_insert=True)
    except IntegrityError as taken:
        raise Conflict("这个批次刚刚已经提交，请刷新后查看。") from taken
    log("funds.batch_prepared", batch, by=by, campaign=batch.campaign_id, unit=batch.unit_id)
    return batch


@transaction.atomic
def fill_batch(batch: Batch, *, made: Made, by: Actor) -> Batch:
    """Keep the lines that were made; whoever filled the batch first has done it."""
    by.require_for_unit(Permission.FUNDS_MANAGE, batch.unit)
    BATCH.advance(batch, "fill")
    try:
        with transaction.atomic():
            writing.insert(batch, made)
    except IntegrityError as taken:
        raise Conflict(TAKEN) from taken
    log("funds.batch_filled", batch, by=by, count=len(made.lines), findings=len(made.doubts))
    return batch


@transaction.atomic
def recheck_batch(batch: Batch, *, changes: Changes, by: Actor) -> Batch:
    """Hold whoever has become doubtful, clear whom nothing is held against any more."""
    by.require_for_unit(Permission.FUNDS_MANAGE, batch.unit)
    hold(batch)
    if batch.state not in BEFORE_APPROVAL:
        raise RuleViolation("只有审批以前的名单才能重新核对。")
    _take_over(batch, changes)
    log("funds.batch_rechecked", batch, by=by, findings=len(changes.held))
    return batch


@transaction.atomic
def submit_batch(batch: Batch, *, by: Actor) -> Batch:
    """Lay the list before whoever approves."""
    by.require_for_unit(Permission.FUNDS_MANAGE, batch.unit)
    open_ = batch.payments.filter(state__in=[PaymentState.LISTED, PaymentState.HELD])
    if not open_.exists():
        raise RuleViolation("名单里没有要发的人，不能提交。")
    BATCH.advance(batch, "submit", submitted_at=clock.now(), setback="")
    log("funds.batch_submitted", batch, by=by)
    return batch


@transaction.atomic
def return_batch(batch: Batch, *, reason: str, by: Actor) -> Batch:
    """Send the list back to be mended, approved or not; the bank has not got it yet."""
    by.require_for_unit(Permission.FUNDS_APPROVE, batch.unit)
    told = rules.require_reason(reason, "退回原因")
    BATCH.advance(batch, "return", setback=told, **_UNAPPROVED)
    log("funds.batch_returned", batch, by=by, reason=told)
    return batch


@transaction.atomic
def begin_approval(batch: Batch, *, by: Actor) -> Batch:
    """Say that a long list is being looked at once more, on behalf of whoever approves it."""
    _require_may_approve(batch, by)
    BATCH.advance(batch, "look")
    log("funds.batch_looked_at", batch, by=by)
    return batch


@transaction.atomic
def give_up_approval(batch: Batch, *, by: Actor) -> Batch:
    """The last look came to nothing: the list waits for its approver as before."""
    by.require_for_unit(Permission.FUNDS_APPROVE, batch.unit)
    BATCH.advance(batch, "look_away")
    log("funds.batch_not_approved", batch, by=by)
    return batch


@transaction.atomic
def approve_batch(batch: Batch, *, changes: Changes, by: Actor) -> int:
    """Approve the list, looked at once more; the answer is how many have to be decided first.

    What the last look found is kept, and then nothing is approved.
    """
    _require_may_approve(batch, by)
    if batch.state not in (BatchState.SUBMITTED, BatchState.APPROVING):
        raise RuleViolation("这一批现在不能审批；请刷新后查看。")
    _take_over(batch, changes)
    if undecided := batch.payments.held().count():
        if batch.state == BatchState.APPROVING:
            BATCH.advance(batch, "look_away")
        log("funds.batch_not_approved", batch, by=by, findings=undecided)
        return undecided
    if not batch.payments.filter(state=PaymentState.LISTED).exists():
        raise RuleViolation("名单里没有要发的人，不能批准；请退回或作废。")
    BATCH.advance(
        batch,
        "approve",
        approved_at=clock.now(),
        approved_by_id=by.id,
        approved_by_name=by.name,
    )
    log("funds.batch_approved", batch, by=by)
    return 0


@transaction.atomic
def withdraw_batch(batch: Batch, *, reason: str, by: Actor) -> Batch:
    """Throw a list away that has not gone to the bank; its persons are free for another one."""
    if not by.may_for_unit(Permission.FUNDS_APPROVE, batch.unit):
        by.require_for_unit(Permission.FUNDS_MANAGE, batch.unit)
    told = rules.require_reason(reason, "作废原因")
    BATCH.advance(batch, "withdraw", setback=told[:LONGEST_SETBACK], **_UNAPPROVED)
    batch.payments.filter(state__in=[PaymentState.LISTED, PaymentState.HELD]).update(
        state=PaymentState.LEFT_OUT, **writing.decided(f"批次作废：{told}"[:LONGEST_DECISION], by)
    )
    log("funds.batch_withdrawn", batch, by=by, reason=told)
    return batch


def _require_may_approve(batch: Batch, by: Actor) -> None:
    by.require_for_unit(Permission.FUNDS_APPROVE, batch.unit)
    hold(batch)
    rules.check_third(by.id, others=[batch.prepared_by_id], what="审批")


_UNAPPROVED = {"approved_at": None, "approved_by_id": "", "approved_by_name": ""}


def _take_over(batch: Batch, changes: Changes) -> None:
    try:
        with transaction.atomic():
            writing.take_over(batch, changes)
    except IntegrityError as taken:
        raise Conflict(TAKEN) from taken
