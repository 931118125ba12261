"""The measurable part of a duty in the words of the offices, from the keys of the notice's JSON."""

from collections.abc import Iterator, Mapping
from typing import Any

from yushui.campaigns.labels import DELIVERABLES


_COUNTED = {
    "household": "户",
    "time": "次",
    "person": "人",
    "item": "件",
    "deed": "件",
    "event": "场",
    "unit": "支",
}
_PER = {
    "year": "每年",
    "half_year": "每半年",
    "quarter": "每季度",
    "month": "每月",
    "person": "每人",
    "household": "每户",
    "unit": "每个单位",
}
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
    "card": "联系卡",
}
_EVENTS = {"misfortune": "发生重大变故", "rights_harmed": "合法权益受损", "disaster": "遭遇灾害"}


def in_words(standard: Mapping[str, Any]) -> list[str]:
    """What has to be met, one phrase each; a key nobody has words for is left to the quote."""
    return [*_how_many(standard), *_how_much(standard), *_how(standard), *_what(standard)]


def _how_many(standard: Mapping[str, Any]) -> Iterator[str]:
    if standard.get("coverage") == "all":
        yield "应访尽访，全覆盖"
    least, most = standard.get("at_least"), standard.get("at_most")
    counted = _COUNTED.get(standard.get("unit", ""), "")
    per = _PER.get(standard.get("per", ""), "")
    if least and most:
        yield f"{per}{least}至{most}{counted}"
    elif least:
        yield f"{per}至少{least}{counted}"
    elif per:
        yield f"按{per.removeprefix('每')}落实" if per in ("每户", "每人") else per
    if age := standard.get("age_at_least"):
        yield f"{age} 周岁以上"
    if days := standard.get("within_days"):
        yield f"{days} 日内"


def _how_much(standard: Mapping[str, Any]) -> Iterator[str]:
    for key, words in (("fen_each", "标准"), ("fen_each_at_most", "不超过")):
        if fen := standard.get(key):
            yield f"每人{words} {int(fen) / 100:g} 元"


def _how(standard: Mapping[str, Any]) -> Iterator[str]:
    modes = standard.get("modes") or [standard["mode"]] if _has_mode(standard) else []
    if modes:
        yield "方式：" + "、".join(_MODES.get(mode, mode) for mode in modes)
    if rank := standard.get("rank"):
        yield f"由{_RANKS.get(rank, '负责同志')}带头"
    if rank := standard.get("military_rank"):
        yield f"部队{_RANKS.get(rank, '负责同志')}参加"
    if standard.get("by") == "card":
        yield "打卡发放"


def _has_mode(standard: Mapping[str, Any]) -> bool:
    return bool(standard.get("modes") or standard.get("mode"))


def _what(standard: Mapping[str, Any]) -> Iterator[str]:
    if merit := standard.get("merit"):
        yield f"荣获{_MERITS.get(merit, '三等功以上')}的"
    if items := standard.get("items"):
        yield "送" + "、".join(_ITEMS.get(item, "慰问品") for item in items)
    if events := standard.get("events"):
        yield "遇有：" + "、".join(_EVENTS.get(event, "特殊情况") for event in events)
    if deliverables := standard.get("deliverables"):
        yield "报送" + "、".join(DELIVERABLES.get(one, "材料") for one in deliverables)
    if sections := standard.get("sections"):
        yield "内容包括：" + "、".join(sections)
