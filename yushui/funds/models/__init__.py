"""The money of campaigns: what came in, what was passed on, and what is left to each unit."""

from yushui.funds.models.appropriation import Appropriation, AppropriationQuerySet, Origin
from yushui.funds.models.purse import Purse, keeper_of
from yushui.funds.models.transfer import Transfer, TransferQuerySet, Way


__all__ = [
    "Appropriation",
    "AppropriationQuerySet",
    "Origin",
    "Purse",
    "Transfer",
    "TransferQuerySet",
    "Way",
    "keeper_of",
]
