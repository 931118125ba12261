"""Days, numbers and money as the offices write them."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from yushui.kernel import money


WEEKDAYS = "一二三四五六日"


def day(value: date | datetime | None) -> str:
    """As in 2025年7月18日."""
    if value is None:
        return ""
    on = local_day(value)
    return f"{on.year}年{on.month}月{on.day}日"


def short_day(value: date | datetime | None, *, year: int) -> str:
    """7月18日, with the year only when it is another one."""
    if value is None:
        return ""
    on = local_day(value)
    return f"{on.month}月{on.day}日" if on.year == year else day(on)


def weekday(value: date) -> str:
    return f"星期{WEEKDAYS[value.weekday()]}"


def moment(value: datetime | None) -> str:
    """As in 2025年7月18日 09:05."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    return f"{day(local.date())} {local:%H:%M}"


def local_day(value: date | datetime) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


def count(value: int | None) -> str:
    """12,345; a dash when nothing is known, which is not zero."""
    return "—" if value is None else f"{value:,}"


def yuan(value: Decimal | int | None) -> str:
    """As in 1,234.50 元."""
    return "—" if value is None else f"{money.yuan_text(money.fen_of(value))} 元"


def wan(value: Decimal | int | None) -> str:
    """As in 8.61 万元."""
    return "—" if value is None else f"{money.wan_text(money.fen_of(value))} 万元"


def days_left(due_on: date | None, *, today: date) -> str:
    """How long there is: 还有 3 天, 今天截止, 逾期 2 天."""
    if due_on is None:
        return ""
    left = (due_on - today).days
    if left < 0:
        return f"逾期 {-left} 天"
    return "今天截止" if left == 0 else f"还有 {left} 天"
