"""The text of a document: headings, paragraphs, tables and photographs."""

from collections.abc import Sequence
from io import BytesIO
from itertools import groupby
from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt

from yushui.office.gongwen import styles
from yushui.office.gongwen.content import Block, Heading, Paragraph, Photo, TableBlock
from yushui.office.gongwen.measure import LINE_WIDTH_PT, characters, heading_number
from yushui.office.gongwen.styles import FANGSONG, HEADING_FONTS, HEITI, SIZE


BODY = SIZE["三号"]
TALLEST_PHOTO = Mm(110)
WIDEST_PHOTO_MM = 156
MOST_UPRIGHT_COLUMNS = 10
LANDSCAPE_WIDTH_PT = 637.8  # 225 mm
CELL_PADDING_PT = 12
WIDEST_TEXT = 20  # characters of a cell beyond which a column grows no further
_NUMERIC = frozenset("0123456789.,%-—+ ")

Path = tuple[str, ...]


def is_wide(block: Block) -> bool:
    """Whether the block is a table that needs a page lying on its side."""
    return isinstance(block, TableBlock) and len(block.columns) > MOST_UPRIGHT_COLUMNS


def add_blocks(document: Any, blocks: Sequence[Block], *, is_turned: bool = False) -> None:
    """Write blocks in order, counting headings at each level anew below their parent.

    With `is_turned` the page lies on its side already, for the wide table that comes first.
    """
    counts = [0] * 5
    for block in blocks:
        if isinstance(block, Heading):
            counts[block.level] += 1
            counts[block.level + 1 :] = [0] * (4 - block.level)
            _add_heading(document, block, counts[block.level])
        elif isinstance(block, Paragraph):
            for text in block.text.splitlines():
                add_text(document, text)
        elif isinstance(block, TableBlock) and is_wide(block):
            if not is_turned:
                styles.turn(document, to_landscape=True)
            _add_table(document, block, line_pt=LANDSCAPE_WIDTH_PT)
            styles.turn(document, to_landscape=False)
            is_turned = False
        elif isinstance(block, TableBlock):
            _add_table(document, block, line_pt=LINE_WIDTH_PT)
        else:
            _add_photo(document, block)


def add_text(document: Any, text: str) -> Any:
    """Write a paragraph of the body, two characters in."""
    paragraph = document.add_paragraph()
    styles.indent(paragraph, first=2)
    styles.add_run(paragraph, text, FANGSONG, BODY)
    return paragraph


def _add_heading(document: Any, heading: Heading, number: int) -> None:
    # A heading that runs into its text is no heading to a program: it would fill the outline.
    style = "Normal" if heading.text_after else f"Heading {heading.level}"
    paragraph = document.add_paragraph(style=style)
    styles.indent(paragraph, first=2)
    text = heading_number(heading.level, number) + heading.text
    styles.add_run(paragraph, text, HEADING_FONTS[heading.level], BODY)
    if heading.text_after:
        styles.add_run(paragraph, heading.text_after, FANGSONG, BODY)


def _add_table(document: Any, block: TableBlock, *, line_pt: float) -> None:
    if block.title:
        centre = WD_PARAGRAPH_ALIGNMENT.CENTER
        title = _add_line(document, block.title, HEITI, SIZE["四号"], centre)
        title.paragraph_format.space_before = Pt(8)
    if block.unit_note:
        _add_line(document, block.unit_note, FANGSONG, SIZE["小四"], WD_PARAGRAPH_ALIGNMENT.RIGHT)
    depth = max(len(path) for path in block.columns)
    table = document.add_table(rows=depth + len(block.rows), cols=len(block.columns))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    _set_widths(table, block, line_pt)
    grid = [list(row.cells) for row in table.rows]
    _fill_header(grid, list(enumerate(block.columns)), level=0, depth=depth)
    for cells, values in zip(grid[depth:], block.rows, strict=True):
        for cell, value in zip(cells, values, strict=True):
            _fill(cell, value, FANGSONG, is_number=_is_number(value))
    for index, row in enumerate(table.rows):
        _mark_row(row, is_header=index < depth)
    if is_wide(block):
        _set_small(table)
    left = WD_PARAGRAPH_ALIGNMENT.LEFT
    # Written even when empty: two tables in a row would otherwise grow together.
    _add_line(document, block.note, FANGSONG, SIZE["小四"], left, keep=False)


