"""The first half of a dry run: every row read and put in its place, nobody looked up yet.

What comes out depends on the file and on the places in force alone, so it can be made long before
a transaction begins.
"""

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from yushui.kernel.errors import RuleViolation
from yushui.office.annotate import WHOLE_ROW
from yushui.office.formulas import Place
from yushui.people import seals
from yushui.people.importing.columns import NAME, Row, Table
from yushui.people.importing.matching import Twins
from yushui.people.importing.parsing import Line, Parser, Problems
from yushui.people.importing.placing import Gazetteer
from yushui.people.importing.remarks import UNFILLED, remark


Progress = Callable[[int, int], None]
Places = Mapping[str, int | None]

AT_ONCE = 5000

TWINS = {
    "id_number": "与第{}行是同一个身份证号；同一人只留一行，几个类别写在一格里用顿号隔开。",
    "name": "与第{}行像是同一个人；请只留一行，或补填身份证号。",
}
FORMULA = (
    "这一格是公式，文件里没有存下它的结果；请用 WPS 或 Excel 打开这份表，重新保存后再导入，"
    "或者复制后选择性粘贴为“数值”。"
)
# What tells people apart: an empty cell here must be one, or its row would be somebody else.
TELLING = (NAME, "id_number", "birth_on", "phone")


class Placed(NamedTuple):
    """A row of which it is known where it belongs; the fingerprint is that of its number."""

    line: Line
    region_id: int
    fingerprint: str


@dataclass
class Reading:
    """What a file says, row by row."""

    mapping: Places
    rows: int = 0
    placed: list[Placed] = field(default_factory=list)
    problems: dict[int, Problems] = field(default_factory=dict)  # by row number
    remarks: dict[int, str] = field(default_factory=dict)  # rows that are no persons, in a word

    def refuse(self, number: int, key: str, sentence: str) -> None:
        note(self.problems, self.mapping, number, key, sentence)


def quiet(done: int, total: int) -> None:
    """Tell nobody."""


def note(
    problems: dict[int, Problems], mapping: Places, number: int, key: str, sentence: str
) -> None:
    """Keep the first sentence about a cell; what has no column is said of the whole row."""
    index = mapping.get(key)
    place = WHOLE_ROW if index is None else index
    problems.setdefault(number, {}).setdefault(place, sentence)


def read(
    table: Table,
    mapping: Places,
    gazetteer: Gazetteer,
    *,
    today: date,
    lost: Set[Place] = frozenset(),
    progress: Progress = quiet,
) -> Reading:
    """Read every row and find its place; `lost` are cells whose formula was never calculated."""
    reader = _Reader(mapping, gazetteer, Parser(mapping, today))
    for number, index in lost:
        reader.lost.setdefault(number, {})[index] = FORMULA
    return reader.read(table, progress)


def silent(table: Table, mapping: Places) -> set[Place]:
    """Cells that tell people apart and look empty, in rows that say who they are about."""
    columns = [index for key in TELLING if (index := mapping.get(key)) is not None]
    return {(number, index) for number, row in table.rows for index in columns if row[index] == ""}


class _Reader:
    """A reading while it is being made."""

    def __init__(self, mapping: Places, gazetteer: Gazetteer, parser: Parser) -> None:
        self.made = Reading(mapping)
        self.mapping, self.gazetteer, self.parser = mapping, gazetteer, parser
        self.index_of = seals.id_indexer()
        self.seen = Twins()
        self.lost: dict[int, Problems] = {}

    def read(self, table: Table, progress: Progress) -> Reading:
        rows = self._persons(table)
        self.made.rows = len(rows)
        for start in range(0, len(rows), AT_ONCE):
            self._take(rows[start : start + AT_ONCE])
            progress(min(start + AT_ONCE, len(rows)), len(rows))
        return self.made

    def _persons(self, table: Table) -> list[tuple[int, Row]]:
        """The rows of persons; the others are remembered with the word for what they are."""
        told = self.made.remarks
        for number, row in table.rows:
            word = remark(row, self.mapping)
            if word and not (word == UNFILLED and number in self.lost):
                told[number] = word
        return [one for one in table.rows if one[0] not in told] if told else table.rows

    def _take(self, rows: list[tuple[int, Row]]) -> None:
        lines, problems = self.parser.parse(rows)
        by_number = dict(rows)
        for number in self.lost.keys() & by_number.keys():
            problems[number] = self.lost[number] | problems.get(number, {})
        self.made.problems |= problems
        for number in sorted(problems):
            self._place_wrong(number, by_number[number])
        for line in lines:
            if line.number in self.lost:
                continue
            if (placed := self._place(line)) and self._is_first(placed):
                self.made.placed.append(placed)

    def _place(self, line: Line) -> Placed | None:
        try:
            node = self.gazetteer.place(line.places, line.region_code, line.address)
        except RuleViolation as problem:
            self.made.refuse(line.number, _place_column(self.mapping), problem.message)
            return None
        return Placed(line, node.pk, self.index_of(line.id_number) if line.id_number else "")

    def _place_wrong(self, number: int, row: Row) -> None:
        """Tell of the place as well, so that a row that is wrong anyway is put right once."""
        try:
            if (places := self.parser.places(row)) is not None:
                self.gazetteer.place(*places)
        except RuleViolation as problem:
            self.made.refuse(number, _place_column(self.mapping), problem.message)

    def _is_first(self, placed: Placed) -> bool:
        """Whether nobody above is the same person; the later of two twins is reported."""
        line = placed.line
        if twin := self.seen.twin_of(line, placed.region_id):
            key = "id_number" if line.id_number == twin.id_number != "" else "name"
            self.made.refuse(line.number, key, TWINS[key].format(twin.number))
            return False
        return True


def _place_column(mapping: Places) -> str:
    """The narrowest column that says where somebody lives."""
    keys = ("region_code", "village", "township", "county", "address")
    return next((key for key in keys if mapping.get(key) is not None), "village")
