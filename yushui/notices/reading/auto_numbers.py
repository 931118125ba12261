"""The numbers that a word processor shows before paragraphs but does not store as text.

WPS and Word turn a typed 一、 into automatic numbering without being asked. What the reader of the
paper sees must be in the text, or the outline of the notice is lost.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.text.paragraph import Paragraph


_DIGITS = "〇一二三四五六七八九"
_CHINESE = (
    "chinese",
    "japaneseCounting",
    "japaneseDigital",
    "taiwaneseCounting",
    "ideographDigital",
)
_DEEPEST = 9


@dataclass(frozen=True)
class _Level:
    form: str
    pattern: str
    start: int


@dataclass
class AutoNumbers:
    """Counts along with the paragraphs of one document, in their order."""

    document: Document
    _counts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def before(self, paragraph: Paragraph) -> str:
        """The number shown before the paragraph; empty when there is none."""
        place = self._place(paragraph)
        if place is None:
            return ""
        list_id, depth = place
        levels = self._levels(list_id)
        if depth >= len(levels):
            return ""
        counts = self._counts[list_id]
        counts[depth + 1 :] = []
        while len(counts) <= depth:
            counts.append(levels[len(counts)].start - 1)
        counts[depth] += 1
        return _shown(levels, counts, depth)

    def _place(self, paragraph: Paragraph) -> tuple[str, int] | None:
        """The list and the depth in it, set on the paragraph itself or by its style."""
        style = paragraph.style
        elements = [paragraph._p, style.element if style is not None else None]
        for element in elements:
            number = element.find(f".//{qn('w:numPr')}") if element is not None else None
            if number is not None:
                list_id = _value(number, "w:numId")
                depth = _value(number, "w:ilvl") or "0"
                return (list_id, int(depth)) if list_id not in (None, "0") else None
        return None

    def _levels(self, list_id: str) -> list[_Level]:
        numbering = _numbering(self.document)
        if numbering is None:
            return []
        for number in numbering.findall(qn("w:num")):
            if number.get(qn("w:numId")) == list_id:
                return _levels(numbering, _value(number, "w:abstractNumId"))
        return []


def _numbering(document: Document) -> Element | None:
    relations = document.part.rels.values()
    part = next((r.target_part for r in relations if r.reltype.endswith("/numbering")), None)
    return getattr(part, "element", None)


def _levels(numbering: Element, abstract_id: str | None) -> list[_Level]:
    for abstract in numbering.findall(qn("w:abstractNum")):
        if abstract.get(qn("w:abstractNumId")) == abstract_id:
            return [
                _Level(
                    _value(level, "w:numFmt") or "decimal",
                    _value(level, "w:lvlText") or "",
                    int(_value(level, "w:start") or "1"),
                )
                for level in abstract.findall(qn("w:lvl"))[:_DEEPEST]
            ]
    return []


def _value(element: Element, name: str) -> str | None:
    child = element.find(qn(name))
    return child.get(qn("w:val")) if child is not None else None


def _shown(levels: list[_Level], counts: list[int], depth: int) -> str:
    """%1、 with the counts put in; a bullet shows nothing that could be read."""
    if levels[depth].form in ("bullet", "none"):
        return ""
    text = levels[depth].pattern
    for index, count in enumerate(counts):
        text = text.replace(f"%{index + 1}", _counted(count, levels[index].form))
    return text


def _counted(count: int, form: str) -> str:
    if form.startswith(_CHINESE):
        return chinese(count)
    if form.startswith("decimalEnclosedCircle") and 1 <= count <= 20:
        return chr(ord("①") + count - 1)
    return str(count)


def chinese(count: int) -> str:
    """1 to 99 as 一 to 九十九; beyond that digit by digit."""
    tens, ones = divmod(count, 10)
    if count >= 100:
        return "".join(_DIGITS[int(digit)] for digit in str(count))
    return ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (
        _DIGITS[ones] if ones else ""
    )