def _fill_header(
    grid: list[list[Any]], columns: list[tuple[int, Path]], *, level: int, depth: int
) -> None:
    """Merge labels over the columns and rows they cover, as the paths say."""

    def label(entry: tuple[int, Path]) -> tuple[str, bool]:
        return entry[1][level], len(entry[1]) == level + 1

    for (text, is_leaf), run in groupby(columns, key=label):
        group = list(run)
        if is_leaf:
            for index, _ in group:
                _fill(grid[level][index].merge(grid[depth - 1][index]), _in_lines(text), HEITI)
        else:
            first, last = group[0][0], group[-1][0]
            _fill(grid[level][first].merge(grid[level][last]), text, HEITI)
            _fill_header(grid, group, level=level + 1, depth=depth)


def _fill(cell: Any, text: str, font: styles.Font, *, is_number: bool = False) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    for empty in cell.paragraphs[1:]:  # left behind by merging
        empty._p.getparent().remove(empty._p)
    is_short = characters(text) <= 12
    sides = WD_PARAGRAPH_ALIGNMENT
    paragraph.alignment = sides.CENTER if is_number or is_short else sides.LEFT
    styles.exact(paragraph, Pt(18))
    styles.add_run(paragraph, text, font, SIZE["小四"])


def _set_widths(table: Any, block: TableBlock, line_pt: float) -> None:
    """First what no line may break, numbers and units; the rest goes where text is long."""
    size = SIZE["五号"] if is_wide(block) else SIZE["小四"]
    needs, spares = [], []
    for index, path in enumerate(block.columns):
        cells = [row[index] for row in block.rows]
        numbers = [characters(cell) + 0.5 for cell in cells if _is_number(cell)]
        texts = [min(characters(cell), WIDEST_TEXT) for cell in cells if not _is_number(cell)]
        need = max(_label_need(path[-1]), *numbers, 2)
        needs.append(need * size + CELL_PADDING_PT)
        spares.append(max(_label_width(path[-1]) - need, *(text - need for text in texts), 0.5))
    room = line_pt - sum(needs)
    for column, need, spare in zip(table.columns, needs, spares, strict=True):
        wide = need * line_pt / sum(needs) if room < 0 else need + room * spare / sum(spares)
        column.width = Pt(wide)


def _set_small(table: Any) -> None:
    """Many columns are set a size smaller, so that their numbers stay whole."""
    for paragraph in (paragraph for cell in table._cells for paragraph in cell.paragraphs):
        styles.exact(paragraph, Pt(15))
        for run in paragraph.runs:
            run.font.size = Pt(SIZE["五号"])


def _is_number(text: str) -> bool:
    return bool(text) and set(text) <= _NUMERIC


def _in_lines(label: str) -> str:
    """Put the unit of a long label on a line of its own."""
    return label.replace("（", "\n（", 1) if characters(label) > 5 else label


def _label_need(label: str) -> float:
    """A label breaks anywhere but within its unit: （万元） stays on one line."""
    name, _, unit = label.partition("（")
    return max(min(characters(name), 3), min(characters(unit) + 1, 4) if unit else 0)


def _label_width(label: str) -> float:
    """A long label may take two lines, broken before a unit in brackets if it has one."""
    name, _, unit = label.partition("（")
    width = characters(name)
    return max(width if width <= 4 else width / 2 + 0.5, characters(unit) + 1 if unit else 0)


def _mark_row(row: Any, *, is_header: bool) -> None:
    """Keep rows whole, and repeat the header on every page the table reaches."""
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_header:
        properties.append(OxmlElement("w:tblHeader"))


def _add_photo(document: Any, photo: Photo) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_PARAGRAPH_ALIGNMENT.CENTER
    paragraph.paragraph_format.keep_with_next = bool(photo.caption)
    paragraph.paragraph_format.space_before = Pt(6)
    styles.exact(paragraph)
    width = Mm(min(photo.width_mm, WIDEST_PHOTO_MM))
    picture = paragraph.add_run().add_picture(BytesIO(photo.content), width=width)
    if picture.height > TALLEST_PHOTO:
        picture.width = round(picture.width * TALLEST_PHOTO / picture.height)
        picture.height = TALLEST_PHOTO
    if photo.caption:
        center = WD_PARAGRAPH_ALIGNMENT.CENTER
        _add_line(document, photo.caption, FANGSONG, SIZE["小四"], center, keep=False)


def _add_line(
    document: Any, text: str, font: styles.Font, size: float, alignment: Any, *, keep: bool = True
) -> Any:
    """Write a line that belongs to a table or photo; by default it stays with what follows."""
    paragraph = document.add_paragraph()
    paragraph.alignment = alignment
    paragraph.paragraph_format.keep_with_next = keep
    styles.exact(paragraph, Pt(22))
    styles.add_run(paragraph, text, font, size)
    return paragraph
