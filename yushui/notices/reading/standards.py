"""The measurable part of a duty: how many, how often, by whom, in which way, for how much.

Keys appear only where the text says so. `at_least`, `at_most` with the `unit` counted and `per`
what; `mode` or `modes` of visiting; `coverage` "all"; `rank` of the official; `fen_each`, with
`bound` where that is a least or a most, and `fen_each_at_most` where it begins a range.
"""

import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cache

from yushui.notices.reading import vocabulary
from yushui.notices.reading.moments import number
from yushui.notices.reading.structure import DutyKind


Standard = dict[str, object]

_NUMBER = r"\d{1,4}|[一二两三四五六七八九十]{1,3}"
_MEASURES = {
    **dict.fromkeys("户家", "household"),
    **dict.fromkeys("次遍", "time"),
    **dict.fromkeys("名人位", "person"),
    **dict.fromkeys("个封副张", "item"),
    "件": "deed",
    "场": "event",
    "支": "unit",
}
_MEASURE = "|".join(_MEASURES)
_AT_LEAST = re.compile(
    r"(?:至少|不少于|不低于|最少|不得少于)[^,。;\d]{0,12}?"
    rf"(?P<low>{_NUMBER})[ ]?(?P<measure>{_MEASURE})"
)
_RANGE = re.compile(
    rf"(?P<low>{_NUMBER})[ ]?(?:至|到|-+|~)[ ]?(?P<high>{_NUMBER})[ ]?(?P<measure>件|户|次|场)"
)
_EXACTLY = re.compile(rf"(?P<low>{_NUMBER})[ ]?(?P<measure>次|遍|件|户|场)(?!以上|事故|性)")
_OR_MORE = re.compile(rf"(?P<low>{_NUMBER})[ ]?(?P<measure>{_MEASURE})(?:\(含\))?以上")
_PER = (
    ("year", re.compile(r"每年|全年|年内|一年")),
    ("half_year", re.compile(r"每半年")),
    ("quarter", re.compile(r"每个?季度")),
    ("month", re.compile(r"每个?月")),
    ("person", re.compile(r"每(?:人|名|位)|人均")),
    ("household", re.compile(r"每(?:户|家)|户均|逐户")),
    ("unit", re.compile(r"每(?:个|支)|各(?:单位|成员单位|部队)|每支")),
)
_ALL = re.compile(
    r"全覆盖|应访尽访|不漏|100%|百分之百|普遍|全部|一遍|逐户|逐人|全面(?:登门|走访|入户)|全人员|一户不落"
)
_AMOUNT = re.compile(
    r"(?P<amount>\d[\d,]*(?:\.\d{1,2})?|[一二两三四五六七八九十百千]{1,6})[ ]?(?P<unit>万?元)"
)
_AT_LEAST_BEFORE = re.compile(r"(?:不低于|不少于|不得低于|不得少于|至少|最低)(?:为|按)?[ ]?$")
_AT_MOST_BEFORE = re.compile(r"(?:不超过|不高于|不得超过|不得高于|至多|最高|最多)(?:为|按)?[ ]?$")
_BOUND_AFTER = re.compile(
    r"(?:[ ]?/[ ]?[人户名位家])?(?:\(含[^()]{0,6}\))?(?:的标准)?"
    r"(?:(?P<least>以上|起)|(?P<most>以下|以内|之内|封顶))"
)
_MERIT = {"一": "first", "二": "second", "三": "third"}
_MERIT_CLASS = re.compile(r"(?<!以上)([一二三])等功(?!以上|\(含)")
_WITHIN = re.compile(rf"(?P<days>{_NUMBER})[ ]?个?(?P<unit>工作日|日|天|小时)(?:之内|以内|内)")
_CLAUSE_MARK = re.compile(r"[,;。]")
_VISITED = re.compile(r"走访|慰问|看望|上门|入户|登门")
_NO_VISIT = {"deed", "item", "event"}
_SECTIONS = re.compile(r"\((?:内容|主要|报告)?包括[:]?(?P<list>[^()]{4,160})\)")
_SECTION_MARK = re.compile(r"、|,|;")
_SECTION_JOINT = re.compile(r"以及|和|及(?!时|其)")
_AGE = re.compile(r"(?P<age>\d{2,3}|[六七八九]十|一?百)周?岁?以上")


