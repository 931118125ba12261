"""Finding the table in a sheet: titles above it, one or two header rows, the body below.

The offices' tables start with a merged title, perhaps a line for the reporting unit, then a header
whose upper row groups columns. A column is known by its path: ("慰问金额", "省级").
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from yushui.kernel.errors import RuleViolation
from yushui.office.sheets import Merge, Sheet
from yushui.office.values import Value, column_letters, text_of, visible


LOOK_IN_ROWS = 30
DEEPEST_HEADER = 3
LONGEST_LABEL = 40

_SPACES = re.compile(r"\s+")
_BRACKETED = re.compile(r"[(\[].*?[)\]]")
_DIGITS = re.compile(r"\d{5}|\d-\d")


@dataclass(frozen=True)
class Column:
    path: tuple[str, ...]
    index: int

    @property
    def label(self) -> str:
        return self.path[-1]

    @property
    def letters(self) -> str:
        return column_letters(self.index)


@dataclass(frozen=True)
class Header:
    """Where the header stands (indices into `Sheet.rows`) and what its columns are called."""

    first_row: int
    last_row: int
    columns: tuple[Column, ...]

    def body(self, sheet: Sheet) -> Iterator[tuple[int, list[Value]]]:
        """Yield the rows below, numbered as in the margin; totals and signatures among them."""
        return sheet.numbered(self.last_row + 1)


def normalised(label: Value) -> str:
    """Reduce a label to what is compared: half width, no spaces or line breaks."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", visible(text_of(label)))).strip("*:")


def find_header(sheet: Sheet, known_labels: Collection[str]) -> Header:
    """Locate the header by the labels a reader of this table must expect."""
    known = {normalised(label) for label in known_labels}
    grid = _Grid(sheet)
    scores = [(grid.hits(row, known), -row) for row in range(min(len(sheet.rows), LOOK_IN_ROWS))]
    best, negated = max(scores, default=(0, 0))
    if best < min(2, len(known)):
        wanted = "”“".join(list(known_labels)[:4])
        raise RuleViolation(
            f"工作表“{sheet.name}”的前 {LOOK_IN_ROWS} 行里没有找到表头，"
            f"应当有一行写着“{wanted}”等列名，请补上后再上传。",
            field="file",
        )
    first, last = grid.extent(-negated)
    header = Header(first, last, grid.columns(first, last))
    _refuse_duplicates(sheet, header, known)
    return header


def _refuse_duplicates(sheet: Sheet, header: Header, known: set[str]) -> None:
    """Two columns of one name are harmless only while nobody asks for that name."""
    places = defaultdict(list)
    for column in header.columns:
        places[tuple(normalised(step) for step in column.path)].append(column)
    for columns in places.values():
        if len(columns) > 1 and _is_known(columns[0].label, known):
            where = "、".join(f"{column.letters} 列" for column in columns)
            raise RuleViolation(
                f"工作表“{sheet.name}”第 {header.last_row + 1} 行的表头里，{where}都叫"
                f"“{columns[0].label}”，请只留一列或改成不同的名称后再上传。",
                field="file",
            )


def _is_known(label: Value, known: set[str]) -> bool:
    plain = normalised(label)
    return bool(plain) and (plain in known or _BRACKETED.sub("", plain) in known)


def _may_be_label(cell: Value) -> bool:
    return isinstance(cell, str) and len(cell) <= LONGEST_LABEL and not _DIGITS.search(cell)


