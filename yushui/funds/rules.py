"""Rules about the money of a campaign that need no database."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from statistics import median

from yushui.kernel.errors import RuleViolation
from yushui.kernel.money import fen_of, yuan_text
from yushui.territory.models import Unit


FEWEST_TO_COMPARE = 4
FAR = 2  # times the middle one, or the middle one this many times


def check_voucher(amount: Decimal, *, document: str, on: date, today: date) -> None:
    """Money moves by a document, on a day that has come (S4-28)."""
    if amount <= 0:
        raise RuleViolation("金额应大于 0。", field="amount")
    if not document.strip():
        raise RuleViolation("请填写文号或凭证号；没有文件依据的资金不能入账。", field="document")
    if on > today:
        raise RuleViolation("日期不能晚于今天；资金到账以后再登记。", field="on")


def check_way(above: Unit, below: Unit, *, field: str) -> None:
    """Money goes down and back along one line of command; the lanes keep theirs apart."""
    if above.lane != below.lane:
        raise RuleViolation(
            f"“{above.name}”和“{below.name}”分属军地两线，经费各自管理，不能互相拨付。", field=field
        )
    if above.pk == below.pk:
        raise RuleViolation(
            f"“{below.name}”和“{above.name}”用同一个资金账户，不用拨付。", field=field
        )
    if not below.path.startswith(above.path):
        raise RuleViolation(f"“{below.name}”不是“{above.name}”的下级，请重新选择。", field=field)


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


def far_from_the_others(amounts: Sequence[int]) -> list[bool]:
    """Which stand out among those that spent anything; among few, none does (S1-50)."""
    spent = [amount for amount in amounts if amount]
    if len(spent) < FEWEST_TO_COMPARE:
        return [False] * len(amounts)
    middle = median(spent)
    return [bool(one) and not middle / FAR <= one <= middle * FAR for one in amounts]


def _yuan(amount: Decimal) -> str:
    return f"{yuan_text(fen_of(amount))} 元"
