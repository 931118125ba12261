"""A special report as an official document in the layout of GB/T 9704."""

import re
from collections.abc import Sequence

from django.utils.timezone import localdate

from yushui.filings import export, queries
from yushui.filings.cells import printed
from yushui.filings.models import Filing, Report
from yushui.kernel import clock
from yushui.office import gongwen
from yushui.office.gongwen import Attachment, Block, Document, Heading, Paragraph, TableBlock
from yushui.reports import figures


def docx(report: Report) -> bytes:
    """The report with its tables as attachments and its photographs (S4-36…41)."""
    numbers = figures.numbers_of(report)
    signed = localdate(report.submitted_at) if report.submitted_at else clock.today()
    return gongwen.write(
        Document(
            organs=(report.unit.name,),
            title=report.title,
            number=report.number,
            recipients=report.recipient,
            blocks=tuple(_body(report, numbers)),
            attachments=(*_tables(report), *_photos(report)),
            signed_on=signed,
            is_upward=True,
            approver=report.submitted_by_name,
            printed_by=report.unit.name,
            printed_on=signed,
        )
    )


def _body(report: Report, numbers: dict[str, int]) -> list[Block]:
    blocks: list[Block] = []
    for section in report.sections:
        blocks.append(Heading(1, section["heading"]))
        text = figures.spelt(section["text"], numbers)
        blocks += [Paragraph(part.strip()) for part in re.split(r"\n+", text) if part.strip()]
    return blocks


def _tables(report: Report) -> list[Attachment]:
    filings = Filing.objects.filter(
        unit=report.unit, edition__campaign=report.campaign
    ).select_related("edition", "unit")
    return [_table(filing) for filing in filings.order_by("pk") if filing.cells.exists()]


def _table(filing: Filing) -> Attachment:
    grid = queries.sheet(filing)
    rows = tuple(
        tuple(
            printed(column.type, cell.number, cell.text) if cell else ""
            for column, cell in zip(grid.columns, row, strict=True)
        )
        for row in grid.rows
    )
    columns = tuple(tuple(column.path) for column in grid.columns)
    heading = "　".join(export.heading(filing))
    block = TableBlock(columns=columns, rows=rows, note=heading)
    return Attachment(filing.edition.title, (block,))


def _photos(report: Report) -> Sequence[Attachment]:
    photos = report.photos.select_related("file").order_by("position", "pk")
    blocks = tuple(gongwen.Photo(photo.file.read(), photo.caption) for photo in photos)
    return [Attachment("工作图片", blocks)] if blocks else []
