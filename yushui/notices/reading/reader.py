"""Reading a notice: text in, everything it says out. The one door of this package.

The order matters only where one finding helps another: the parts of the document come first,
dates without a year need the head, a duty needs its deadlines.
"""

from yushui.notices.reading import (
    attachments,
    campaign,
    contacts,
    deadlines,
    document,
    duties,
    healing,
    lineage,
    outline,
    overlooked,
    parts,
    tables,
    warnings,
)
from yushui.notices.reading.structure import Notice


def read(text: str) -> Notice:
    """Everything that can be read from a document, with its place in `text`."""
    paragraphs = healing.paragraphs(text)
    divided = parts.divide(text, paragraphs)
    people = contacts.read(text, paragraphs)
    head = document.read(paragraphs, divided, people)
    forms = tables.read(text, paragraphs)
    sections = outline.read(paragraphs, divided, [form.span for form in forms])
    occasion = campaign.read(head, paragraphs)
    annexes = attachments.read(paragraphs, divided, [(form.title, form.span) for form in forms])
    owed = deadlines.read(paragraphs, head, occasion, annexes)
    laid = duties.read(sections, paragraphs, head, occasion, owed)
    return Notice(
        text=text,
        document=head,
        sections=sections,
        campaign=occasion,
        deadlines=owed,
        duties=laid,
        contacts=people,
        attachments=annexes,
        tables=forms,
        lineage=lineage.read(paragraphs, divided.text, divided.title) if head.kind else [],
        warnings=warnings.read(
            text,
            paragraphs,
            head=head,
            campaign=occasion,
            deadlines=owed,
            attachments=annexes,
            overlooked=overlooked.read(sections, paragraphs, head, laid, owed),
        ),
    )
