"""Rules about tables that need no database."""

from collections.abc import Iterable

from yushui.filings.models import Binding, Column, ColumnType
from yushui.kernel.errors import RuleViolation


def check_open(blank: Iterable[str]) -> None:
    names = list(blank)
    if names:
        raise RuleViolation(
            f"“{names[0]}”还没有确定取数方式，请逐列确认口径后再开始填报。", field="binding"
        )


def check_override(column: Column, *, number: int | None, counted: int | None, reason: str) -> None:
    if column.binding in (Binding.FORMULA, Binding.STUB):
        raise RuleViolation("合计和行名由系统生成，不能直接改。请改它所依据的列。")
    if number is not None and number < 0:
        raise RuleViolation("数值不能是负数。", field="number")
    if counted is not None and number != counted and not reason.strip():
        raise RuleViolation("填报值与统计值不一致，请写明调整原因。", field="reason")


def check_complete(missing: Iterable[str]) -> None:
    """Every number has to be there; a remark may stay empty."""
    names = list(missing)
    if names:
        shown = "、".join(names[:3]) + ("等" if len(names) > 3 else "")
        raise RuleViolation(f"还有 {len(names)} 处没有填写：{shown}。没有发生的请填 0。")


def check_reason(reason: str) -> None:
    if not reason.strip():
        raise RuleViolation("请写明退回原因，下级才知道改哪里。", field="reason")


def needs_number(column: Column) -> bool:
    return column.type != ColumnType.TEXT and column.binding != Binding.STUB
