"""The national division table (行政区划) as the installed data package has it.

The package mirrors the statistical codes, which fill gaps with nodes that are no places: 市辖区
under a municipality, 省直辖县级行政区划 under a province, 东莞市 as its own county. They are left
out here, so levels come out as uneven as they are: a municipality's districts stand below it.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from yushui.kernel.errors import RuleViolation
from yushui.territory.kinds import Level


FILES = (
    ("provinces.csv", Level.PROVINCE),
    ("cities.csv", Level.PREFECTURE),
    ("areas.csv", Level.COUNTY),
    ("streets.csv", Level.TOWNSHIP),
    ("villages.csv", Level.VILLAGE),
)
NO_PLACES = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})
# Length of a code, without its padding zeros, at each level.
DIGITS = (2, 4, 6, 9, 12)


@dataclass(frozen=True)
class Division:
    """A place in the table. `parent` is the code of the nearest place above that is real."""

    code: str
    name: str
    level: Level
    parent: str | None

    @property
    def prefix(self) -> str:
        """The digits of the code that everything inside the place begins with."""
        return self.code[: DIGITS[self.level - 1]]


def read(folder: Path, *, within: str = "") -> Iterator[Division]:
    """Divisions from the top down whose code begins with `within`, and the places above it."""
    known: set[str] = set()
    for file, level in FILES:
        for code, name in _rows(folder / file, within[: DIGITS[level - 1]]):
            if name in NO_PLACES or (code.endswith("00") and level == Level.COUNTY):
                continue  # 东莞市 is in the table as a county of itself
            known.add(code)
            yield Division(code.ljust(12, "0"), name, level, _parent(code, known))


def _parent(code: str, known: set[str]) -> str | None:
    above = (code[:digits] for digits in reversed(DIGITS) if digits < len(code))
    found = next((candidate for candidate in above if candidate in known), None)
    return found.ljust(12, "0") if found else None


def _rows(path: Path, prefix: str) -> Iterator[tuple[str, str]]:
    """Code and name of the rows whose code begins so; the others are not even taken apart."""
    if not path.is_file():
        raise RuleViolation(
            f"找不到区划数据文件 {path.name}。请先运行 make install 安装区划数据包，再重试。"
        )
    with path.open(encoding="utf-8", newline="") as stream:
        head = next(csv.reader(stream))
        code, name = head.index("code"), head.index("name")
        for row in csv.reader(line for line in stream if line.lstrip('"').startswith(prefix)):
            yield row[code], row[name]


def find(folder: Path, words: str) -> Division:
    """The one place called `words`: 吕梁市, or 山西省吕梁市 where a name is not enough."""
    candidates = []
    names: dict[str, str] = {}
    for division in _upper(folder):
        full = names.get(division.parent or "", "") + division.name
        names[division.code] = full
        if words in (division.name, division.code, division.prefix) or (
            full.endswith(words) and words.endswith(division.name)
        ):
            candidates.append((division, full))
    if not candidates:
        raise RuleViolation(f"区划数据里没有“{words}”。请写全称，例如“山西省吕梁市”。")
    top = min(candidate.level for candidate, _ in candidates)
    best = [pair for pair in candidates if pair[0].level == top]
    if len(best) > 1:
        choices = "、".join(full for _, full in best[:5])
        raise RuleViolation(f"“{words}”不止一处：{choices}。请写明上级名称。")
    return best[0][0]


def _upper(folder: Path) -> Iterator[Division]:
    for division in read(folder):
        if division.level > Level.TOWNSHIP:
            return
        yield division
