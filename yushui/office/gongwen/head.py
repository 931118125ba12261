"""The head of a document (版头): what stands above the red line."""

from typing import Any

from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_PARAGRAPH_ALIGNMENT, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt

from yushui.office.gongwen import styles
from yushui.office.gongwen.content import Document
from yushui.office.gongwen.measure import LINE_WIDTH_PT, characters, head_size
from yushui.office.gongwen.styles import CHARACTER_PT, FANGSONG, HEITI, KAITI, LINE, SIZE, TITLE


BODY = SIZE["三号"]
# The mark's upper edge is 35 mm below the type area (7.2.4): three lines and a little.
LINES_ABOVE = 3
LITTLE = Pt(12)
GAP_PT = 12  # between stacked organs and the suffix beside them
RED_LINE = (1.5, 11, "E60012")  # 4 mm below the number (7.2.7)


def add_head(document: Any, content: Document) -> None:
    """Write copy number, secrecy, urgency, organ mark, number and the red line."""
    marks = [content.copy_number, content.secrecy, content.urgency]
    for text in sorted(marks, key=lambda mark: not mark):
        paragraph = document.add_paragraph()
        font = FANGSONG if text == content.copy_number else HEITI
        styles.add_run(paragraph, text, font, BODY)
    if len(content.organs) == 1:
        _add_mark(document, content.organs[0] + content.head_suffix)
    else:
        _add_joint_mark(document, content)
    document.add_paragraph()
    if content.is_upward:
        _add_number_and_approver(document, content)
    else:
        _add_number(document, content)


def _add_mark(document: Any, text: str) -> None:
    size, width = head_size(text)
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_PARAGRAPH_ALIGNMENT.CENTER
    paragraph.paragraph_format.space_before = LITTLE
    styles.exact(paragraph, Pt(size * 1.3))
    styles.add_run(paragraph, text, TITLE, size, is_red=True, width=width)


def _add_joint_mark(document: Any, content: Document) -> None:
    """Stack the organs, lead first, with the suffix centred on the stack at their right."""
    longest = max(content.organs, key=characters)
    size, width = head_size(longest + content.head_suffix, spare=GAP_PT)
    pitch = Pt(size * 1.35)
    right = Pt(characters(content.head_suffix) * size * width / 100 + GAP_PT)
    left = Pt(LINE_WIDTH_PT - right.pt)
    table = document.add_table(rows=1, cols=2)
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    styles.without_padding(table)
    names, suffix = table.rows[0].cells
    for column, width_pt in zip(table.columns, (left, right), strict=True):
        column.width = width_pt
    names.width, suffix.width = left, right
    for index, organ in enumerate(content.organs):
        paragraph = names.add_paragraph() if index else names.paragraphs[0]
        paragraph.alignment = WD_PARAGRAPH_ALIGNMENT.DISTRIBUTE
        styles.exact(paragraph, pitch)
        styles.add_run(paragraph, organ, TITLE, size, is_red=True, width=width)
    suffix.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    styles.exact(suffix.paragraphs[0], pitch)
    suffix.paragraphs[0].alignment = WD_PARAGRAPH_ALIGNMENT.CENTER
    words = content.head_suffix
    styles.add_run(suffix.paragraphs[0], words, TITLE, size, is_red=True, width=width)


def _add_number(document: Any, content: Document) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_PARAGRAPH_ALIGNMENT.CENTER
    styles.add_run(paragraph, content.number, FANGSONG, BODY)
    styles.border(paragraph, bottom=RED_LINE)


def _add_number_and_approver(document: Any, content: Document) -> None:
    """Upward documents: the number on the left, who signed for sending on the right (7.2.6)."""
    paragraph = document.add_paragraph()
    edge = Pt(LINE_WIDTH_PT - CHARACTER_PT)
    paragraph.paragraph_format.tab_stops.add_tab_stop(edge, WD_TAB_ALIGNMENT.RIGHT)
    styles.indent(paragraph, left=0, first=1)
    styles.add_run(paragraph, f"{content.number}\t签发人：", FANGSONG, BODY)
    styles.add_run(paragraph, content.approver, KAITI, BODY)
    styles.border(paragraph, bottom=RED_LINE)


def add_page_number(section: Any) -> None:
    """— 1 — in 四号 宋体 below the type area, odd pages right, even pages left (7.5)."""
    sides = (
        (section.footer, WD_PARAGRAPH_ALIGNMENT.RIGHT),
        (section.even_page_footer, WD_PARAGRAPH_ALIGNMENT.LEFT),
    )
    for footer, alignment in sides:
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.alignment = alignment
        styles.exact(paragraph, Pt(18))
        styles.indent(paragraph, left=1, right=1)
        styles.add_run(paragraph, "— ", styles.SONGTI, SIZE["四号"])
        styles.add_page_field(paragraph, styles.SONGTI, SIZE["四号"])
        styles.add_run(paragraph, " —", styles.SONGTI, SIZE["四号"])
    section.footer_distance = Mm(22)


def add_standing(section: Any, text: str) -> None:
    """What the paper is before it is a document, in red in the margin above the type area.

    The standard leaves the header empty: nothing of the layout moves when this goes away.
    """
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        paragraph = header.paragraphs[0]
        paragraph.alignment = WD_PARAGRAPH_ALIGNMENT.CENTER
        styles.add_run(paragraph, text, HEITI, SIZE["二号"], is_red=True)


def add_title(document: Any, lines: list[str], *, blank_lines: int) -> None:
    """Write a title of one or more centred lines."""
    for _ in range(blank_lines):
        document.add_paragraph()
    for line in lines:
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_PARAGRAPH_ALIGNMENT.CENTER
        paragraph.paragraph_format.keep_with_next = True
        styles.exact(paragraph, Pt(LINE.pt * 1.15))
        styles.add_run(paragraph, line, TITLE, SIZE["二号"])
