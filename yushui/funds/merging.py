"""What becomes of payments when two persons turn out to be one."""

from typing import Any

from django.db.models import Model, QuerySet

from yushui.funds.lifecycle import STANDING, BatchState, PaymentState
from yushui.kernel import clock
from yushui.kernel.merging import Journal


TOLD = "与“{}”是同一人，档案已合并，一人一次活动只发一次。"
UNDONE = (PaymentState.LISTED, PaymentState.HELD)


def move_payments(references: "QuerySet[Any]", field: str, into: Model, journal: Journal) -> None:
    """Whoever is on the lists twice is paid once; what went out twice stays, as a finding."""
    model = references.model
    for payment in references.order_by("pk"):
        others = model._base_manager.filter(person=into.pk, state__in=STANDING, is_double=False)
        there = others.filter(campaign=payment.campaign_id).first()
        if there is None:
            journal.change(payment, person_id=into.pk)
        elif _is_undone(payment):
            _leave_out(payment, into, journal)
        elif _is_undone(there):
            _leave_out(there, into, journal)
            journal.change(payment, person_id=into.pk)
        else:
            journal.change(payment, person_id=into.pk, is_double=payment.state in STANDING)


def _is_undone(payment: Any) -> bool:
    """Not what a list is just being sent with: the purse has paid for it."""
    return payment.state in UNDONE and payment.batch.state != BatchState.SENDING


def _leave_out(payment: Any, into: Model, journal: Journal) -> None:
    journal.change(
        payment,
        person_id=into.pk,
        state=PaymentState.LEFT_OUT,
        decided_at=clock.now(),
        decided_by_id="system",
        decided_by_name="档案合并",
        decision=TOLD.format(payment.name),
    )
