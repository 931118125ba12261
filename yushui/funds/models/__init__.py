"""The money of campaigns: what came in, what was passed on, and what is left to each unit."""

from yushui.funds.models.appropriation import Appropriation, AppropriationQuerySet, Origin
from yushui.funds.models.batch import Answer, Batch, BatchQuerySet
from yushui.funds.models.payment import Doubt, Payment, PaymentQuerySet
from yushui.funds.models.purse import Purse, keeper_of
from yushui.funds.models.standard import Standard, StandardQuerySet
from yushui.funds.models.transfer import Transfer, TransferQuerySet, Way


__all__ = [
    "Answer",
    "Appropriation",
    "AppropriationQuerySet",
    "Batch",
    "BatchQuerySet",
    "Doubt",
    "Origin",
    "Payment",
    "PaymentQuerySet",
    "Purse",
    "Standard",
    "StandardQuerySet",
    "Transfer",
    "TransferQuerySet",
    "Way",
    "keeper_of",
]
