"""Writing lists and letters into the frame, as text of the XML itself."""

from collections.abc import Iterator
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from yushui.office.gongwen.styles import printable
from yushui.office.letters import frame
from yushui.office.letters.content import Batch, Letter, Listing


MAIN_PART = "word/document.xml"
# Twentieths of a point: 156 mm of a list, shared out by how much a column usually holds.
_LIST_WIDTH = 8_844
_SHARES = {"序号": 1.0, "签收": 2.0, "家庭编号": 2.6, "户主": 2.0, "收信人": 2.0, "村（社区）": 3.0}
_USUAL_SHARE = 4.4
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def write(batch: Batch) -> bytes:
    """The lists, then the letters, as docx."""
    held = BytesIO()
    frame.frame(batch.name, batch.organs, has_listings=bool(batch.listings)).save(held)
    made = BytesIO()
    with ZipFile(held) as empty, ZipFile(made, "w", ZIP_DEFLATED, compresslevel=4) as full:
        for part in empty.infolist():
            content = empty.read(part)
            if part.filename == MAIN_PART:
                content = _filled(content.decode(), batch).encode()
            full.writestr(part.filename, content)
    return made.getvalue()


def _filled(text: str, batch: Batch) -> str:
    """The main part: lists from its beginning, letters before the properties of the last part."""
    before, rest = text.split("<w:body>")
    between, mark, after = rest.rpartition("<w:sectPr")
    signed = _signature(batch)
    letters = (_letter(one, signed) for one in batch.letters)
    listings = _lists(batch.listings)
    return "".join([before, "<w:body>", *listings, between, *letters, mark, after])


def _lists(listings: tuple[Listing, ...]) -> Iterator[str]:
    for number, one in enumerate(listings):
        start = "<w:pageBreakBefore/>" if number else ""
        yield _paragraph(frame.LIST_TITLE, one.title, start)
        yield _paragraph(frame.LIST_NOTE, one.note)
        yield from _table(one)


def _letter(letter: Letter, signed: str) -> str:
    return "".join(
        [
            _paragraph(frame.LETTER_TITLE, letter.title),
            _paragraph(frame.SALUTATION, letter.salutation),
            *(_paragraph(frame.PARAGRAPH, text) for text in letter.paragraphs),
            signed,
        ]
    )


def _signature(batch: Batch) -> str:
    organs = (_paragraph(frame.ORGAN, organ) for organ in ("", *batch.organs))
    return "".join([*organs, _paragraph(frame.DAY, batch.day)])


def _table(listing: Listing) -> Iterator[str]:
    shares = [_SHARES.get(column, _USUAL_SHARE) for column in listing.columns]
    widths = [round(_LIST_WIDTH * share / sum(shares)) for share in shares]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    yield (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )
    yield _row(listing.columns, widths, frame.LIST_HEAD, "<w:cantSplit/><w:tblHeader/>")
    for row in listing.rows:
        yield _row(row, widths, frame.LIST_CELL, "<w:cantSplit/>")
    yield "</w:tbl>"


def _row(cells: tuple[str, ...], widths: list[int], style: str, properties: str) -> str:
    filled = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{_paragraph(style, cell)}</w:tc>"
        for cell, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{filled}</w:tr>"


def _paragraph(style: str, text: str, properties: str = "") -> str:
    told = f'<w:r><w:t xml:space="preserve">{escape(printable(text))}</w:t></w:r>' if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{told}</w:p>'
