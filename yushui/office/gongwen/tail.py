"""What follows the text: list of attachments, signature, remark, the attachments, the imprint."""

from typing import Any

from docx.enum.text import WD_PARAGRAPH_ALIGNMENT, WD_TAB_ALIGNMENT
from docx.shared import Pt

from yushui.office.gongwen import styles
from yushui.office.gongwen.body import BODY, add_blocks, add_text, is_wide
from yushui.office.gongwen.content import Attachment, Document
from yushui.office.gongwen.head import add_title
from yushui.office.gongwen.measure import LINE_WIDTH_PT, characters, chinese_day, title_lines
from yushui.office.gongwen.styles import CHARACTER_PT, FANGSONG, HEITI, SIZE


SMALL = SIZE["四号"]
THICK, THIN = 1.0, 0.75  # points: 0.35 mm and 0.25 mm (7.4.1)


def add_attachment_list(document: Any, attachments: tuple[Attachment, ...]) -> None:
    """附件：1.… below one blank line; no punctuation after a name (7.3.4)."""
    document.add_paragraph()
    is_single = len(attachments) == 1
    for number, attachment in enumerate(attachments, start=1):
        label = "附件：" if number == 1 else ""
        order = "" if is_single else f"{number}."
        paragraph = document.add_paragraph()
        hanging = 3 + (0 if is_single else 1)
        styles.indent(paragraph, left=2 + hanging, first=-characters(label + order))
        styles.add_run(paragraph, label + order + attachment.title, FANGSONG, BODY)


def add_signature(document: Any, content: Document) -> None:
    """Organ and day at the right, as 7.3.5 places them with and without a seal."""
    signers = content.signers or content.organs
    day = chinese_day(content.signed_on) if content.signed_on else ""
    place = _sealed if content.is_sealed and len(signers) == 1 else _unsealed
    document.add_paragraph().paragraph_format.keep_with_next = True
    document.add_paragraph().paragraph_format.keep_with_next = True
    for text, right in place(signers, day):
        if not text:
            continue
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_PARAGRAPH_ALIGNMENT.RIGHT
        paragraph.paragraph_format.keep_with_next = text != day
        styles.indent(paragraph, right=right)
        styles.count_characters_plainly(paragraph)
        styles.add_run(paragraph, text, FANGSONG, BODY)


def _sealed(signers: tuple[str, ...], day: str) -> list[tuple[str, float]]:
    """The day four characters from the right, the organ centred over it (7.3.5.1)."""
    organ_width, day_width = characters(signers[0]), characters(day)
    right = 4 + (day_width - organ_width) / 2
    if right < 0:
        return [(signers[0], 0), (day, 4 - right)]
    return [(signers[0], right), (day, 4)]


def _unsealed(signers: tuple[str, ...], day: str) -> list[tuple[str, float]]:
    """The organ two characters from the right, the day two further in (7.3.5.2)."""
    widest, day_width = max(characters(signer) for signer in signers), characters(day)
    day_right = widest + 2 - 2 - day_width
    shift = max(0.0, 2 - day_right)
    lines = [(signer, 2 + shift + (widest - characters(signer)) / 2) for signer in signers]
    return [*lines, (day, day_right + shift)]


def add_remark(document: Any, remark: str) -> None:
    """附注, in brackets, two characters in (7.3.6)."""
    text = remark if remark.startswith("（") else f"（{remark}）"
    add_text(document, text)


def add_attachments(document: Any, attachments: tuple[Attachment, ...]) -> None:
    """Each attachment on a new page: its number, one line left, its title on the third (7.3.7)."""
    for number, attachment in enumerate(attachments, start=1):
        if not attachment.blocks:
            continue
        is_turned = is_wide(attachment.blocks[0])  # its number and title go with the table
        if is_turned:
            styles.turn(document, to_landscape=True)
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.page_break_before = not is_turned
        order = "" if len(attachments) == 1 else str(number)
        styles.add_run(paragraph, f"附件{order}", HEITI, BODY)
        add_title(document, title_lines(attachment.title), blank_lines=1)
        document.add_paragraph()
        add_blocks(document, attachment.blocks, is_turned=is_turned)


def add_imprint(document: Any, content: Document) -> None:
    """版记 on the lower edge of the last page: copies, who printed, when (7.4).

    A floating table: frames would do in Word, but LibreOffice leaves them in the text.
    """
    lines = []
    if content.copies:
        lines.append((f"抄送：{content.copies.rstrip('。')}。", ""))
    if content.printed_by or content.printed_on:
        day = f"{chinese_day(content.printed_on)}印发" if content.printed_on else ""
        lines.append((content.printed_by, day))
    if not lines:
        return
    table = document.add_table(rows=len(lines), cols=1)
    styles.float_at_bottom(table)
    for index, (row, (left, right)) in enumerate(zip(table.rows, lines, strict=True)):
        cell = row.cells[0]
        cell.width = Pt(LINE_WIDTH_PT)
        styles.rule_cell(cell, top=THIN if index else THICK, bottom=THICK)
        _fill_imprint(cell.paragraphs[0], left, right)
    anchor = document.add_paragraph()
    styles.exact(anchor, Pt(1))
    styles.add_run(anchor, "", FANGSONG, 1)


def _fill_imprint(paragraph: Any, left: str, right: str) -> None:
    """One character in from both sides; a list of copies hangs behind its label."""
    scale = SMALL / CHARACTER_PT
    hanging = 0 if right else 3
    styles.indent(paragraph, left=(1 + hanging) * scale, first=-hanging * scale, right=scale)
    styles.exact(paragraph, Pt(24))
    edge = Pt(LINE_WIDTH_PT - SMALL)
    paragraph.paragraph_format.tab_stops.add_tab_stop(edge, WD_TAB_ALIGNMENT.RIGHT)
    text = f"{left}\t{right}" if right else left
    styles.add_run(paragraph, text, FANGSONG, SMALL)
