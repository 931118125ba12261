"""Proposes where each column of a notice's table takes its value from, by its label.

A proposal is shown to the issuer and confirmed before anybody fills the table. Columns are read
from left to right: the money and the goods that follow a headcount are about the same people,
until another headcount or another group begins.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from yushui.filings.definitions import Definition, Subject, What
from yushui.filings.kinds import Binding, ColumnType, Repeat
from yushui.notices.reading import vocabulary
from yushui.notices.reading.text import fold


@dataclass(frozen=True)
class Proposal:
    position: int
    path: list[str]
    type: ColumnType
    binding: Binding
    repeat: Repeat = Repeat.ONCE
    rule: dict[str, Any] = field(default_factory=dict)


# The first pattern found in the label decides; `what` is counted, `gather` is collected as text.
_GATHERED = (
    (re.compile(r"部队(?:名称|代号)|名称.*部队"), "troop"),
    (re.compile(r"带队|参加领导|走访领导|慰问领导"), "leaders"),
    (re.compile(r"形式|慰问品名称|品名|物品名称|慰问品种类"), "goods"),
)
_COUNTED = (
    (re.compile(r"困难|问题|诉求"), None),
    (re.compile(r"户数|家庭数|\(户\)"), What.HOUSEHOLDS),
    (re.compile(r"次数|场次|人次|批次"), What.VISITS),
    (re.compile(r"慰问金"), What.CASH),
    (re.compile(r"慰问品|物资|实物|折款|折价"), What.GIFTS),
    (re.compile(r"经费|支出|金额|资金|费用|款|折算"), What.SPENDING),
    (re.compile(r"人数|\(人\)|人员数|名额|对象数"), What.PERSONS),
)
_TOTAL = re.compile(r"合计|总计|总额|总数|共计")
_STUB = re.compile(r"^(?:类别|项目|对象类别|慰问对象|序号类别|类型)$")
_REMARK = re.compile(r"备注|说明|填表人|审核人|联系")
# A character may have been lost: 退 人员 for 退役人员 (S1-61).
_VETERAN = re.compile(r"退.?人员|退役|退伍|复员|转业|老兵")
_TROOPS = re.compile(r"部队|驻军|官兵")


def propose(columns: Sequence[dict[str, Any]]) -> list[Proposal]:
    """One proposal per column of a table as `docs/notice-schema.json` describes it."""
    about = _About()
    proposals: list[Proposal] = []
    for position, column in enumerate(columns):
        path = [str(part) for part in column["path"]]
        about.enter(path)
        proposals.append(_proposal(position, path, column, about, proposals))
    return proposals


@dataclass
class _About:
    """Whom the columns being read are about."""

    group: str = ""
    subject: Subject = Subject.PERSONS
    any_of: frozenset[str] = frozenset()
    none_of: frozenset[str] = frozenset()
    counted: frozenset[str] = frozenset()  # everybody named by an earlier headcount

    def enter(self, path: Sequence[str]) -> None:
        label, group = fold(path[-1]), "/".join(path[:-1])
        if group != self.group:
            self.group, self.any_of, self.none_of = group, frozenset(), frozenset()
        heads = fold("".join(path)) if len(path) > 1 else label
        self.subject = Subject.TROOPS if _TROOPS.search(heads) else Subject.PERSONS
        if self.subject == Subject.PERSONS and re.search(r"人数|\(人\)|户数", label):
            self._whom(label if vocabulary.lexicon("categories").codes(label) else heads)

    def _whom(self, label: str) -> None:
        codes = frozenset(vocabulary.lexicon("categories").codes(label))
        if not codes and _VETERAN.search(label):
            codes = frozenset({"veteran"})
        self.none_of = self.counted if "其他" in label or "其它" in label else frozenset()
        self.any_of = codes
        self.counted |= codes


def _proposal(
    position: int,
    path: list[str],
    column: dict[str, Any],
    about: _About,
    before: Sequence[Proposal],
) -> Proposal:
    label = fold(path[-1])
    repeat = Repeat.PER_TROOP if _is_list_of_troops(path) else Repeat.ONCE
    if position == 0 and _STUB.match(label):
        return Proposal(position, path, ColumnType.TEXT, Binding.STUB)
    if _REMARK.search(label):
        return Proposal(position, path, ColumnType.TEXT, Binding.MANUAL)
    for pattern, gather in _GATHERED:
        if pattern.search(label):
            rule = {"gather": gather} | _whom_rule(about)
            return Proposal(position, path, ColumnType.TEXT, Binding.GATHERED, repeat, rule)
    if _TOTAL.search(label) and (summed := _summed(column, before)):
        kind = ColumnType.WAN if "万" in label or column["unit"] == "万元" else ColumnType.YUAN
        if not all(before[at].type in _MONEY_TYPES for at in summed):
            kind = ColumnType.COUNT
        return Proposal(position, path, kind, Binding.FORMULA, rule={"sum_of": summed})
    return _counted(position, path, column, about, repeat)


_MONEY_TYPES = (ColumnType.YUAN, ColumnType.WAN)


def _counted(
    position: int, path: list[str], column: dict[str, Any], about: _About, repeat: Repeat
) -> Proposal:
    label = fold(path[-1])
    what = next((what for pattern, what in _COUNTED if pattern.search(label)), None)
    if what is None:
        is_number = column["type"] in ("int", "money", "decimal") or "数" in label
        kind = ColumnType.COUNT if is_number else ColumnType.TEXT
        return Proposal(position, path, kind, Binding.MANUAL, repeat)
    definition = Definition(what, about.subject, about.any_of, about.none_of)
    kind = ColumnType.COUNT
    if definition.is_money:
        kind = ColumnType.WAN if "万元" in (column["unit"] or "") + label else ColumnType.YUAN
    return Proposal(position, path, kind, Binding.LEDGER, repeat, definition.as_rule())


def _is_list_of_troops(path: Sequence[str]) -> bool:
    return len(path) > 1 and bool(_TROOPS.search(fold(path[0])))


def _whom_rule(about: _About) -> dict[str, Any]:
    return {
        "subject": about.subject.value,
        "any_of": sorted(about.any_of),
        "none_of": sorted(about.none_of),
    }


def _summed(column: dict[str, Any], before: Sequence[Proposal]) -> list[int]:
    """Positions a total adds up: as the notice's formula says, else every amount before it."""
    if column.get("formula"):
        inside = re.search(r"sum\(([\d,\s]+)\)", column["formula"])
        if inside:
            return [int(at) for at in inside.group(1).split(",")]
    return [one.position for one in before if one.type in _MONEY_TYPES]


