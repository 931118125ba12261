"""The measurable part of a duty in the words of the offices, from the keys of the notice's JSON.

`per` belongs to the count where there is one (每季度至少 1 次), else to the amount (每户 200 元);
alone it says how the duty is carried out (逐户落实).
"""

from collections.abc import Iterator, Mapping
from typing import Any

from yushui.campaigns import recurring
from yushui.campaigns.labels import DELIVERABLES
from yushui.kernel import money


Standard = Mapping[str, Any]

COUNTED = {
    "household": "户",
    "time": "次",
    "person": "人",
    "deed": "件",
    "item": "个",
    "event": "场",
    "unit": "支",
}
PER = {
    "household": "每户",
    "person": "每人",
    "unit": "每个单位",
    "year": "每年",
    "half_year": "每半年",
    "quarter": "每季度",
    "month": "每月",
}
# What an amount is where it is neither exact nor the beginning of a range.
BOUNDS = {"at_least": "不低于", "at_most": "不超过"}
# Carried out for each, where the text counts nothing and pays nothing.
_ONE_BY_ONE = {"household": "逐户落实", "person": "逐人落实", "unit": "各单位分别落实"}
_MODES = {
    "home": "登门入户",
    "meeting": "座谈",
    "phone": "电话",
    "letter": "慰问信",
    "central": "集中慰问",
}
_RANKS = {
    "head": "主要负责同志",
    "leader": "负责同志",
    "deputy": "分管负责同志",
    "staff": "有关同志",
}
_MERITS = {"first": "一等功", "second": "二等功", "third": "三等功"}
_ITEMS = {
    "couplets": "春联",
    "pictures": "年画",
    "letter": "慰问信",
    "citation": "立功喜报",
    "plaque": "光荣牌",
    "goods": "慰问品",
    "cash": "慰问金",
    "card": "联系卡",
}
_EVENTS = {
    "misfortune": "重大变故",
    "rights_harmed": "合法权益受损",
    "disaster": "自然灾害",
    "illness": "重大疾病",
    "sent_off": "入伍退役",
}


def in_words(standard: Standard) -> list[str]:
    """What has to be met, one phrase each; a key nobody has words for is left to the quote."""
    said = [*_whom(standard), *_how_many(standard), *_how_much(standard), *_how(standard)]
    return [*said, *_what(standard), *_when(standard)]


def _whom(standard: Standard) -> Iterator[str]:
    if standard.get("coverage") == "all":
        yield "全覆盖"
    if age := standard.get("age_at_least"):
        yield f"年满 {age} 周岁"
    if merit := standard.get("merit"):
        yield f"荣立{_MERITS.get(merit, '三等功以上')}"


def _how_many(standard: Standard) -> Iterator[str]:
    if count := _count(standard):
        yield f"{_counted_by(standard)}{count}".strip()
    elif not (_amount(standard) or standard.get("recurs")) and (per := standard.get("per")) in PER:
        yield _ONE_BY_ONE.get(per, f"{PER[per]}开展")


def _count(standard: Standard) -> str:
    """As in 至少 1 次, 走访 3 至 5 户, 至多 2 件."""
    least, most = standard.get("at_least"), standard.get("at_most")
    counted = COUNTED.get(standard.get("unit", ""), "次")
    called = "走访" if counted == "户" else ""
    if least and most:
        return f"{called} {least} 至 {most} {counted}"
    if least:
        return f"至少{called} {least} {counted}"
    return f"至多{called} {most} {counted}" if most else ""


def _counted_by(standard: Standard) -> str:
    """Of whom or how often the count is: 主要负责同志每人, 每季度; not 每户 of homes."""
    per, unit = standard.get("per", ""), standard.get("unit")
    by = "" if per == unit == "household" else PER.get(per, "")
    who = _RANKS.get(standard.get("rank", ""), "") if unit == "household" else ""
    return f"{by}{who}" if per == "unit" else f"{who}{by}"


def _amount(standard: Standard) -> str:
    least, most = standard.get("fen_each"), standard.get("fen_each_at_most")
    if least and most:
        return f" {_yuan(least)} 至 {_yuan(most)} 元"
    if least:
        return f"{BOUNDS.get(standard.get('bound', ''), '')} {_yuan(least)} 元"
    return f"不超过 {_yuan(most)} 元" if most else ""


def _yuan(fen: int) -> str:
    """As in 50, 1,500 and 0.50: no decimals where there are none."""
    return money.yuan_text(fen).removesuffix(".00")


def _how_much(standard: Standard) -> Iterator[str]:
    if amount := _amount(standard):
        per = standard.get("per", "")
        is_counts = _count(standard) and per not in ("household", "person")
        yield f"{'标准' if is_counts else PER.get(per, '标准')}{amount}"
    if standard.get("by") == "card":
        yield "打卡发放"


def _how(standard: Standard) -> Iterator[str]:
    if days := standard.get("within_days"):
        yield f"{days} 日内"
    if modes := standard.get("modes") or [standard.get("mode")]:
        told = "、".join(_MODES.get(mode, mode) for mode in modes if mode)
        if told:
            yield f"方式：{told}"
    civil, military = (_RANKS.get(standard.get(key, "")) for key in ("rank", "military_rank"))
    if military:
        yield f"由地方{civil}、部队{military}送达" if civil else f"由部队{military}送达"
    elif civil and not (_count(standard) and standard.get("unit") == "household"):
        yield f"由{civil}带头"


def _what(standard: Standard) -> Iterator[str]:
    if items := standard.get("items"):
        yield "送" + "、".join(dict.fromkeys(_ITEMS.get(item, "慰问品") for item in items))
    if events := standard.get("events"):
        yield "遇有：" + "、".join(dict.fromkeys(_EVENTS.get(one, "特殊情况") for one in events))
    if deliverables := standard.get("deliverables"):
        yield "报送" + "、".join(DELIVERABLES.get(one, "材料") for one in deliverables)
    if sections := standard.get("sections"):
        yield "内容包括：" + "、".join(sections)


def _when(standard: Standard) -> Iterator[str]:
    if told := recurring.in_words(standard.get("recurs") or ""):
        yield f"{told}报送" if standard.get("deliverables") else told
