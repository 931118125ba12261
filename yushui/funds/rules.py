"""Rules about the money of a campaign that need no database."""

from decimal import Decimal

from yushui.kernel.errors import RuleViolation
from yushui.kernel.money import fen_of, yuan_text


def beyond(
    unit: str,
    amount: Decimal,
    *,
    received: Decimal,
    gone: dict[str, Decimal],
    then: str,
    field: str,
) -> RuleViolation:
    """What was asked for is more than is left: what came in, where it went, and what to do."""
    left = received - sum(gone.values(), Decimal(0))
    parts = [("已到账", received), *((told, sum_) for told, sum_ in gone.items() if sum_)]
    told = "、".join(f"{what} {_yuan(sum_)}" for what, sum_ in parts)
    return RuleViolation(
        f"“{unit}”的活动经费{told}，这次 {_yuan(amount)}超出 {_yuan(amount - left)}；{then}。",
        field=field,
    )


def _yuan(amount: Decimal) -> str:
    return f"{yuan_text(fen_of(amount))} 元"
