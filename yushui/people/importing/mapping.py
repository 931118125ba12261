"""Which column of a roster holds what: guessed from the header, shown with samples, confirmed.

A mapping is a plain dictionary, key of a known column → index in the sheet or None, because it is
stored with the roster and comes back from a form.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from yushui.kernel.errors import RuleViolation
from yushui.kernel.identifiers import masked_runs
from yushui.office.tables import Column, normalised
from yushui.office.values import column_letters, text_of
from yushui.people.importing.columns import NAME, PLACES, Known, Table, known, label_of


Places = Mapping[str, int | None]

SAMPLES = 3
LONGEST_SAMPLE = 24
_BRACKETED = re.compile(r"[(\[].*?[)\]]")


@dataclass(frozen=True)
class Found:
    """A column of the file as the page shows it."""

    index: int
    letters: str
    label: str
    samples: tuple[str, ...]


def guess(table: Table) -> dict[str, int | None]:
    """Give every known column the place its label stands at; no place is given twice."""
    taken: dict[str, int | None] = {}
    for column in known():
        free = [c for c in table.header.columns if c.index not in taken.values()]
        taken[column.key] = min(_fitting(column, free), default=(0, None))[1]
    return taken


def fingerprint(table: Table) -> str:
    """The same for tables with the same labels in the same columns."""
    labels = (f"{one.index} {normalised(''.join(one.path))}" for one in table.header.columns)
    return sha256("\n".join(labels).encode()).hexdigest()


def _fitting(wanted: Known, columns: list[Column]) -> Iterator[tuple[int, int]]:
    """Columns that fit, with how far from perfect: exact label, joined path, without brackets."""
    words = {normalised(word): rank for rank, word in enumerate(wanted.words)}
    for column in columns:
        label = normalised(column.label)
        joined = normalised("".join(column.path))
        bare = _BRACKETED.sub("", label)
        for distance, text in enumerate((label, joined, bare)):
            if text in words:
                yield distance * 100 + words[text], column.index
                break


def columns_of(table: Table) -> list[Found]:
    """Every column of the file with some of its values, long numbers masked."""
    first = table.rows[:50]
    found = []
    for column in table.header.columns:
        values = [text_of(row[column.index]) for _, row in first if row[column.index] != ""]
        samples = tuple(_sample(value) for value in dict.fromkeys(values))[:SAMPLES]
        found.append(Found(column.index, column.letters, " · ".join(column.path), samples))
    return found


def _sample(value: str) -> str:
    """What a cell looks like, without giving a number away."""
    masked = masked_runs(value)
    return masked if len(masked) <= LONGEST_SAMPLE else f"{masked[:LONGEST_SAMPLE]}…"


def checked(mapping: Places, table: Table) -> dict[str, int | None]:
    """Return the mapping complete, or say which choice cannot be."""
    whole = {column.key: mapping.get(column.key) for column in known()}
    if whole[NAME] is None:
        raise RuleViolation("没有指明哪一列是“姓名”，请在列对应中选择。", field=NAME)
    if all(whole[key] is None for key in (*PLACES, "region_code", "address")):
        raise RuleViolation(
            "没有指明哪一列是“村（社区）”或“家庭住址”，无法知道这些人住在哪里，请在列对应中选择。",
            field="village",
        )
    _require_columns(
        {key: index for key, index in whole.items() if index is not None},
        {column.index for column in table.header.columns},
    )
    return whole


def _require_columns(chosen: Mapping[str, int], there: Collection[int]) -> None:
    """Each is in the file, and says one thing."""
    users: dict[int, str] = {}
    for key, index in chosen.items():
        if index not in there:
            raise RuleViolation(
                f"“{label_of(key)}”对应的 {column_letters(index)} 列在文件里没有，请重新选择。",
                field=key,
            )
        if index in users:
            raise RuleViolation(
                f"{column_letters(index)} 列不能既是“{label_of(users[index])}”"
                f"又是“{label_of(key)}”，请改正其中一个。",
                field=key,
            )
        users[index] = key


def named(choices: Mapping[str, str], table: Table) -> dict[str, int | None]:
    """Read choices made in words, `{列: 字段}`: 列 is a label or letters, 字段 a label or key."""
    chosen: dict[str, int | None] = {}
    keys = {word: column.key for column in known() for word in (column.key, column.label)}
    keys |= {normalised(word): column.key for column in known() for word in column.words}
    for where, what in choices.items():
        key = keys.get(what) or keys.get(normalised(what))
        if key is None:
            labels = "、".join(column.label for column in known())
            raise RuleViolation(f"没有“{what}”这个字段，可以用：{labels}。")
        chosen[key] = _index_of(where, table)
    return chosen


def _index_of(where: str, table: Table) -> int:
    for column in table.header.columns:
        if normalised(where) in (normalised(column.label), normalised("".join(column.path))):
            return column.index
    for column in table.header.columns:
        if where.upper() == column.letters:
            return column.index
    labels = "、".join(column.label for column in table.header.columns)
    raise RuleViolation(f"文件里没有“{where}”这一列，表头里有：{labels}。")


def merged(guessed: Places, chosen: Places) -> dict[str, int | None]:
    """The guess with what a person chose instead; a column chosen leaves where it was guessed."""
    taken = {index for index in chosen.values() if index is not None}
    kept = {key: None if index in taken else index for key, index in guessed.items()}
    return {**kept, **chosen}
