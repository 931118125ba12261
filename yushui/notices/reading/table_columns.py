"""Columns from header rows: whole paths, units, types, and how totals are reckoned.

Two levels of labels are rebuilt where merged cells came out as blanks, as repeats, or as stray
tabs that no longer line up (S1-71). Labels lose the line breaks inside them and nothing else.

A formula is `sum(2,5,8)/10000`: 0-based numbers of columns in the order of `Table.columns`, and
the factor between their unit and the total's. Where components have two units there are two sums.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from yushui.notices.reading.structure import Column
from yushui.notices.reading.text import fold


Rows = Sequence[Sequence[str]]

_BLANKS = re.compile(r"(?<![A-Za-z0-9])[ \t\u3000]+|[ \t\u3000]+(?![A-Za-z0-9])|<br\s*/?>|\*\*")
_COUNTED = (
    "人次|人数|人|户次|户|家|件|个|名|次|场|支|份|套|张|辆|条|块|所|项|对|篇|期"
    "|天|岁|处|位|幅|箱|袋"
)
_UNIT = re.compile(
    rf"\((?:单位:?)?(?P<unit>万元|元|{_COUNTED}|%)\)|[/、](?P<slash>万元|元|人|户|件)$"
)
_MONEY = re.compile(
    r"金额|慰问金|慰问款|经费|折价|折款|折合|折算|资金|款额|支出|费用|总额|补助|合计金额|投入"
)
_NOT_MONEY = re.compile(r"情况|形式|名称|方式|种类|来源|单位|人数|户数|依据|标准说明")
_COUNT = re.compile(
    r"(?:人数|户数|件数|次数|(?<!及)(?<!名称)数量|人次|个数|场次|份数|总数|(?<!及)(?<!量)(?<!次)数)(?:\([^()]*\))?$|填写数量"
)
_RATE = re.compile(r"比例|率(?:\(|$)|%|占比")
_TOTAL = re.compile(r"合计|总计|总额|小计|共计|总支出|支出总|累计")
_BARE_TOTAL = re.compile(r"^(?:合计|总计|小计|共计|累计)$")
_NUMERIC = re.compile(r"^[\d.,%\-—/ ]+$")
_PARTS = re.compile(r"慰问金|慰问品|慰问款|经费|资金|金额|折价|折款|折合|支出|补助")
_FACTORS = {("元", "万元"): "/10000", ("万元", "元"): "*10000"}


_DEEPEST = 3


@dataclass(frozen=True)
class Header:
    """The columns and how many of the rows they were read from."""

    columns: list[Column]
    depth: int


def label(cell: str) -> str:
    """A label without line breaks and stray blanks; nothing else is changed."""
    return _BLANKS.sub("", cell.replace("\n", "").strip())


def header(rows: Rows) -> Header:
    """Columns from the first row, and from the rows of labels below it that it spans."""
    levels = [_labels(rows[0])]
    for row in rows[1:_DEEPEST]:
        lower = _below(levels, _labels(row))
        if not _is_lower_level(levels, lower):
            break
        levels.append(lower)
    return Header(_described(_paths(levels)), len(levels))


def flat(labels: Sequence[str]) -> list[Column]:
    """Columns of a table that was left as one label a line."""
    return _described([[label(each)] for each in labels])


def _labels(row: Sequence[str]) -> list[str]:
    return [label(cell) for cell in row]


def _is_lower_level(levels: Sequence[Sequence[str]], lower: Sequence[str]) -> bool:
    """Whether the row below has labels, and only under cells that span several columns."""
    if any(_NUMERIC.match(fold(cell)) for cell in lower if cell) or not any(lower):
        return False
    groups = _groups(levels, len(lower))
    spanned = {
        at
        for at, group in enumerate(groups)
        if group in (*groups[at + 1 : at + 2], *groups[max(at - 1, 0) : at])
    }
    labelled = {at for at, cell in enumerate(lower) if cell}
    return bool(labelled & spanned) and labelled <= spanned


def _groups(levels: Sequence[Sequence[str]], width: int) -> list[tuple[str, ...]]:
    """For every column the labels above it, blanks filled from the left inside their group."""
    width = max(width, *(len(level) for level in levels))
    groups: list[tuple[str, ...]] = [(cell,) for cell in _filled(levels[0], width)]
    for level in levels[1:]:
        cells = [*level, *([""] * (width - len(level)))]
        for at in range(1, width):
            if not cells[at] and groups[at] == groups[at - 1]:
                cells[at] = cells[at - 1]
        groups = [(*group, cell) for group, cell in zip(groups, cells, strict=True)]
    return groups


def _below(levels: Sequence[Sequence[str]], row: Sequence[str]) -> list[str]:
    """A label repeated from above is one cell merged over both rows."""
    groups = _groups(levels, len(row))
    return ["" if cell and cell in groups[at] else cell for at, cell in enumerate(row)]


def _spans(row: Sequence[str]) -> list[tuple[int, int]]:
    """Where each label stands and over how many columns: blanks and repeats go on with it."""
    found: list[tuple[int, int]] = []
    for at, cell in enumerate(row):
        if found and (not cell or cell == row[found[-1][0]]):
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((at, 1))
    return found


def _paths(levels: Sequence[Sequence[str]]) -> list[list[str]]:
    upper = _trimmed(levels[0])
    if len(levels) == 1:
        return [[cell] for cell in upper]
    lower = [list(level) for level in levels[1:]]
    upper += [""] * (len(_trimmed(lower[0])) - len(upper))
    if not _lines_up(upper, lower[0]):
        return _reallocated(upper, [cell for cell in lower[0] if cell])
    width = max(len(upper), *(len(_trimmed(level)) for level in lower))
    groups = _groups([upper, *lower[:-1]], width)
    last = [*lower[-1], *([""] * (width - len(lower[-1])))]
    return [_path((*group, cell)) for group, cell in zip(groups, last, strict=False)][:width]


def _path(labels: Sequence[str]) -> list[str]:
    """The labels of a column from the top, without blanks and repeats."""
    path: list[str] = []
    for each in labels:
        if each and each not in path[-1:]:
            path.append(each)
    return path or [""]


def _trimmed(row: Sequence[str]) -> list[str]:
    """Without blank cells at the end, which are stray tabs."""
    cells = list(row)
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _filled(row: Sequence[str], width: int) -> list[str]:
    cells = list(row)[:width] + [""] * (width - len(row))
    for at in range(1, width):
        cells[at] = cells[at] or cells[at - 1]
    return cells


def _lines_up(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Whether every group has labels below it and no single column has."""
    for start, size in _spans(upper):
        below = [bool(cell) for cell in lower[start : start + size]]
        if (size > 1) != any(below):
            return False
    return True


