"""What the pages about tables show, prepared."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from yushui.filings.cells import printed
from yushui.filings.definitions import Definition
from yushui.filings.filling import is_number
from yushui.filings.kinds import Binding
from yushui.filings.models import Cell, Column
from yushui.filings.queries import Line


# What each kind of gathered text is taken from.
GATHERED = {"goods": "慰问形式和慰问品", "leaders": "带队领导的姓名、职务", "troop": "部队名称"}


@dataclass(frozen=True)
class Head:
    """A header cell of a table with labels on one or two levels."""

    label: str
    across: int = 1
    down: int = 1


def heads(columns: Sequence[Column]) -> list[list[Head]]:
    """Header rows: groups above, labels below; a label without a group spans both."""
    depth = max((len(column.path) for column in columns), default=1)
    if depth == 1:
        return [[Head(column.path[0]) for column in columns]]
    upper: list[Head] = []
    lower: list[Head] = []
    for group, members in groupby(columns, key=lambda column: tuple(column.path[:-1])):
        labels = [column.path[-1] for column in members]
        if group:
            upper.append(Head("／".join(group), across=len(labels)))
            lower += [Head(label) for label in labels]
        else:
            upper += [Head(label, down=2) for label in labels]
    return [upper, lower]


@dataclass(frozen=True)
class Shown:
    """A cell as the page shows it."""

    cell: Cell | None
    label: str
    text: str
    is_number: bool

    @property
    def is_overridden(self) -> bool:
        return self.cell is not None and bool(self.cell.reason)


def shown(columns: Sequence[Column], rows: Sequence[Sequence[Cell | None]]) -> list[list[Shown]]:
    return [
        [
            Shown(
                cell,
                column.path[-1],
                printed(column.type, cell.number, cell.text) if cell else "",
                is_number(column),
            )
            for column, cell in zip(columns, row, strict=True)
        ]
        for row in rows
    ]


def rolled_up(
    columns: Sequence[Column], lines: Sequence[Line]
) -> Iterator[tuple[Line, list[Shown]]]:
    """The lines of a roll-up with their texts as the page shows them."""
    for line in lines:
        texts = zip(columns, line.texts, strict=True)
        yield line, [Shown(None, one.path[-1], text, is_number(one)) for one, text in texts]


def in_words(column: Column, columns: Sequence[Column]) -> str:
    """The definition of a column as an office reads it (口径)."""
    if column.binding == Binding.LEDGER:
        return Definition.of(column.rule).in_words()
    if column.binding == Binding.FORMULA:
        names = [str(one) for one in columns if one.position in column.rule["sum_of"]]
        return "各列相加：" + "；".join(names)
    if column.binding == Binding.GATHERED:
        return f"从走访记录汇集{GATHERED[column.rule['gather']]}"
    if column.binding == Binding.STUB:
        return "每行的名称"
    return "由填报单位填写"


def sourced(columns: Sequence[Column]) -> Iterator[tuple[Column, str]]:
    for column in columns:
        yield column, in_words(column, columns)
