"""Putting the parts of an official document together."""

from io import BytesIO
from typing import Any

from yushui.office.gongwen import styles
from yushui.office.gongwen.body import BODY, add_blocks
from yushui.office.gongwen.content import Document
from yushui.office.gongwen.head import add_head, add_page_number, add_standing, add_title
from yushui.office.gongwen.measure import title_lines
from yushui.office.gongwen.styles import FANGSONG
from yushui.office.gongwen.tail import (
    add_attachment_list,
    add_attachments,
    add_imprint,
    add_remark,
    add_signature,
)


def write(content: Document) -> bytes:
    """Lay the document out and return it as docx."""
    document = styles.new_document()
    _describe(document, content)
    add_page_number(document.sections[0])
    if content.standing:
        add_standing(document.sections[0], content.standing)
    if content.has_red_head:
        add_head(document, content)
    add_title(document, title_lines(content.title), blank_lines=2 if content.has_red_head else 0)
    document.add_paragraph()
    if content.recipients:
        _add_recipients(document, content.recipients)
    add_blocks(document, content.blocks)
    if content.attachments:
        add_attachment_list(document, content.attachments)
    if content.signers or content.signed_on:
        add_signature(document, content)
    if content.remark:
        add_remark(document, content.remark)
    add_attachments(document, content.attachments)
    add_imprint(document, content)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _describe(document: Any, content: Document) -> None:
    """Fill in the file's own card; the library would leave its name there."""
    card = document.core_properties
    standing = f"（{content.standing}）" if content.standing else ""
    card.title = content.title.replace("\n", "") + standing
    card.author = "、".join(content.organs)
    card.subject, card.comments, card.language = content.number, "", "zh-CN"


def _add_recipients(document: Any, recipients: str) -> None:
    paragraph = document.add_paragraph()
    text = recipients.rstrip("：:") + "："
    styles.add_run(paragraph, text, FANGSONG, BODY)