def _reallocated(upper: Sequence[str], labels: Sequence[str]) -> list[list[str]]:
    """Share out labels that no longer stand under their groups; stray tabs swell one group."""
    spans = _spans(upper)
    sizes = _sizes([size for _, size in spans], len(labels))
    left = iter(labels)
    paths: list[list[str]] = []
    for (start, _), size in zip(spans, sizes, strict=True):
        if size == 0:
            paths.append([upper[start]])
        else:
            paths += [[upper[start], next(left)] for _ in range(size)]
    return paths


def _sizes(spans: Sequence[int], wanted: int) -> list[int]:
    """How many labels each group has; 0 for a column of its own. One group takes the excess."""
    sizes = [size if size > 1 else 0 for size in spans]
    excess = sum(sizes) - wanted
    widest = max(range(len(sizes)), key=lambda at: sizes[at])
    if sizes[widest] > excess:
        sizes[widest] -= excess
        return sizes
    groups = [at for at, size in enumerate(sizes) if size]
    share, rest = divmod(wanted, len(groups))
    for order, at in enumerate(groups):
        sizes[at] = share + (order < rest)
    return sizes


def _described(paths: Sequence[list[str]]) -> list[Column]:
    columns = [_column(path) for path in paths]
    columns = [_as_total(column, columns) for column in columns]
    return [replace(column, formula=_formula(columns, at)) for at, column in enumerate(columns)]


def _as_total(column: Column, columns: Sequence[Column]) -> Column:
    """A bare 合计 is of the kind of what it can add up: money where there is any, else a count."""
    if column.type != "text" or not _BARE_TOTAL.match(fold(column.path[-1])):
        return column
    kinds = {each.type for each in columns}
    return replace(column, type=next((kind for kind in ("money", "int") if kind in kinds), "text"))


def _column(path: list[str]) -> Column:
    text = fold(path[-1])
    is_shared = len(path) > 1 and (
        _MONEY.search(text)
        or not (_COUNT.search(text) or _RATE.search(text) or _NOT_MONEY.search(text))
    )
    unit = _unit(text) or (_unit(fold(path[0])) if is_shared else None)
    return Column(path=path, unit=unit, type=_type(text, unit))


def _unit(text: str) -> str | None:
    found = None
    for match in _UNIT.finditer(text):
        found = match["unit"] or match["slash"]
    return {"人数": "人"}.get(found or "", found)


def _type(text: str, unit: str | None) -> str:
    if unit in {"元", "万元"}:
        return "money"
    if _RATE.search(text):
        return "decimal"
    if unit or _COUNT.search(text):
        return "int"
    return "money" if _MONEY.search(text) and not _NOT_MONEY.search(text) else "text"


def _formula(columns: Sequence[Column], at: int) -> str | None:
    """What a total adds up: the other columns of its kind, in its group or in the whole table."""
    total = columns[at]
    if not _is_total(total) or total.type not in {"money", "int"}:
        return None
    parts = [each for each in _scope(columns, at) if _adds_to(columns[each], total)]
    if not parts and total.type == "money":
        parts = [each for each in range(at) if _PARTS.search(columns[each].path[-1])]
    return _sums(columns, parts, total) if parts else None


def _is_total(column: Column) -> bool:
    return any(_TOTAL.search(label) for label in column.path)


def _scope(columns: Sequence[Column], at: int) -> list[int]:
    """A total inside a group adds up the group; a group of totals the like-named of the others."""
    total = columns[at]
    others = [each for each in range(len(columns)) if each != at]
    if _TOTAL.search(total.path[0]) and len(total.path) > 1:
        name = _UNIT.sub("", fold(total.path[-1]))
        return [each for each in others if _UNIT.sub("", fold(columns[each].path[-1])) == name]
    if len(total.path) > 1:
        return [each for each in others if columns[each].path[:-1] == total.path[:-1]]
    return others


def _adds_to(column: Column, total: Column) -> bool:
    if _is_total(column) or column.type != total.type:
        return False
    return column.type == "money" or column.unit == total.unit


def _sums(columns: Sequence[Column], parts: Sequence[int], total: Column) -> str:
    by_factor: dict[str, list[int]] = {}
    for each in parts:
        factor = _FACTORS.get((columns[each].unit or "", total.unit or ""), "")
        by_factor.setdefault(factor, []).append(each)
    return "+".join(
        f"sum({','.join(str(each) for each in group)}){factor}"
        for factor, group in by_factor.items()
    )