def read(kind: DutyKind, text: str, actors: Sequence[str]) -> Standard:
    """What folded text says about the measure of a duty of that kind."""
    standard: Standard = {}
    for reader in _READERS.get(kind, ()):
        standard |= reader(text, actors)
    return standard


def fen(amount: str, unit: str) -> int:
    """Whole fen of an amount as written, in 元 or 万元."""
    plain = amount.replace(",", "")
    yuan = Decimal(plain) if plain[0].isdigit() else Decimal(number(plain))
    return int(yuan * (1_000_000 if unit == "万元" else 100))


def of_amount(match: re.Match[str], stretch: str) -> Standard:
    """One amount of `amounts()`: by whom it is counted, how much, and for which class of merit."""
    by = match["per"] or match["slash"]
    standard: Standard = {"fen_each": fen(match["least"] or match["amount"], match["unit"])}
    if by:
        standard["per"] = "household" if re.search("[户家]", by) else "person"
    if match["least"]:
        standard["fen_each_at_most"] = fen(match["amount"], match["unit"])
    if limit := bound(match):
        standard["bound"] = limit
    classes = _MERIT_CLASS.findall(stretch)
    return standard | ({"merit": _MERIT[classes[-1]]} if classes else {})


def bound(match: re.Match[str]) -> str | None:
    """at_least or at_most where an amount of `amounts()` is no exact one; a range is no bound."""
    if match["least"]:
        return None
    text, start = match.string, match.start("amount")
    before, after = text[max(0, start - 8) : start], _BOUND_AFTER.match(text, match.end("unit"))
    if _AT_LEAST_BEFORE.search(before) or (after and after["least"]):
        return "at_least"
    if _AT_MOST_BEFORE.search(before) or (after and after["most"]):
        return "at_most"
    return None


def ranks(text: str) -> list[str]:
    return vocabulary.lexicon("rank").codes(text)


def _counts(text: str, actors: Sequence[str]) -> Standard:
    match = _RANGE.search(text)
    if match:
        counts: Standard = {"at_least": number(match["low"]), "at_most": number(match["high"])}
    else:
        match = _AT_LEAST.search(text) or _OR_MORE.search(text) or _EXACTLY.search(text)
        if match is None:
            return {}
        counts = {"at_least": number(match["low"])}
    return counts | {"unit": _MEASURES[match["measure"]]}


def _visits(text: str, actors: Sequence[str]) -> Standard:
    """Visits are counted in homes, persons and times; a deed beside them is another duty."""
    counted = [(part, _counts(part, actors)) for part in _CLAUSE_MARK.split(text)]
    counted = [(part, each) for part, each in counted if each.get("unit") not in _NO_VISIT]
    counted.sort(key=lambda pair: not _VISITED.search(pair[0]))  # stable: first of the visits
    part, counts = next(((part, each) for part, each in counted if each), (text, {}))
    return {**_per(text, actors), **counts, **(_per(part, actors) if counts else {})}


def separate_counts(text: str) -> list[Standard]:
    """书记、乡长每人不少于5户，其他班子成员每人不少于2户: one measure for each rank."""
    found: list[Standard] = []
    at = 0
    for match in _AT_LEAST.finditer(text):
        rank = ranks(text[at : match.start()])
        measure = {"at_least": number(match["low"]), "unit": _MEASURES[match["measure"]]}
        found.append({**measure, **({"rank": rank[0]} if rank else {})})
        at = match.end()
    return found


def _per(text: str, actors: Sequence[str]) -> Standard:
    return next(({"per": per} for per, pattern in _PER if pattern.search(text)), {})


def _per_unit(text: str, actors: Sequence[str]) -> Standard:
    """Deeds and meetings are counted by unit even where the text leaves that unsaid."""
    return {"per": "unit"} | _per(text, actors)


def _modes(text: str, actors: Sequence[str]) -> Standard:
    modes = vocabulary.lexicon("mode").codes(text)
    if len(modes) > 1 and not re.search(r"逐户|全面登门|入户率|带头入户", text):
        return {"modes": modes}
    if modes:
        return {"mode": "home" if "home" in modes else modes[0]}
    return {}


