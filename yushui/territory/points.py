"""Where villages lie (村的公开坐标), as a csv tells it: three columns, read whole or refused.

Of a village its public point alone, as the village office: never of a family, a unit or a barracks.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from yushui.files import preflight
from yushui.kernel.errors import RuleViolation
from yushui.office.sheets import read_sheets
from yushui.territory.kinds import EAST, NORTH, SOUTH, WEST


LIMIT = 5 * 1024 * 1024
COLUMNS = ("区划代码", "经度", "纬度")
_CODE = re.compile(r"[0-9]{12}")
_DEGREES = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,6})?")
_TOLD = 5


@dataclass(frozen=True)
class Point:
    code: str
    longitude: Decimal
    latitude: Decimal


def read(name: str, content: bytes) -> list[Point]:
    """Every row of the file, or one sentence that says which rows are wrong."""
    preflight.check(name, content, kinds=frozenset({"csv"}), max_bytes=LIMIT)
    (sheet,) = read_sheets(name, content)
    rows = list(sheet.numbered())
    heads = [str(cell).strip() for cell in rows[0][1]] if rows else []
    if missing := [column for column in COLUMNS if column not in heads]:
        raise RuleViolation(
            f"文件“{name}”第一行要有“区划代码、经度、纬度”三列，现在缺“{'、'.join(missing)}”。",
            field="file",
        )
    if doubled := [column for column in COLUMNS if heads.count(column) > 1]:
        raise RuleViolation(
            f"文件“{name}”里“{'、'.join(doubled)}”不止一列，请只留一列。", field="file"
        )
    at = [heads.index(column) for column in COLUMNS]
    told = [(number, [_cell(row, column) for column in at]) for number, row in rows[1:]]
    if wrong := [f"第 {number} 行{why}" for number, cells in told if (why := _fault(cells))]:
        more = f"等 {len(wrong)} 处" if len(wrong) > _TOLD else ""
        raise RuleViolation(
            f"{'；'.join(wrong[:_TOLD])}{more}。请改正后再导入，一行也没有写入。", field="file"
        )
    points = [Point(code, Decimal(east), Decimal(north)) for _, (code, east, north) in told]
    _require_once(points)
    return points


def _cell(row: Sequence[object], column: int) -> str:
    return str(row[column]).strip() if column < len(row) else ""


def _fault(cells: Sequence[str]) -> str:
    code, east, north = cells
    if not _CODE.fullmatch(code):
        return "区划代码不是 12 位数字"
    if not (_DEGREES.fullmatch(east) and _DEGREES.fullmatch(north)):
        return "经度、纬度要写成 112.345678 这样的度数，最多 6 位小数"
    if not (WEST <= Decimal(east) <= EAST and SOUTH <= Decimal(north) <= NORTH):
        return "经度、纬度不在我国范围内，请看是不是写反了"
    return ""


def _require_once(points: Sequence[Point]) -> None:
    if not points:
        raise RuleViolation("文件里只有表头，没有坐标。", field="file")
    (often, times), *_ = Counter(point.code for point in points).most_common(1)
    if times > 1:
        raise RuleViolation(f"区划代码 {often} 写了不止一行，请只留一行。", field="file")
