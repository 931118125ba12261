"""A special report as an official document in the layout of GB/T 9704."""

import re
from collections.abc import Iterator, Mapping, Sequence

from django.utils.timezone import localdate

from yushui.filings import export, queries
from yushui.filings.cells import printed
from yushui.filings.kinds import ColumnType
from yushui.filings.models import Column, Edition, Filing, Report
from yushui.office import gongwen
from yushui.office.gongwen import Attachment, Block, Document, Heading, Paragraph, TableBlock
from yushui.reports import figures


def docx(report: Report) -> bytes:
    """The report with its tables as attachments and its photographs (S4-36…41).

    A draft has the plain head: who signs for sending up (签发人) is known when it is handed in. It
    says on every page that it is one, for paper travels without the page it came from, and has
    neither a day nor an imprint: nobody has signed it and nobody has printed it.
    """
    numbers = figures.numbers_of(report)
    handed_in = None if report.is_open else report.submitted_at
    signed = localdate(handed_in) if handed_in else None
    return gongwen.write(
        Document(
            organs=(report.unit.name,),
            title=report.title,
            number=report.number,
            recipients=report.recipient,
            blocks=tuple(_body(report, numbers)),
            attachments=(*_tables(report), *_photos(report)),
            signers=(report.unit.name,),
            signed_on=signed,
            is_upward=not report.is_open,
            approver=report.submitted_by_name,
            printed_by="" if report.is_open else report.unit.name,
            printed_on=signed,
            standing="草稿　尚未报送" if report.is_open else "",
        )
    )


def _body(report: Report, numbers: Mapping[str, int]) -> Iterator[Block]:
    for section in report.sections:
        yield Heading(1, section["heading"])
        text = figures.spelt(section["text"], numbers)
        for part in re.split(r"\n+", text):
            if part.strip():
                yield Paragraph(part.strip())


def _tables(report: Report) -> list[Attachment]:
    """The unit's own tables; of one that only collects them, the roll-up."""
    filings = Filing.objects.filter(
        unit=report.unit, edition__campaign=report.campaign, cells__isnull=False
    ).select_related("edition", "unit")
    own = [_table(filing) for filing in filings.distinct().order_by("pk")]
    if own:
        return own
    issued = Edition.objects.filter(unit=report.unit, campaign=report.campaign)
    return [_rollup(edition) for edition in issued.order_by("pk") if edition.filings.exists()]


def _table(filing: Filing) -> Attachment:
    grid = queries.sheet(filing)
    rows = [
        [
            printed(column.type, cell.number, cell.text) if cell else ""
            for column, cell in zip(grid.columns, row, strict=True)
        ]
        for row in grid.rows
    ]
    paths = [tuple(column.path) for column in grid.columns]
    return _attached(filing.edition.title, paths, rows, grid.columns, export.heading(filing))


def _rollup(edition: Edition) -> Attachment:
    columns = list(edition.columns.order_by("position"))
    paths = [("填报单位",), *(tuple(column.path) for column in columns)]
    rows = [[line.name, *line.texts] for line in queries.rollup(edition)]
    note = (f"汇总单位：{edition.unit.name}",)
    return _attached(f"{edition.title}（汇总）", paths, rows, columns, note)


def _attached(
    title: str,
    paths: Sequence[tuple[str, ...]],
    rows: Sequence[Sequence[str]],
    columns: Sequence[Column],
    heading: Sequence[str],
) -> Attachment:
    block = TableBlock(
        columns=tuple(paths),
        rows=tuple(tuple(row) for row in rows),
        unit_note="　".join(heading),
        note=_rounding(columns),
    )
    return Attachment(title, (block,))


def _rounding(columns: Sequence[Column]) -> str:
    """How 万元 came about, where the table has any (S1-69)."""
    if not any(column.type == ColumnType.WAN for column in columns):
        return ""
    return "注：万元由元合计后换算，四舍五入保留两位小数。"


def _photos(report: Report) -> Sequence[Attachment]:
    photos = report.photos.select_related("file").order_by("position", "pk")
    blocks = tuple(gongwen.Photo(photo.file.read(), photo.caption) for photo in photos)
    return [Attachment("工作图片", blocks)] if blocks else []
