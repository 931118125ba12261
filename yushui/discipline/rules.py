"""Rules about checks, findings and gatherings that need no database."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from statistics import median

from yushui.discipline.checklist import Item, Turn
from yushui.discipline.lifecycle import Said
from yushui.funds.rules import FAR, FEWEST_TO_COMPARE
from yushui.kernel.errors import RuleViolation


LONGEST_REASON = 200
MOST_PEOPLE = 100_000
# Nothing national sets a pace for putting things right; a week is ours where nobody says another.
PUT_RIGHT_WITHIN = timedelta(days=7)
AT_THE_LATEST = timedelta(days=90)


def is_asked(item: Item, turns: Iterable[Turn], *, may_be_off: bool) -> bool:
    """Whether an item is on the list of a day; of the switches given the last that covers it says.

    They come from the highest place down: an epidemic is answered by the place itself.
    """
    said = [turn.is_on for turn in turns if turn.covers(item)]
    return said[-1] if said else not may_be_off


def check_days(held_on: date, checked_on: date, *, today: date, starts_on: date) -> None:
    if checked_on > today:
        raise RuleViolation("检查日期不能晚于今天。", field="checked_on")
    if held_on < starts_on:
        raise RuleViolation(
            f"活动日期早于活动开始日期 {starts_on:%Y年%-m月%-d日}，请核对。", field="held_on"
        )
    if held_on > checked_on:
        raise RuleViolation(
            f"检查日期早于活动日期 {held_on:%Y年%-m月%-d日}；活动开始后再登记检查。",
            field="checked_on",
        )


def check_answers(asked: Sequence[Item], said: Mapping[str, tuple[str, str]]) -> None:
    """Every question of the list has its answer, and a no says what was the matter."""
    if not asked:
        raise RuleViolation("当天的检查表里没有要查的内容，请在“检查表”里核对。", field="occasion")
    known = {item.key for item in asked}
    if said.keys() - known:
        raise RuleViolation("检查表刚刚更新过，请刷新后重新填写。")
    for item in asked:
        answer, note = said.get(item.key, ("", ""))
        if answer not in Said.values:
            raise RuleViolation(f"请填写“{item.text}”的结果。", field=item.key)
        if answer == Said.NO and not note.strip():
            raise RuleViolation(f"“{item.text}”填了“否”，请写明情况。", field=item.key)
        if len(note.strip()) > LONGEST_REASON:
            raise RuleViolation(
                f"“{item.text}”的情况最多 {LONGEST_REASON} 个字，请缩短。", field=item.key
            )


def check_due(due_on: date | None, *, found_on: date) -> date:
    """By when it is put right: a day is named, within three months."""
    if due_on is None:
        return found_on + PUT_RIGHT_WITHIN
    if due_on < found_on:
        raise RuleViolation("整改期限不能早于检查日期。", field="due_on")
    if due_on > found_on + AT_THE_LATEST:
        raise RuleViolation(
            f"整改期限最长 {AT_THE_LATEST.days} 天，请把整改分步安排。", field="due_on"
        )
    return due_on


def check_planned(planned_on: date, size: int, *, today: date) -> None:
    """Leave is asked for beforehand (S3-32)."""
    if planned_on < today:
        raise RuleViolation(
            "活动日期已经过去，不能事后补批；已经办了的，登记集中慰问时如实填写。",
            field="planned_on",
        )
    if not 1 <= size <= MOST_PEOPLE:
        raise RuleViolation(f"预计人数填 1 到 {MOST_PEOPLE:,} 之间的数。", field="size")


def require_text(text: str, what: str, *, field: str, longest: int = LONGEST_REASON) -> str:
    told = text.strip()
    if not told:
        raise RuleViolation(f"请填写{what}。", field=field)
    if len(told) > longest:
        raise RuleViolation(f"{what}最多 {longest} 个字，请缩短。", field=field)
    return told


def dear(per_home: Sequence[int]) -> list[int]:
    """For each event the middle of all where it costs far more than that, else 0 (S1-50).

    Among few none stands out.
    """
    spent = [fen for fen in per_home if fen]
    if len(spent) < FEWEST_TO_COMPARE:
        return [0] * len(per_home)
    middle = int(median(spent))
    return [middle if fen > middle * FAR else 0 for fen in per_home]


def in_place_of(limit: Decimal, other: Decimal) -> Decimal:
    """The stricter of two ceilings, of which nothing says none."""
    return min(limit, other) if limit and other else limit or other
