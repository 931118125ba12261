"""Who issued a document.

The issuing organs are those of the red head (发文机关标志), for it says who speaks; the
signature may name only that organ's office (S1-01). Where there is no red head the title says it,
then the signature. Full names win over short ones.
"""

import re
from collections.abc import Sequence

from yushui.notices.reading import days
from yushui.notices.reading.heading import is_junk
from yushui.notices.reading.numbering import FRONT
from yushui.notices.reading.organs import organs_of
from yushui.notices.reading.structure import Named
from yushui.notices.reading.text import Piece


_LABEL = re.compile(r"^[\u3400-\u9fff][\u3400-\u9fff\s]{0,9}[:：]")
_ORGAN_LABEL = re.compile(
    r"(?:发文机关|发文单位|发布机构|制发机关)[\s:：|]*(?P<organ>[\u3400-\u9fff()、]{4,60}?)"
    r"(?=发布日期|发文日期|成文日期|产生日期|主\s*题|文\s*号|索\s*引|[^\u3400-\u9fff()、]|$)"
)
_DATED_ORGAN = re.compile(rf"^(?P<organ>[\u3400-\u9fff]{{4,40}}?)\s*{days.FULL_DATE}$")


def header_organs(paragraphs: Sequence[Piece], end: int) -> list[Piece]:
    """The organs of the red head: whole lines of names before the number and the title."""
    found: list[Piece] = []
    for line in paragraphs[:end]:
        if not is_junk(line.folded) and not _LABEL.match(line.folded):
            found += organs_of(line)
    return found


def labelled_organs(paragraphs: Sequence[Piece]) -> list[Piece]:
    """发文机关：… in the table of particulars that a web page puts on top."""
    for paragraph in paragraphs[:FRONT]:
        match = _ORGAN_LABEL.search(paragraph.folded)
        if match:
            return organs_of(paragraph.at(match, "organ"))
    return []


def dated_organs(front: Sequence[Piece]) -> list[Piece]:
    """The office beside the day below a title: the head of minutes and bulletins."""
    matches = ((line, _DATED_ORGAN.match(line.folded)) for line in front)
    return [organ for line, match in matches if match for organ in organs_of(line.at(match, 1))]


def issuers(header: list[Piece], title: list[Piece], signers: list[Piece]) -> list[Named]:
    """The issuing organs in order, lead first."""
    names = header or title or signers
    if header:
        names = next((found for found in (title, signers) if _says_more(found, header)), header)
    elif len(signers) == len(title) and _length(signers) > _length(title):
        names = signers
    unique = {name.text: Named(name.text, name.span) for name in names}
    return list(unique.values())


def _says_more(found: list[Piece], header: list[Piece]) -> bool:
    """A joint document may show only its lead organ in the red head."""
    texts = {name.text for name in found}
    return len(found) > len(header) and all(name.text in texts for name in header)


def _length(names: list[Piece]) -> int:
    return sum(len(name) for name in names)
