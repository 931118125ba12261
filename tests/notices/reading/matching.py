"""When two things count as the same: an expectation written by hand and a finding of the reader.

An expectation names only what it is sure of. Besides plain values it may hold `{"any": […]}` for
several acceptable answers, and keys ending in `_has`, `_include` or `_count` for parts of a value.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from yushui.notices.reading.structure import Table
from yushui.notices.reading.text import fold


T = TypeVar("T")
IGNORED = frozenset({"optional", "note"})
_BLANK = str.maketrans("", "", " \t\r\n\u3000*#`_")


def plain(text: str) -> str:
    """Text without blanks and marks, width unified: how people compare."""
    return fold(text).translate(_BLANK)


def listed(wanted: Any) -> list[Any]:
    """The acceptable answers."""
    return list(wanted["any"]) if isinstance(wanted, dict) and "any" in wanted else [wanted]


def same(wanted: Any, found: object) -> bool:
    return any(_equal(choice, found) for choice in listed(wanted))


def _equal(wanted: Any, found: object) -> bool:
    if isinstance(found, date):
        return bool(wanted == found.isoformat())
    if isinstance(wanted, str) and isinstance(found, str):
        return plain(wanted) == plain(found)
    if isinstance(wanted, list) and isinstance(found, list | tuple):
        return _normal(wanted) == _normal(found)
    return bool(wanted == found)


def _normal(values: Iterable[object]) -> list[str]:
    return sorted(plain(str(value)) for value in values)


def differences(wanted: dict[str, Any], found: object) -> Iterator[str]:
    """What a finding lacks or has wrong, as far as the expectation speaks."""
    for key, value in wanted.items():
        if key not in IGNORED and not _meets(key, value, found):
            yield f"{key} 应为 {value!r}，读成 {_value(key, found)!r}"


def _value(key: str, found: object) -> object:
    name, _, how = key.rpartition("_")
    if key == "row_count" and isinstance(found, Table):
        return len(found.rows)
    if key == "first_row" and isinstance(found, Table):
        return [plain(cell) for cell in found.rows[0]] if found.rows else None
    return getattr(found, name if how in ("has", "include") else key)


def _meets(key: str, wanted: Any, found: object) -> bool:
    value = _value(key, found)
    if key.endswith("_has"):
        parts = [wanted] if isinstance(wanted, str) else wanted
        return isinstance(value, str) and all(plain(part) in plain(value) for part in parts)
    if key.endswith("_include") and isinstance(value, list | tuple):
        return any(set(choice) <= set(value) for choice in listed(wanted))
    if isinstance(wanted, dict) and isinstance(value, dict):
        return all(value.get(name) == part for name, part in wanted.items())
    return same(wanted, value)


def paired(
    wanted: Sequence[dict[str, Any]], found: Sequence[T], keys: tuple[str, ...]
) -> tuple[list[tuple[dict[str, Any], T | None]], list[T]]:
    """Each expectation with the finding that answers it, and the findings nobody expected.

    Without keys things are tables: they answer by their columns, else by their place.
    """
    left = list(found)
    pairs: list[tuple[dict[str, Any], T | None]] = []
    for want in wanted:
        got = _answer(want, left, keys)
        if got is not None:
            left.remove(got)
        pairs.append((want, got))
    return pairs, left


def _answer(want: dict[str, Any], left: list[T], keys: tuple[str, ...]) -> T | None:
    if not keys:
        return _table(want, left)
    asked = {key: want[key] for key in keys if key in want}
    return next((item for item in left if not [*differences(asked, item)]), None)


def _table(want: dict[str, Any], left: list[T]) -> T | None:
    """The table with most labels in common; none in common is no answer."""
    labels = {plain(label) for column in want["columns"] for label in column["path"]}

    def common(item: T) -> int:
        if not isinstance(item, Table):
            return 0
        return len(labels & {plain(label) for column in item.columns for label in column.path})

    best = max(left, key=common, default=None)
    return best if best is not None and common(best) else None
