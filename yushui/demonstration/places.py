"""Where a notice plays: the issuer's region with a small subtree of units to work in.

A real place is taken from the national table, a few townships and villages of each county; a place
that the table does not have is made up with the same number of levels.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from yushui.kernel.errors import RuleViolation
from yushui.territory import divisions
from yushui.territory.divisions import DIGITS, Division
from yushui.territory.kinds import Level


# How many places of each level are taken below one place.
KEPT = {Level.PREFECTURE: 4, Level.COUNTY: 3, Level.TOWNSHIP: 4, Level.VILLAGE: 3}
_ENDING = "自治区|自治州|自治县|自治旗|省|市|地区|盟|州|县|区|旗|镇|乡|街道|苏木"
_PLACE = re.compile(rf"^(?:中共|中国共产党|共青团)?((?:.{{1,9}}?(?:{_ENDING})){{1,4}})")
_MILITARY = re.compile(r"^(.{2,8}?)(?:军分区|警备区|卫戍区|省军区|军区)")
_ENDINGS = {
    Level.PROVINCE: ("省", "自治区"),
    Level.PREFECTURE: ("自治州", "地区", "盟", "州", "市"),
    Level.TOWNSHIP: ("镇", "乡", "街道", "苏木"),
    Level.COUNTY: ("自治县", "自治旗", "县", "旗", "区"),
}


def named(issuers: Iterable[str]) -> str | None:
    """The place in the name of the first issuer that has one: 吕梁市 of 吕梁市双拥办."""
    for issuer in issuers:
        if match := _MILITARY.match(issuer):
            return match.group(1)
        if match := _PLACE.match(issuer):
            return match.group(1)
    return None


def subtree(folder: Path, name: str | None, text: str = "") -> tuple[list[Division], str]:
    """Divisions to work in, parents before children, and the code of the issuer's own region.

    A county or city that `text` names is always among them (满洲里市 of a province's notice).
    """
    try:
        top = divisions.find(folder, name or "")
    except RuleViolation:
        return _made_up(name or "云泽省")
    rows = list(divisions.read(folder, within=top.prefix))
    return _thinned(rows, top, _mentioned(rows, text)), top.code


def _mentioned(rows: Sequence[Division], text: str) -> set[str]:
    """Codes of the places that the text names, and of those above them."""
    parents = {row.code: row.parent for row in rows}
    found: set[str] = set()
    for row in rows:
        if Level.PREFECTURE <= row.level <= Level.COUNTY and row.name in text:
            code: str | None = row.code
            while code:
                found.add(code)
                code = parents.get(code)
    return found


def _thinned(rows: Sequence[Division], top: Division, mentioned: set[str]) -> list[Division]:
    kept: dict[str, int] = {}
    inside: set[str | None] = {None}
    found = []
    for row in rows:
        is_above = row.level <= top.level or row.code in mentioned
        seen = kept.get(f"{row.parent}/{row.level}", 0)
        if row.parent in inside and (is_above or seen < KEPT[row.level]):
            kept[f"{row.parent}/{row.level}"] = seen + 1
            inside.add(row.code)
            found.append(row)
    return found


def _made_up(words: str) -> tuple[list[Division], str]:
    name = (re.findall(rf".{{1,9}}?(?:{_ENDING})", words) or [words])[-1]
    level = next(
        (level for level, endings in _ENDINGS.items() if name.endswith(endings)), Level.PREFECTURE
    )
    rows = list(_above(level))
    code = "99" + "01" * (level - 1) if level <= Level.COUNTY else "990101001"
    parent = rows[-1].code if rows else None
    rows.append(Division(code.ljust(12, "0"), name, level, parent))
    rows += _below(code, level)
    return rows, code.ljust(12, "0")


def _above(level: int) -> Iterator[Division]:
    names = {Level.PROVINCE: "云泽省", Level.PREFECTURE: "青川市", Level.COUNTY: "鹿鸣县"}
    parent = None
    for above, name in names.items():
        if above < level:
            code = ("99" + "01" * (above - 1)).ljust(12, "0")
            yield Division(code, name, above, parent)
            parent = code


_CHILD_NAMES = {
    Level.PREFECTURE: ("青川市", "云州市", "海宁盟", "松江市"),
    Level.COUNTY: ("鹿鸣县", "临溪区", "安澜县"),
    Level.TOWNSHIP: ("白鹭镇", "松风乡", "书院街道", "云溪镇"),
    Level.VILLAGE: ("前进村", "红星村", "团结社区"),
}


def _below(prefix: str, level: int) -> Iterator[Division]:
    if level >= Level.VILLAGE:
        return
    below = Level(level + 1)
    width = DIGITS[below - 1] - DIGITS[below - 2]
    for number, name in enumerate(_CHILD_NAMES[below], start=1):
        code = f"{prefix}{number:0{width}}"
        yield Division(code.ljust(12, "0"), name, below, prefix.ljust(12, "0"))
        yield from _below(code, below)
