"""Readings over tables: one sheet, the roll-up of many, and who is late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate

from yushui.filings import filling
from yushui.filings.cells import Key, Value, printed
from yushui.filings.kinds import Binding
from yushui.filings.lifecycle import State
from yushui.filings.models import Cell, Column, Edition, Filing, Report
from yushui.kernel.shares import percent


@dataclass(frozen=True)
class Sheet:
    """A filing as a grid: `rows[r][c]` is the cell of row r and column c, or None."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell | None]]


def sheet(filing: Filing) -> Sheet:
    columns = list(filing.edition.columns.order_by("position"))
    cells = {(cell.column_id, cell.row): cell for cell in filing.cells.select_related("column")}
    height = max((row for _, row in cells), default=-1) + 1
    return Sheet(
        columns,
        [[cells.get((column.pk, row)) for column in columns] for row in range(height)],
    )


@dataclass(frozen=True)
class Line:
    """One row of a roll-up: the values of one reporter, or of all of them together."""

    name: str
    values: Sequence[Value]
    texts: Sequence[str]  # as printed
    filing: Filing | None = None


def rollup(edition: Edition, *, accepted_only: bool = False) -> list[Line]:
    """Every reporter's lines in the order of the reporting tree, and the total last.

    Amounts are added up in fen and printed once, so the total equals its parts (S1-69).
    """
    columns = list(edition.columns.order_by("position"))
    states = [State.ACCEPTED] if accepted_only else [State.ACCEPTED, State.SUBMITTED]
    filings = (
        edition.filings.filter(state__in=states)
        .select_related("unit")
        .prefetch_related("cells")
        .order_by("unit__path")
    )
    lines: list[Line] = []
    for filing in filings:
        lines += _lines(filing, columns)
    return [*lines, *_totals(edition, columns, lines)]


def _lines(filing: Filing, columns: Sequence[Column]) -> list[Line]:
    cells = {(cell.column_id, cell.row): cell for cell in filing.cells.all()}
    height = max((row for _, row in cells), default=0) + 1
    lines = []
    for row in range(height):
        held = [cells.get((column.pk, row)) for column in columns]
        values = [Value(cell.number, cell.text) if cell else Value() for cell in held]
        lines.append(_line(filing.unit.name if row == 0 else "", columns, values, filing))
    return lines


def _line(
    name: str, columns: Sequence[Column], values: Sequence[Value], filing: Filing | None = None
) -> Line:
    texts = [
        printed(column.type, value.number, value.text)
        for column, value in zip(columns, values, strict=True)
    ]
    return Line(name, values, texts, filing)


def _totals(edition: Edition, columns: Sequence[Column], lines: Sequence[Line]) -> list[Line]:
    """The total line; where rows have names, one total for each name."""
    stubs = [stub["label"] for stub in edition.stubs]
    at = next((i for i, column in enumerate(columns) if column.binding == Binding.STUB), None)
    if at is None:
        return [_total("合计", columns, lines)]
    groups = [
        _total("合计", columns, [line for line in lines if line.values[at].text == label], label)
        for label in stubs
    ]
    return [*groups, _total("总计", columns, lines)]


def _total(name: str, columns: Sequence[Column], lines: Sequence[Line], label: str = "") -> Line:
    sums: dict[Key, Value] = {}
    for index, column in enumerate(columns):
        numbers = [line.values[index].number for line in lines]
        known = [number for number in numbers if number is not None]
        if filling.is_number(column) and column.binding != Binding.STUB:
            sums[column.position, 0] = Value(sum(known))
        else:
            sums[column.position, 0] = Value(text=label if column.binding == Binding.STUB else "")
    return _line(name, columns, [sums[column.position, 0] for column in columns])


@dataclass(frozen=True)
class Completeness:
    """How many of those who owe the table have handed it in, and on time."""

    expected: int
    submitted: int
    accepted: int
    returned: int
    on_time: int
    late: Sequence[Filing]

    @property
    def percent(self) -> int:
        return percent(self.submitted + self.accepted, self.expected)


def completeness(edition: Edition, *, today: date) -> Completeness:
    filings = list(edition.filings.select_related("unit").order_by("unit__path"))
    done = [f for f in filings if f.state in (State.SUBMITTED, State.ACCEPTED)]
    return Completeness(
        expected=len(filings),
        submitted=sum(f.state == State.SUBMITTED for f in filings),
        accepted=sum(f.state == State.ACCEPTED for f in filings),
        returned=sum(f.state == State.RETURNED for f in filings),
        on_time=sum(_on_time(f) for f in done),
        late=[f for f in filings if f not in done and f.due_on and f.due_on < today],
    )


def _on_time(filing: Filing) -> bool:
    return filing.due_on is None or (
        filing.submitted_at is not None and localdate(filing.submitted_at) <= filing.due_on
    )


def waiting_tables(report: Report) -> list[Filing]:
    """Tables of the report's unit in its campaign that are not in yet (S1-53)."""
    waiting = Filing.objects.filter(
        unit=report.unit,
        edition__campaign=report.campaign,
        state__in=[State.OPEN, State.RETURNED],
    )
    return list(waiting.select_related("edition").order_by("pk"))
