"""What the list of a batch tells the bank, and whether the layout can hold it."""

from django.utils.timezone import localdate

from yushui.funds import banking, seals
from yushui.funds.lifecycle import PaymentState
from yushui.funds.models import Batch, PaymentQuerySet
from yushui.kernel.money import fen_of


def check(batch: Batch) -> None:
    """What the layout cannot hold is told while the list can still be mended."""
    assert batch.paid_at is not None, "What is sent to the bank was paid at a moment."
    listed = batch.payments.filter(state=PaymentState.LISTED)
    layout = banking.of(batch.layout, localdate(batch.paid_at))
    banking.written(layout, lines(listed), title=title(batch))


def lines(payments: PaymentQuerySet) -> list[banking.Line]:
    columns = ("serial", "holder_name", "uid", "account_sealed", "bank_name", "amount")
    rows = payments.order_by("serial").values_list(*columns)
    return [
        banking.Line(serial, holder, seals.account(uid, sealed), bank, fen_of(amount), "慰问金")
        for serial, holder, uid, sealed, bank, amount in rows
    ]


def title(batch: Batch) -> str:
    return f"慰问金发放名单（第{batch.pk}号批次）"
