"""A table as a workbook in the notice's own layout: merged heads, typed columns, no formulas."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.timezone import localdate

from yushui.filings import queries
from yushui.filings.cells import Value
from yushui.filings.kinds import ColumnType
from yushui.filings.models import Column, Edition, Filing
from yushui.kernel.money import yuan_of
from yushui.office import workbook
from yushui.office.workbook import Kind


KINDS = {
    ColumnType.COUNT: Kind.WHOLE,
    ColumnType.YUAN: Kind.YUAN,
    ColumnType.WAN: Kind.WAN,
    ColumnType.TEXT: Kind.TEXT,
}
FEN_PER_WAN = 1_000_000


def of_filing(filing: Filing) -> bytes:
    """One unit's table."""
    grid = queries.sheet(filing)
    rows = [
        [
            _cell(column, Value(cell.number, cell.text) if cell else Value())
            for column, cell in zip(grid.columns, row, strict=True)
        ]
        for row in grid.rows
    ]
    return workbook.write(
        [
            workbook.Table(
                title=filing.edition.title,
                columns=_columns(grid.columns),
                rows=rows,
                heading_notes=heading(filing),
            )
        ]
    )


def of_rollup(edition: Edition) -> bytes:
    """All reporters of an edition one below the other, with the totals."""
    columns = list(edition.columns.order_by("position"))
    lines = queries.rollup(edition)
    rows = [
        [line.name, *(_cell(c, v) for c, v in zip(columns, line.values, strict=True))]
        for line in lines
    ]
    return workbook.write(
        [
            workbook.Table(
                title=f"{edition.title}（汇总）",
                columns=[workbook.Column(("填报单位",)), *_columns(columns)],
                rows=rows,
                heading_notes=(f"汇总单位：{edition.unit.name}",),
            )
        ]
    )


def _columns(columns: Sequence[Column]) -> list[workbook.Column]:
    return [workbook.Column(tuple(c.path), KINDS[ColumnType(c.type)]) for c in columns]


def _cell(column: Column, value: Value) -> workbook.Cell:
    if value.number is None:
        return value.text or None
    if column.type == ColumnType.YUAN:
        return yuan_of(value.number)
    if column.type == ColumnType.WAN:
        return wan(value.number)
    return value.number


def wan(fen: int) -> Decimal:
    """万元 to two places, rounded half up once (S1-69)."""
    return (Decimal(fen) / FEN_PER_WAN).quantize(Decimal("0.01"), rounding="ROUND_HALF_UP")


def heading(filing: Filing) -> tuple[str, ...]:
    """The fields above the table as the notice has them, filled in."""
    known = {"名称": filing.unit.name, "时间": _day(filing), "日期": _day(filing)}
    fields = filing.edition.header_fields or ["填报单位名称", "填报时间"]
    return tuple(
        field.rstrip(":：") + "：" + next((v for word, v in known.items() if word in field), "")
        for field in fields
    )


def _day(filing: Filing) -> str:
    return f"{localdate(filing.submitted_at):%Y年%-m月%-d日}" if filing.submitted_at else ""