def standard() -> dict[str, Any]:
    """The table offered where a notice brings none, in the shape of the notice schema."""
    text = (Path(__file__).parent / "standard.toml").read_text(encoding="utf-8")
    table: dict[str, Any] = tomllib.loads(text)["table"]
    blank = {"unit": None, "formula": None}
    return table | {"columns": [blank | column for column in table["columns"]]}


_BLOCKS = re.compile(r"(?:走访)?慰问(.+?)情况")


def stubs(title: str, proposals: Sequence[Proposal]) -> list[dict[str, Any]]:
    """Row labels of a table that has a stub column but names no rows (S4-44, S4-45).

    They are what the title says is visited: 走访慰问驻石部队和优抚对象情况统计表 has two rows.
    """
    if not proposals or proposals[0].binding != Binding.STUB:
        return []
    named = _BLOCKS.search(fold(title))
    parts = re.split(r"[和及与、]", named.group(1)) if named else []
    return [_stub(part) for part in parts if part] or [_stub("驻地部队"), _stub("优抚对象")]


def _stub(label: str) -> dict[str, Any]:
    if _TROOPS.search(label):
        return {"label": label, "subject": Subject.TROOPS.value, "any_of": []}
    codes = vocabulary.lexicon("categories").codes(fold(label))
    return {"label": label, "subject": Subject.PERSONS.value, "any_of": codes}
