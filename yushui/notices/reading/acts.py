"""The orders in a notice, one by one: a subject, what the sentence says of it, and the clause.

An act is a run of clauses with one subject. Clauses that only praise, explain or hope (让…感受到,
不断增强…) are blanked out: what stands there is the purpose of a duty and never a duty.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from yushui.notices.reading import actors, duty_rules, healing, marks
from yushui.notices.reading.structure import Section
from yushui.notices.reading.text import Piece, Span, fold, join


_MAX_SENTENCE, _LONGEST_MARK = 2500, 6
_RESPONSIBLE = re.compile(
    r"(?:责任|牵头|承办|负责)(?:单位|部门)[:为](?P<names>[^。;:()]{2,80}?)"
    r"(?=$|[。;)\n]|[ ]{2,}|[,、 ]?(?:配合|协办|责任|参加|完成))"
)
_TOPIC = re.compile(
    r"(?:\([^()]{1,4}\)|\d{1,2}[.、])?(?:其中,?)?"
    r"(?:对|给|凡|针对|荣立|荣获|遇有|遇到|如遇|如有|一旦|因(?!地|人|此))"
)


@dataclass(frozen=True)
class Clause:
    """A clause of an act; `text` is folded, blank where it only states a purpose."""

    piece: Piece
    text: str


@dataclass(frozen=True)
class Act:
    """What one sentence orders one subject to do. `is_inherited`: the subject stood earlier."""

    clauses: tuple[Clause, ...]
    actors: tuple[str, ...]
    path: str
    is_inherited: bool
    heading: str = ""

    @property
    def text(self) -> str:
        return "".join(clause.text for clause in self.clauses)


@dataclass(frozen=True)
class _Place:
    """A section on the way down: its span, the path of numbers, its heading, its parent.

    `responsible` are the units that a plan names after 责任单位 in the section.
    """

    span: Span
    path: str
    heading: str | None
    parent: int
    is_preamble: bool
    responsible: tuple[str, ...]


class Outline:
    """Finds the section of any position, by its start and then outwards."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._places: list[_Place] = []
        numbered = [section for section in sections if section.number]
        first = min((section.span.start for section in numbered), default=None)
        for section in sections:
            is_preamble = first is not None and section.span.start < first and not section.number
            self._add(section, "", -1, is_preamble)
        self._places.sort(key=lambda place: place.span.start)
        self._starts = [place.span.start for place in self._places]

    def at(self, position: int) -> _Place | None:
        """The innermost section that holds the position."""
        index = bisect_right(self._starts, position) - 1
        for place in self._places[index::-1] if index >= 0 else ():
            if place.span.end > position:
                return place
            if place.parent < 0:
                return None
        return None

    def path(self, position: int) -> str:
        place = self.at(position)
        return place.path if place else ""

    def clause(self, position: int) -> Span:
        """Where the section stands that holds the position; empty where none does."""
        place = self.at(position)
        return place.span if place else Span(position, position)

    def _add(self, section: Section, above: str, parent: int, is_preamble: bool) -> None:
        number = (section.number or "").strip().rstrip("、.．")
        number = number if len(number) <= _LONGEST_MARK else ""  # an annex goes by its title
        path = "/".join(part for part in (above, number) if part)
        self._places.append(
            _Place(
                span=section.span,
                path=path,
                heading=section.heading,
                parent=parent,
                is_preamble=is_preamble,
                responsible=_responsible(section.text),
            )
        )
        here = len(self._places) - 1
        for child in section.children:
            self._add(child, path, here, is_preamble)


def acts(paragraphs: Sequence[Piece], outline: Outline) -> Iterator[list[Act]]:
    """The acts of each sentence of the body, in order."""
    for paragraph in paragraphs:
        if marks.is_table_line(paragraph.text):
            continue
        subject: tuple[str, ...] = ()
        for sentence in healing.sentences(paragraph):
            place = outline.at(sentence.origin[0])
            if place is None or place.is_preamble or not _is_order(sentence, place):
                continue
            found = [
                replace(act, actors=act.actors or place.responsible, heading=place.heading or "")
                for act in _of_sentence(sentence, place.path, subject)
            ]
            subject = found[-1].actors if found else subject
            yield found


def _responsible(text: str) -> tuple[str, ...]:
    named = (Piece.of(match["names"].strip()) for match in _RESPONSIBLE.finditer(fold(text)))
    return tuple(dict.fromkeys(name for piece in named for name in actors.distributed(piece)))


def _is_order(sentence: Piece, place: _Place) -> bool:
    if len(sentence) > _MAX_SENTENCE or duty_rules.word("opening").match(sentence.folded):
        return False
    if sentence.folded.endswith("表") or duty_rules.word("past").match(sentence.folded):
        return False
    heading = place.heading
    return not (heading and heading in sentence.text and len(sentence) <= len(heading) + 8)


def _of_sentence(sentence: Piece, path: str, subject: tuple[str, ...]) -> Iterator[Act]:
    held: list[Clause] = []
    is_inherited = True
    for piece in actors.clauses(sentence):
        found = actors.subject(piece)
        is_new = found is not None and not _is_aside(piece)
        is_topic = is_inherited and _is_topic(held, piece)
        if held and not is_topic and (is_new or held[-1].piece.folded.endswith(";")):
            yield Act(tuple(held), subject, path, is_inherited)
            held, is_inherited = [], True
        if found is not None and is_new:
            subject, is_inherited = tuple(found.names()), False
        held.append(_clause(piece))
    if held:
        yield Act(tuple(held), subject, path, is_inherited)


def _is_topic(held: Sequence[Clause], piece: Piece) -> bool:
    """对荣获一等功的，由…送喜报: a clause before the subject that says for whom."""
    if not held or held[-1].piece.folded.endswith(";"):
        return False
    opens = _TOPIC.match("".join(clause.piece.folded for clause in held))
    return bool(opens) or (len(held) <= 2 and piece.folded.startswith("由"))


def _is_aside(piece: Piece) -> bool:
    return bool(duty_rules.word("purpose").match(piece.folded))


def _clause(piece: Piece) -> Clause:
    text = piece.folded
    if _is_aside(piece) or duty_rules.word("after").match(text):
        return Clause(piece, " " * len(text))
    return Clause(piece, duty_rules.word("not_deeds").sub(lambda match: " " * len(match[0]), text))


def whole(clauses: Sequence[Clause]) -> Piece:
    """The clauses as one run of text."""
    return join(clause.piece for clause in clauses).strip(" ,，;；、")
