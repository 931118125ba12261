"""Official documents (公文) as docx in the layout of GB/T 9704-2012.

    content = write(Document(organs=("青禾市双拥工作领导小组办公室",), title="…", …))

Clause numbers in comments are those of the standard. Fonts are named, never embedded: the
standard's own are licensed, and every office machine has them.
"""

from yushui.office.gongwen.content import (
    Attachment,
    Block,
    Document,
    Heading,
    Paragraph,
    Photo,
    TableBlock,
)
from yushui.office.gongwen.writer import write


__all__ = [
    "Attachment",
    "Block",
    "Document",
    "Heading",
    "Paragraph",
    "Photo",
    "TableBlock",
    "write",
]
