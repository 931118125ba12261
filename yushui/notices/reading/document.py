"""The head of a document: what kind it is, from whom, to whom, when, and what it lacks."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from yushui.notices.reading import closing, days, heading, issuing, numbering
from yushui.notices.reading.closing import Line
from yushui.notices.reading.parts import Parts
from yushui.notices.reading.recipients import addressees
from yushui.notices.reading.structure import Contact, Head, Named
from yushui.notices.reading.text import Piece


# Kinds addressed to everybody: nobody in particular is told, nobody is missing.
_LETTERS = frozenset(("慰问信", "感谢信", "公开信", "贺信", "倡议书"))
_PUBLIC = frozenset(("公告", "通告", "公示", "公报", "命令", "令", "名单", "说明", "清单", "指南"))
_RULES = frozenset(("办法", "规定", "条例", "细则", "规则", "章程", "纪要"))
_PLANS = frozenset(("方案", "预案", "计划", "规划", "要点", "总结", "简报", "信息"))
_UNADDRESSED = _LETTERS | _PUBLIC | _RULES | _PLANS
_UNNUMBERED = _LETTERS | {"表扬信", "邀请函", "简报", "信息"}
_WITH_CONTACT = frozenset({"通知", "函", "请示", "公告", "公示", "通告"})
_LABELLED_DATE = re.compile(
    r"(?:成文日期|产生日期|生成日期|发文日期|成文时间|发文时间|印发日期)[\s:：|]*"
)

_PAGE_DATE = re.compile(
    r"(?:发布时间|发布日期|更新时间|更新日期|发稿时间|(?<![\u3400-\u9fff])(?:时间|日期))\s*[:：]?\s*(?=20\d\d)"
)


def read(paragraphs: Sequence[Piece], parts: Parts, contacts: Sequence[Contact]) -> Head:
    """Everything that says which document this is."""
    title, end = parts.title, parts.closing
    numbered = numbering.number_of(paragraphs, title.end if title else parts.body.start)
    signers = closing.signers(paragraphs, end)
    marks = _single_marks(paragraphs, parts)
    head = Head(
        kind=heading.kind_of(title, paragraphs),
        title=title.text if title else None,
        title_span=title.piece.span if title else None,
        issuers=_issuers(paragraphs, parts, signers),
        number=numbered[0] if numbered else None,
        recipients=_recipients(paragraphs, parts),
        signed_on=_day(marks.get("signed_on")),
        printed_on=_day(marks.get("printed_on")),
        printed_by=_text(marks.get("printed_by")),
        copies_to=_addressed(closing.listed(paragraphs, end, Line.COPIES)),
        disclosure=_text(marks.get("disclosure")),
        urgency=_text(marks.get("urgency")),
        spans={name: piece.span for name, piece in marks.items()},
        published_on=_published_on(paragraphs[: parts.body.start]),
    )
    return replace(head, missing=_missing(head, signers, contacts))


def _single_marks(paragraphs: Sequence[Piece], parts: Parts) -> dict[str, Piece]:
    """The marks that a document has once, by the name of their field."""
    printed_on, printed_by = closing.printed(paragraphs, parts.closing)
    found = {
        "signed_on": _signed_on(paragraphs, parts),
        "printed_on": printed_on,
        "printed_by": printed_by,
        "disclosure": closing.disclosure(paragraphs),
        "urgency": heading.urgency_of(paragraphs, parts.body.start),
    }
    return {name: piece for name, piece in found.items() if piece}


def _text(piece: Piece | None) -> str | None:
    return piece.text if piece else None


def _day(piece: Piece | None) -> date | None:
    found = days.find(piece.folded) if piece else None
    return found[0] if found else None


def _issuers(paragraphs: Sequence[Piece], parts: Parts, signers: list[Piece]) -> list[Named]:
    title = parts.title
    header = issuing.header_organs(paragraphs, title.first if title else parts.body.start)
    found = issuing.issuers(header, title.organs if title else [], signers)
    front = paragraphs[title.end if title else 0 : parts.body.start]
    labelled = issuing.labelled_organs(paragraphs) or issuing.dated_organs(front)
    return found or [Named(organ.text, organ.span) for organ in labelled]


def _recipients(paragraphs: Sequence[Piece], parts: Parts) -> list[Named]:
    if parts.recipients is not None:
        return addressees(paragraphs[parts.recipients])
    return _addressed(closing.listed(paragraphs, parts.closing, Line.TO))


def _addressed(lines: Sequence[Piece]) -> list[Named]:
    return [one for line in lines for one in addressees(line)]


def _signed_on(paragraphs: Sequence[Piece], parts: Parts) -> Piece | None:
    """The day below the text; else the one below the title, or in the page's particulars."""
    found = closing.signed_on(paragraphs, parts.closing)
    if found:
        return found
    for paragraph in paragraphs[: parts.body.start]:
        label = _LABELLED_DATE.search(paragraph.folded)
        is_front = heading.is_dated(paragraph.folded)
        rest = paragraph.cut(label.end()) if label else paragraph
        day = days.find(rest.folded) if label or is_front else None
        if day:
            return rest.at(day[1])
    return None


def _published_on(front: Sequence[Piece]) -> date | None:
    """来源：… 时间：2017-01-18: the day that a web page shows below the title."""
    for paragraph in front:
        label = _PAGE_DATE.search(paragraph.folded)
        found = days.find(paragraph.folded[label.end() :]) if label else None
        if found:
            return found[0]
    return None


def _missing(head: Head, signers: list[Piece], contacts: Sequence[Contact]) -> list[str]:
    """缺项 in the words of the standard's list of elements; absence is no failure (S0-67)."""
    if head.kind is None:
        return [] if head.title else ["标题"]
    absent = {
        "发文机关": not head.issuers,
        "发文字号": head.number is None and head.kind not in _UNNUMBERED,
        "标题": head.title is None,
        "主送机关": not head.recipients and head.kind not in _UNADDRESSED,
        "署名": not signers,
        "成文日期": head.signed_on is None,
        "联系人": head.kind in _WITH_CONTACT and not any(contact.name for contact in contacts),
    }
    return [label for label, is_absent in absent.items() if is_absent]
