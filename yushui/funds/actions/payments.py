"""The lines of a batch: added by hand, decided one by one, taken back from the bank."""

from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.audit.log import log, log_many
from yushui.funds import doubts, gathering, listing, postings, writing
from yushui.funds import payment_rules as rules
from yushui.funds.actions.purses import refund
from yushui.funds.holding import hold
from yushui.funds.lifecycle import BEFORE_APPROVAL, OPEN_TO_PREPARER, PAYMENT, PaymentState
from yushui.funds.models import Batch, Payment
from yushui.kernel import clock
from yushui.kernel.errors import Conflict, RuleViolation
from yushui.kernel.money import fen_of
from yushui.ledger import actions as ledger
from yushui.people.models import Person


ONCE = "“{}”已经列入本次活动的另一个批次：一人一次活动只发一次，只能认定不发。"


@transaction.atomic
def add_payment(
    batch: Batch, person: Person, *, amount: Decimal, reason: str, by: Actor
) -> Payment:
    """Put somebody on the list whom the standard did not bring there; the checks look as at all."""
    by.require_for_unit(Permission.FUNDS_MANAGE, batch.unit)
    hold(batch)
    if batch.state not in OPEN_TO_PREPARER:
        raise RuleViolation("名单已经提交，不能再加人；请先由负责人退回。")
    rules.check_amount(amount)
    told = rules.require_reason(reason, "另列原因")
    if batch.payments.filter(person=person).exclude(state=PaymentState.LEFT_OUT).exists():
        raise RuleViolation(f"“{person.name}”已经在名单上。", field="person")
    made = listing.lines(
        batch,
        gathering.of_persons(batch, [person.pk]),
        {person.pk: listing.Added(fen_of(amount), told)},
        first=listing.next_serial(batch),
    )
    try:
        with transaction.atomic():
            writing.insert(batch, made)
    except IntegrityError as taken:
        raise Conflict("名单刚刚有变动，本次没有保存；请再试一次。") from taken
    payment = batch.payments.get(serial=made.first)
    log("funds.payment_added", payment, by=by, batch=batch.pk, reason=told)
    return payment


@transaction.atomic
def decide_payment(payment: Payment, *, pays: bool, reason: str, by: Actor) -> Payment:
    """Say by name whether somebody doubtful is paid. To pay takes an approver who did not prepare.

    Whoever prepares may leave out, and so may the approver.
    """
    batch = payment.batch
    _require_may_decide(batch, pays, by)
    hold(batch)
    told = rules.require_reason(reason, "认定理由")
    if batch.state not in BEFORE_APPROVAL:
        raise RuleViolation("名单已经批准或交给银行，不能再认定；请先退回。")
    if not pays:
        PAYMENT.advance(payment, "leave_out", **writing.decided(told, by))
        log("funds.payment_left_out", payment, by=by, batch=batch.pk, reason=told)
        return payment
    codes = frozenset(payment.doubts.values_list("code", flat=True))
    if barred := doubts.barring(codes):
        raise RuleViolation(f"“{payment.name}”{barred[0].label}，不能认定照发：{barred[0].remedy}")
    try:
        with transaction.atomic():
            PAYMENT.advance(payment, "pay", **writing.decided(told, by))
    except IntegrityError as taken:
        raise Conflict(ONCE.format(payment.name)) from taken
    log(
        "funds.payment_decided", payment, by=by, batch=batch.pk, findings=sorted(codes),
        reason=told,
    )  # fmt: skip
    return payment


def _require_may_decide(batch: Batch, pays: bool, by: Actor) -> None:
    if pays:
        by.require_for_unit(Permission.FUNDS_APPROVE, batch.unit)
        rules.check_third(by.id, others=[batch.prepared_by_id], what="认定照发")
    elif not by.may_for_unit(Permission.FUNDS_APPROVE, batch.unit):
        by.require_for_unit(Permission.FUNDS_MANAGE, batch.unit)


@transaction.atomic
def leave_out_all(batch: Batch, *, code: str, reason: str, by: Actor) -> int:
    """Leave out everybody held for one kind of doubt; to pay is decided one by one."""
    _require_may_decide(batch, False, by)
    hold(batch)
    told = rules.require_reason(reason, "认定理由")
    if code not in doubts.BY_CODE:
        raise RuleViolation("请选择疑点种类。", field="code")
    if batch.state not in BEFORE_APPROVAL:
        raise RuleViolation("名单已经批准或交给银行，不能再认定；请先退回。")
    held = list(batch.payments.held().filter(doubts__code=code).order_by("serial"))
    writing.leave_out([one.pk for one in held], told, by)
    log_many(
        "funds.payment_left_out",
        ((one, {"batch": batch.pk, "reason": told}) for one in held),
        by=by,
    )
    log("funds.payments_left_out", batch, by=by, count=len(held), reason=told)
    return len(held)


@transaction.atomic
def take_back_payment(payment: Payment, *, on: date, reason: str, by: Actor) -> Payment:
    """Money that had arrived came back: it is posted away and may be paid anew."""
    batch = payment.batch
    by.require_for_unit(Permission.FUNDS_PAY, batch.unit)
    told = rules.require_reason(reason, "退款原因")
    if on > clock.today():
        raise RuleViolation("退款日期不能晚于今天，请核对。", field="on")
    if payment.paid_on and on < payment.paid_on:
        raise RuleViolation(
            f"退款日期早于到账日期 {payment.paid_on:%Y年%-m月%-d日}，请核对。", field="on"
        )
    PAYMENT.advance(payment, "come_back", failure=told, paid_on=None)
    if batch.is_drawn:
        refund(batch.campaign, batch.unit, payment.amount)
    ledger.reverse(source=(postings.SOURCE, payment.pk), on=on)
    log("funds.payment_came_back", payment, by=by, batch=batch.pk, reason=told)
    return payment