def _coverage(text: str, actors: Sequence[str]) -> Standard:
    return {"coverage": "all"} if _ALL.search(text) else {}


def _age(text: str, actors: Sequence[str]) -> Standard:
    match = _AGE.search(text)
    if match is None or (match["age"].isascii() and not 60 <= int(match["age"]) <= 100):
        return {}
    return {"age_at_least": 100 if "百" in match["age"] else number(match["age"])}


def _gifts(text: str, actors: Sequence[str]) -> Standard:
    items = vocabulary.lexicon("gift").codes(text)
    return {"items": items} if items else {}


def _rank(text: str, actors: Sequence[str]) -> Standard:
    found = ranks("、".join(actors)) or ranks(text)
    return {"rank": found[0]} if found else {}


def _merit(text: str, actors: Sequence[str]) -> Standard:
    """The class of merit, and of what rank the bearers must be, civil and military apart."""
    classes = [_MERIT[each] for each in _MERIT_CLASS.findall(text)]
    standard: Standard = {"merit": classes[0]} if classes else {}
    named = [(actor, ranks(actor)) for actor in actors]
    for actor, found in named:
        is_military = re.search(r"军分区|警备区|人武部|武装部|军区|部队", actor)
        if found:
            standard["military_rank" if is_military else "rank"] = found[0]
    return standard


def _payment(text: str, actors: Sequence[str]) -> Standard:
    match = _AMOUNT.search(text)
    standard: Standard = {"fen_each": fen(match["amount"], match["unit"])} if match else {}
    if re.search(r"打卡|一卡通|银行卡|社会化发放|转账|账户", text):
        standard["by"] = "card"
    return standard


def _events(text: str, actors: Sequence[str]) -> Standard:
    events = vocabulary.lexicon("event").codes(text)
    standard: Standard = {"events": events} if events else {}
    match = _WITHIN.search(text)
    if match:
        days = number(match["days"])
        standard["within_days"] = -(-days // 24) if match["unit"] == "小时" else days
    return standard


def _sections(text: str, actors: Sequence[str]) -> Standard:
    match = _SECTIONS.search(text)
    if match is None:
        return {}
    mark = _SECTION_MARK if _SECTION_MARK.search(match["list"]) else _SECTION_JOINT
    parts = [part.strip() for part in mark.split(match["list"]) if part.strip()]
    return {"sections": parts} if len(parts) > 1 else {}


@cache
def amounts() -> re.Pattern[str]:
    """每户300元, 300元/户: an amount and whether it is paid by head or by household."""
    return re.compile(
        r"(?:(?P<per>每[ ]?[人户名位家]|[人户]均)[^,。;\d]{0,24}?)?"
        r"(?:(?P<least>\d[\d,]*)[ ]?元?[ ]?(?:-+|~|至|到|[、,]?[且但]?(?:不超过|不高于|最高))[ ]?)?"
        + _AMOUNT.pattern
        + r"(?:[ ]?/[ ]?(?P<slash>[人户名位家]))?"
    )


Reader = Callable[[str, Sequence[str]], Standard]
_READERS: dict[DutyKind, tuple[Reader, ...]] = {
    DutyKind.VISIT_COVERAGE: (_visits, _modes, _coverage, _age),
    DutyKind.LEADER_VISIT: (_visits, _modes, _rank),
    DutyKind.GROUP_VISIT: (_visits, _modes),
    DutyKind.EVENT_VISIT: (_events, _modes),
    DutyKind.CAMPAIGN_FREQUENCY: (_counts, _per),
    DutyKind.GIFT: (_gifts, _per),
    DutyKind.PAYMENT: (_per, _payment),
    DutyKind.MERIT_DELIVERY: (_merit,),
    DutyKind.HONOUR_PLAQUE: (_coverage,),
    DutyKind.CONTACT_CARD: (_per,),
    DutyKind.HOUSEHOLD_FILE: (_per,),
    DutyKind.ROSTER: (_per,),
    DutyKind.CASE_LEDGER: (_events,),
    DutyKind.PRACTICAL_DEED: (_counts, _per_unit),
    DutyKind.MEETING: (_counts, _per_unit),
    DutyKind.INSPECTION: (_counts, _per),
    DutyKind.FILING: (_sections,),
}
