"""Rules about visits that need no database: plain values in, an answer or a violation out."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from yushui.kernel.errors import RuleViolation
from yushui.visits.lifecycle import Excuse


LATE_AFTER = timedelta(days=3)
# More than this on one visit is nearly always a slip of the keyboard; it is refused, not capped.
MONEY_CEILING = Decimal("100000.00")
TRIES_BEFORE_EXCUSE = 2
MOST_ON_AN_OUTING = 200
MOST_AT_ONCE = 1000  # households of one group visit
# What belongs to no campaign is entered while it is remembered, in the book of its own year.
DAILY_WITHIN = timedelta(days=90)
MOST_PICTURES = 6
_LONG_NUMBER = re.compile(r"(?:\d[\s\-]?){11,}")


def check_open(name: str, *, is_open: bool) -> None:
    if not is_open:
        raise RuleViolation(f"活动“{name}”已经结束，不能再登记。")


def check_made_on(made_on: date, *, today: date, starts_on: date) -> None:
    if made_on > today:
        raise RuleViolation("走访日期不能晚于今天。", field="made_on")
    if made_on < starts_on:
        raise RuleViolation(
            f"走访日期早于活动开始日期 {starts_on:%Y年%-m月%-d日}，请核对日期或换一个活动。",
            field="made_on",
        )


def check_recent(made_on: date, *, today: date) -> None:
    if not today - DAILY_WITHIN <= made_on <= today:
        raise RuleViolation(
            f"日常走访只能登记今天及以前 {DAILY_WITHIN.days} 天内的，请核对日期。", field="made_on"
        )


def check_money(amount: Decimal, *, field: str = "money") -> None:
    if amount < 0:
        raise RuleViolation("金额不能是负数。", field=field)
    if amount > MONEY_CEILING:
        raise RuleViolation(
            f"单次金额超过 {MONEY_CEILING:,.0f} 元，请核对是否多写了位数。", field=field
        )


def check_company(names: Iterable[str]) -> None:
    if not [name for name in names if name.strip()]:
        raise RuleViolation("请至少填写一名走访人员。", field="participants")


def check_substance(*, has_spirit: bool, has_matter: bool) -> None:
    """Spirit and goods both count, and a visit without either was none (S2-26)."""
    if not (has_spirit or has_matter):
        raise RuleViolation(
            "这次走访还没有内容：请勾选“交谈问候”或办了的服务，或填写慰问金、慰问品。",
            field="has_talk",
        )


def check_attendance(count: int) -> None:
    if not count:
        raise RuleViolation("请勾选到场的家庭。", field="households")
    if count > MOST_AT_ONCE:
        raise RuleViolation(
            f"一次集中慰问最多登记 {MOST_AT_ONCE} 户，请分场登记。", field="households"
        )


def check_going_on(going_on: date, *, today: date, ends_on: date) -> None:
    if going_on < today:
        raise RuleViolation("走访安排的日期不能早于今天。", field="going_on")
    if going_on > ends_on:
        raise RuleViolation(
            f"走访安排的日期晚于活动结束日期 {ends_on:%Y年%-m月%-d日}，请提前。", field="going_on"
        )


def check_outing(count: int) -> None:
    if not count:
        raise RuleViolation("请勾选要走访的家庭。", field="targets")
    if count > MOST_ON_AN_OUTING:
        raise RuleViolation(
            f"一队一天最多安排 {MOST_ON_AN_OUTING} 户，请分几队或分几天。", field="targets"
        )


def check_tried_on(tried_on: date, *, today: date, starts_on: date, ends_on: date) -> None:
    """A try has a day, and the day lies in the campaign (S0-70)."""
    if tried_on > today:
        raise RuleViolation("上门日期不能晚于今天。", field="tried_on")
    if not starts_on <= tried_on <= ends_on:
        raise RuleViolation(
            f"上门日期不在活动期间（{starts_on:%Y年%-m月%-d日}至{ends_on:%Y年%-m月%-d日}）内，请核对。",
            field="tried_on",
        )


def day_taken(tried_on: date, *, today: date) -> RuleViolation:
    """Two knocks on one day are one try (S0-70)."""
    day = "今天" if tried_on == today else f"{tried_on:%-m月%-d日}"
    return RuleViolation(f"{day}已经登记过一次未遇，第二次上门请另选一天。", field="tried_on")


def check_excuse(excuse: str, *, tries: int) -> None:
    """A household leaves the duty only with a reason and a second try on another day (S0-70)."""
    if not excuse:
        raise RuleViolation("请选择未能走访的原因。", field="excuse")
    if not tries:
        raise RuleViolation("还没有登记过上门，不能批准免访。", field="excuse")
    if tries < TRIES_BEFORE_EXCUSE:
        raise RuleViolation(
            f"“{Excuse(excuse).label}”的，要在不同日期上门 {TRIES_BEFORE_EXCUSE} 次；"
            f"现在只有 {tries} 次。",
            field="excuse",
        )


def is_late(made_on: date, *, recorded_on: date) -> bool:
    """Whether the record reached the system too long after the doorstep."""
    return recorded_on - made_on > LATE_AFTER


def check_occurred(happened_on: date, learned_on: date, *, today: date) -> None:
    if learned_on > today:
        raise RuleViolation("得知日期不能晚于今天。", field="learned_on")
    if happened_on > learned_on:
        raise RuleViolation("发生日期不能晚于得知日期。", field="happened_on")
    if today - happened_on > timedelta(days=366):
        raise RuleViolation("发生日期已超过一年，请核对。", field="happened_on")


def check_summary(summary: str) -> None:
    """What happened, in a line: many see it, so no number by which a person is known."""
    if not summary.strip():
        raise RuleViolation("请用一句话写明发生了什么、需要什么帮助。", field="summary")
    if _LONG_NUMBER.search(unicodedata.normalize("NFKC", summary)):
        raise RuleViolation(
            "情况里像是有证件号码、电话或账号，请删去；这些在家庭档案里查得到。", field="summary"
        )


def check_answers(made_on: date, *, happened_on: date, is_home: bool) -> None:
    """Only a visit at home after the event is one for it (S0-46)."""
    if not is_home:
        raise RuleViolation("遇事走访要登门入户；电话、座谈等请另作走访登记。", field="mode")
    if made_on < happened_on:
        raise RuleViolation(
            f"走访日期早于发生日期 {happened_on:%Y年%-m月%-d日}，不是为这件事去的，请核对。",
            field="made_on",
        )
