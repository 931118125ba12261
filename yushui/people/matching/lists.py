"""Lists as files: the table found, its columns recognised, every row made comparable."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from yushui.files.preflight import SHEETS, check
from yushui.kernel.errors import RuleViolation
from yushui.office.sheets import read_sheets
from yushui.office.tables import Column, find_header, normalised
from yushui.office.values import Value
from yushui.people.importing.columns import known
from yushui.people.matching.standard import Record, record


Said = dict[str, Value]

# A word in a label; what the column holds if it is about the person, or about a relative.
_PARTS = (
    ("身份证", "id_number", ""),
    ("身份号码", "id_number", ""),
    ("姓名", "name", "head_name"),
    ("联系人", "head_name", "head_name"),
    ("电话", "phone", "phone_2"),
    ("手机", "phone", "phone_2"),
    ("出生", "birth_on", ""),
    ("入伍", "enlisted_on", ""),
    ("住址", "address", "address"),
    ("地址", "address", "address"),
    ("门牌", "address", "address"),
    ("组号", "address", "address"),
)
_KIN = ("家长", "家属", "父", "母", "配偶", "妻", "监护", "亲属", "联系人", "户主", "家庭联系")
_BRACKETED = re.compile(r"[(\[].*?[)\]]")


def read(
    name: str,
    content: bytes,
    *,
    max_bytes: int,
    progress: Callable[[int, int], object] = lambda done, total: None,
) -> list[Record]:
    """The rows of a list below its header, in their order; a `RuleViolation` if there is none."""
    check(name, content, kinds=SHEETS, max_bytes=max_bytes)
    rows = list(_rows(name, content))
    made = []
    for number, row in enumerate(rows, start=1):
        made.append(record(row))
        if number % 5000 == 0:
            progress(number, len(rows))
    if not any(one.name for one in made):
        raise RuleViolation(f"文件“{name}”里没有一行写了姓名，无法比对；请核对表头和内容。")
    return made


def _rows(name: str, content: bytes) -> Iterator[Said]:
    """Rows by the key of their column. An empty row keeps its number and says nothing."""
    words = _words()
    refusal: RuleViolation | None = None
    for sheet in read_sheets(name, content):
        if sheet.is_hidden or not sheet.rows:
            continue
        try:
            header = find_header(sheet, list(words))
        except RuleViolation as problem:
            refusal = refusal or problem
            continue
        places = _places(header.columns)
        if "name" not in places:
            raise RuleViolation(f"文件“{name}”里没有“姓名”这一列，无法比对；请核对表头。")
        for row in sheet.rows[header.last_row + 1 :]:
            yield {key: row[at] for key, at in places.items() if at < len(row)}
        return
    raise refusal or RuleViolation(f"文件“{name}”里没有内容，请核对后再比对。")


def _places(columns: Iterable[Column]) -> dict[str, int]:
    """Which column holds what. Of several that hold the same the one named best is taken."""
    words = _words()
    found: dict[str, tuple[int, int, int]] = {}
    for column in columns:
        label = normalised(column.label)
        for distance, text in enumerate((label, normalised("".join(column.path)), _bare(label))):
            if place := words.get(text):
                key, rank = place
                found[key] = min(found.get(key, (9, 0, 0)), (distance, rank, column.index))
                break
        else:
            if key := _key_by_part(label):
                found.setdefault(key, (9, 0, column.index))
    return {key: place[2] for key, place in found.items()}


def _key_by_part(label: str) -> str:
    """What a column that nobody foresaw seems to hold, by a part of its label."""
    is_of_kin = any(word in label for word in _KIN)
    for part, own, of_kin in _PARTS:
        if part in label:
            return of_kin if is_of_kin else own
    return ""


def _bare(label: str) -> str:
    return _BRACKETED.sub("", label)


@cache
def _words() -> dict[str, tuple[str, int]]:
    """Every label a column may bear: the key it stands for, and how usual the label is."""
    text = (Path(__file__).parent / "columns.toml").read_text(encoding="utf-8")
    own = tomllib.loads(text)
    of_keys = {column.key: [*column.words, *own["also"].get(column.key, ())] for column in known()}
    of_keys |= {column["key"]: column["words"] for column in own["column"]}
    words: dict[str, tuple[str, int]] = {}
    for key, labels in of_keys.items():
        for rank, label in enumerate(labels):
            words.setdefault(normalised(label), (key, rank))
    return words
