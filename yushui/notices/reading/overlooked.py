"""Orders to a unit that were read as no duty: what somebody should look at, one for each clause.

A duty lost without a word is lost for good: nobody misses what never stood on the list. So where a
clause says that a unit 要, 应, 须 or 负责 something, and nothing there was laid on that unit, the
clerk is asked. Nothing is guessed: the words that lay duties are in `words/duties.toml`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from yushui.notices.reading import actors, acts, demands, duty_rules
from yushui.notices.reading.acts import Act, Outline
from yushui.notices.reading.structure import Deadline, Duty, Head, Section, Warning
from yushui.notices.reading.text import Piece, Span


_ORDERED = re.compile(
    r"[^,。;]{0,12}?(?:(?<![主需重首])要(?![求点素闻务])|应(?![急征届用邀])|须"
    r"|(?<!专人)负责(?!同志|人|干部)|牵头(?!人|单位|部门))(?P<deed>[^,。;]{2}[^。;]{0,60})"
)
_LONGEST = 40


@dataclass(frozen=True)
class _Laid:
    """What was read already, by its place, and on whom it was laid."""

    clause: Span
    span: Span
    actors: frozenset[str]


def read(
    sections: Sequence[Section],
    paragraphs: Sequence[Piece],
    head: Head,
    duties: Sequence[Duty],
    deadlines: Sequence[Deadline],
) -> Iterator[Warning]:
    """A doubt for every clause with an order to somebody on whom nothing there was laid."""
    if not demands.has_duties(head, paragraphs):
        return
    outline = Outline(sections)
    found = [(duty.span, duty.actors) for duty in duties]
    found += [(deadline.span, deadline.owed_by) for deadline in deadlines]
    laid = [_Laid(outline.clause(span.start), span, frozenset(names)) for span, names in found]
    told: set[Span] = set()
    for sentence in acts.acts(demands.binding(paragraphs, head), outline):
        for act in sentence:
            order = acts.whole(act.clauses)
            clause = outline.clause(order.span.start)
            beside = [each for each in laid if each.clause == clause]
            if clause not in told and _is_order(act) and not _is_laid(act, order.span, beside):
                told.add(clause)
                yield _doubt(order)


def _is_order(act: Act) -> bool:
    """Whether a clause of the act has a subject of its own that is told to do something."""
    for clause in act.clauses:
        subject = actors.subject(clause.piece)
        if subject is None or duty_rules.word("purpose").match(clause.piece.folded):
            continue
        order = _ORDERED.match(clause.piece.folded, subject.end)
        if order and not duty_rules.word("attitude").match(order["deed"]):
            return True
    return False


def _is_laid(act: Act, place: Span, beside: Sequence[_Laid]) -> bool:
    """Whether the clause laid something in these very words, or on one of those named in them."""
    return any(
        (each.span.start < place.end and place.start < each.span.end)
        or not each.actors.isdisjoint(act.actors)
        for each in beside
    )


def _doubt(order: Piece) -> Warning:
    words = order.text.replace("\n", "")
    shown = words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"
    message = f"“{shown}”像是交给单位的任务，但没有读出任务要求，请看原文；确是任务的，请补充。"
    return Warning("duty_unread", message, order.span)
