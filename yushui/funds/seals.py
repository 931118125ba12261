"""The only place that seals and opens the account numbers of payments."""

from collections.abc import Callable
from uuid import UUID

from yushui.funds.models import Payment
from yushui.kernel import secrets
from yushui.people import catalogue
from yushui.people.seals import opened_account


PAYMENT = "funds_payment"

Resealer = Callable[[UUID, UUID, bytes], bytes]


def resealer(rows: int) -> Resealer:
    """Seal the numbers of so many accounts again, each bound to the row of its payment."""
    seal = secrets.sealer(PAYMENT, "account", rows=rows)

    def reseal(payment: UUID, account: UUID, sealed: bytes) -> bytes:
        return seal(payment, opened_account(account, sealed))

    return reseal


def account(uid: UUID, sealed: bytes | memoryview) -> str:
    return secrets.open_(PAYMENT, "account", uid, sealed)


def masked_account(payment: Payment) -> str:
    if not payment.account_sealed:
        return ""
    number = account(payment.uid, payment.account_sealed)
    return catalogue.masked("funds.payment.account_sealed", number)