class _Grid:
    """The top of a sheet with merged cells filled in, so that a label stands over all it covers."""

    def __init__(self, sheet: Sheet) -> None:
        depth = LOOK_IN_ROWS + DEEPEST_HEADER
        self.rows = [list(row) for row in sheet.rows[:depth]]
        self.width = max((len(row) for row in self.rows), default=0)
        for row in self.rows:
            row.extend([""] * (self.width - len(row)))
        self.merged = [merge for merge in sheet.merged if merge.last_row < len(self.rows)]
        self.has_merges = bool(sheet.merged)
        for merge in self.merged:
            label = self.rows[merge.first_row][merge.first_column]
            last = min(merge.last_column + 1, self.width)
            for covered in self.rows[merge.first_row : merge.last_row + 1]:
                covered[merge.first_column : last] = [label] * (last - merge.first_column)

    def hits(self, row: int, known: set[str]) -> int:
        """Count different known labels, so that a title merged over the table counts once."""
        return len({normalised(cell) for cell in self.rows[row] if _is_known(cell, known)})

    def extent(self, row: int) -> tuple[int, int]:
        """Grow the header from the row that was recognised, upwards and downwards."""
        first = last = row
        for merge in self.merged:
            if merge.first_row <= row <= merge.last_row and not self._is_title(merge):
                first, last = min(first, merge.first_row), max(last, merge.last_row)
        if first > 0 and self._groups(first - 1, first):
            first -= 1
        if last + 1 < len(self.rows) and self._groups(last, last + 1):
            last += 1
        return max(first, last - DEEPEST_HEADER + 1), last

    def columns(self, first: int, last: int) -> tuple[Column, ...]:
        upper = [self._spread(row, row + 1) for row in range(first, last)]
        levels = [*upper, self.rows[last]]
        wide = self._continued(last)
        columns = []
        for index in range(self.width):
            if index in wide:
                continue
            path: list[str] = []
            for level in levels:
                label = _SPACES.sub("", text_of(level[index]))
                if label and label not in path[-1:]:
                    path.append(label)
            if path:
                columns.append(Column(tuple(path), index))
        return tuple(columns)

    def _continued(self, row: int) -> set[int]:
        """Columns that only continue a cell merged sideways, and so have no name of their own."""
        return {
            index
            for merge in self.merged
            if merge.first_row <= row <= merge.last_row
            for index in range(merge.first_column + 1, merge.last_column + 1)
        }

    def _is_title(self, merge: Merge) -> bool:
        filled = sum(cell != "" for cell in self.rows[merge.first_row])
        return merge.last_column - merge.first_column + 1 >= max(filled, 2)

    def _groups(self, upper: int, lower: int) -> bool:
        """Whether `upper` groups columns that `lower` names one by one.

        Outside the groups the lower row must be empty or merged with the upper: a first record
        under a header with a wide cell has something there.
        """
        if not all(_may_be_label(cell) for cell in self.rows[lower]):
            return False
        if not self.has_merges:
            return self._groups_by_gaps(upper, lower)
        grouped: set[int] = set()
        for merge in self.merged:
            if merge.first_row == merge.last_row == upper and not self._is_title(merge):
                grouped.update(range(merge.first_column, merge.last_column + 1))
        return bool(grouped) and all(
            index in grouped or below in ("", above)
            for index, (above, below) in enumerate(self._pairs(upper, lower))
        )

    def _groups_by_gaps(self, upper: int, lower: int) -> bool:
        """Judge where a format does not tell of merges: a group is a label followed by gaps."""
        pairs = self._pairs(upper, lower)
        starts = [index for index, (above, below) in enumerate(pairs) if above != "" != below]
        follow = [pairs[index + 1] if index + 1 < self.width else ("", "") for index in starts]
        is_title = sum(cell != "" for cell in self.rows[upper]) < 2
        alternate = all(above == "" and below != "" for above, below in follow)
        return bool(starts) and alternate and not is_title

    def _pairs(self, upper: int, lower: int) -> list[tuple[Value, Value]]:
        return list(zip(self.rows[upper], self.rows[lower], strict=True))

    def _spread(self, upper: int, lower: int) -> list[Value]:
        """Carry a group's label to the right over the gaps that the lower row names."""
        row = list(self.rows[upper])
        if self.has_merges:
            return row
        for index in range(1, self.width):
            is_gap = row[index] == "" and self.rows[lower][index] != ""
            if is_gap and self.rows[lower][index - 1] != "":
                row[index] = row[index - 1]
        return row
