"""Rules about standards and payment batches that need no database."""

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from yushui.kernel.errors import RuleViolation
from yushui.kernel.identifiers import masked_runs
from yushui.territory.kinds import Lane, Level


LONGEST_REASON = 200
# So many are listed and checked while the page waits: two seconds.
PERSONS_AT_ONCE = 3_000


def check_civil(lane: str, name: str) -> None:
    if lane != Lane.CIVIL:
        raise RuleViolation(f"“{name}”是军队单位，发放标准和慰问金由地方单位办理。", field="unit")


def check_payer(level: int, name: str) -> None:
    if level != Level.COUNTY:
        raise RuleViolation(f"慰问金由县级单位发放，“{name}”不是县级单位。", field="unit")


def check_cut_off(on: date, *, today: date) -> None:
    if on > today:
        raise RuleViolation("截止日期不能晚于今天：名单按当天的情况确定。", field="cut_off_on")


def check_dates(since: date, until: date | None) -> None:
    if until is not None and until < since:
        raise RuleViolation("终止日期不能早于开始日期，请核对。", field="until")


def check_amount(amount: Decimal, field: str = "amount") -> None:
    if amount <= 0:
        raise RuleViolation("金额必须大于零。", field=field)


def check_categories(codes: Collection[str], known: Collection[str]) -> None:
    if not codes:
        raise RuleViolation("请选择发给哪些类别的人。", field="categories")
    if strange := sorted(set(codes) - set(known)):
        raise RuleViolation(f"没有“{strange[0]}”这一类别，请重新选择。", field="categories")


def check_third(by: str, *, others: Collection[str], what: str) -> None:
    """Preparer, approver and payer are three people."""
    if by in others:
        raise RuleViolation(
            f"编制、审批、付款必须是三个人：您已经办过这一批的另一道手续，不能再{what}；"
            "请由另一位有权限的同事办理。"
        )


def require_reason(text: str, what: str, *, field: str = "reason") -> str:
    told = text.strip()
    if not told:
        raise RuleViolation(f"请写明{what}。", field=field)
    if len(told) > LONGEST_REASON:
        raise RuleViolation(f"{what}最多{LONGEST_REASON}个字，请缩短。", field=field)
    if masked_runs(told) != told:
        raise RuleViolation(
            f"{what}里有很长的号码，看得到名单的人都会看到；请删去账号、证件号和电话，只写末四位。",
            field=field,
        )
    return told
