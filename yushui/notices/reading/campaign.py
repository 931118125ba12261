"""Which occasion a notice is about, in which year, and on which day that falls.

The title decides where it names the occasion. Otherwise a dated mention ("2021年春节前") weighs
more than the occasions a preamble merely recalls, and one that recurs ("每年春节、建军节") says
nothing about this notice. The campaign's year need not be the document's (S3-38).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from yushui.kernel import festivals
from yushui.kernel.errors import RuleViolation
from yushui.notices.reading import vocabulary
from yushui.notices.reading.moments import Context, plain_year
from yushui.notices.reading.structure import Campaign, Head
from yushui.notices.reading.text import Piece, Span, fold
from yushui.notices.reading.vocabulary import Hit


_TITLE, _DATED, _OPENING, _PASSING = 8.0, 4.0, 2.0, 0.25
_ENOUGH = 2.0
# Where the preamble has certainly ended; what follows is the work itself.
_PREAMBLE_ENDS = re.compile(r"^(?:一、|1[.、]|\(一\)|第一[章条])|(?:如下|方案|意见)[:。]$")
_YEAR_BEFORE = re.compile(
    r"((?:19|20)\d{2}|二[〇零一二三四五六七八九]{3})[ ]?年[度的]?(?:元旦[、和]?)?[\"'《 ]{0,2}$"
)
_AGAIN_AND_AGAIN = re.compile(r"每年|每逢|等(?:重大|重要|传统)?节日|常态化")
_CITED = re.compile(r"《[^《》]{0,120}》")
_MATTER = re.compile(
    r"关于(?P<matter>.{2,80}?)的?(?:紧急|补充)?(?:通知|通告|意见|函|方案|决定|报告|请示|公告)"
)
_SENT_OUT = re.compile(
    r"(?:印发|转发|下发)《(?P<name>[^《》]{4,80}?)(?:的?通知|实施方案|工作方案|活动方案|方案)?》"
)
_MATTER_VERB = re.compile(
    r"^(?:进一步|认真|扎实|切实|持续|全面|深入|组织|广泛)*(?:做好|开展好|开展|抓好|组织|搞好)"
)
_MAX_SENTENCE = 2000


@dataclass(frozen=True)
class _Mention:
    """An occasion named somewhere, with what it weighs and the year beside it."""

    label: str
    weight: float
    year: int | None
    span: Span


def read(head: Head, paragraphs: Sequence[Piece]) -> Campaign:
    """The campaign of a notice; all its fields are None where the notice names no occasion."""
    mentions = list(_mentions(head, paragraphs))
    name = _name(head.title)
    scores: dict[str, float] = {}
    for mention in mentions:
        scores[mention.label] = scores.get(mention.label, 0) + mention.weight
    if not scores or max(scores.values()) < _ENOUGH:
        return Campaign(None, None, None, name, head.title_span if name else None)
    label = max(scores, key=lambda each: scores[each])
    chosen = [mention for mention in mentions if mention.label == label]
    year = _year(label, chosen, head)
    span = max(chosen, key=lambda mention: mention.weight).span
    return Campaign(label, _festival_on(label, year), year, name, span)


def context(head: Head, campaign: Campaign) -> Context:
    """What dates without a year are to be read by."""
    year = campaign.year or (head.number.year if head.number else None)
    return Context(
        reference=_written_on(head),
        year=year,
        occasion=campaign.occasion,
        festival_on=campaign.festival_on,
    )


def _written_on(head: Head) -> date | None:
    """The day of the document; on a page without one, the day it was put there."""
    shown = head.published_on
    is_old = bool(shown and head.number and shown.year - (head.number.year or shown.year) > 1)
    return head.signed_on or head.printed_on or (None if is_old else shown)


def _mentions(head: Head, paragraphs: Sequence[Piece]) -> Iterator[_Mention]:
    if head.title:
        yield from _in_title(fold(head.title), head.title_span or Span(0, 0))
    is_opening = True
    for paragraph in paragraphs:
        text = paragraph.folded[:_MAX_SENTENCE]
        if is_opening and _PREAMBLE_ENDS.search(text) and len(text) < 40:
            is_opening = False
        yield from _in_body(paragraph, text, _OPENING if is_opening else _PASSING)
        if _PREAMBLE_ENDS.search(text):
            is_opening = False


def _in_title(title: str, span: Span) -> Iterator[_Mention]:
    stated = re.search(r"((?:19|20)\d{2}|二[〇零一二三四五六七八九]{3}) ?年", title)
    year = plain_year(stated[1]) if stated else None
    for hit in vocabulary.lexicon("occasions").find(title):
        yield _Mention(hit.code, _TITLE, year, span)


def _in_body(paragraph: Piece, text: str, weight: float) -> Iterator[_Mention]:
    cited = [match.span() for match in _CITED.finditer(text)]
    for hit in vocabulary.lexicon("occasions").find(text):
        if any(start < hit.start < end for start, end in cited):
            continue
        span = paragraph.cut(hit.start, hit.end).span
        year = _year_beside(text, hit)
        if year is not None:
            yield _Mention(hit.code, _DATED, year, span)
        elif not _AGAIN_AND_AGAIN.search(_clause_around(text, hit)):
            yield _Mention(hit.code, weight, None, span)


def _year_beside(text: str, hit: Hit) -> int | None:
    match = _YEAR_BEFORE.search(text[max(0, hit.start - 12) : hit.start])
    return plain_year(match[1]) if match else None


def _clause_around(text: str, hit: Hit) -> str:
    start = max(text.rfind(mark, 0, hit.start) for mark in "。;,")
    ends = [at for at in (text.find(mark, hit.end) for mark in "。;,") if at >= 0]
    return text[start + 1 : min(ends, default=len(text))]


def _year(label: str, mentions: Sequence[_Mention], head: Head) -> int | None:
    stated = [mention.year for mention in mentions if mention.year is not None]
    if stated:
        return stated[0]
    reference = _written_on(head)
    if reference is not None:
        return _year_near(label, reference)
    return head.number.year if head.number else None


def _year_near(label: str, reference: date) -> int:
    """The year of the festival nearest to the document; one gone by counts three times as far."""

    def distance(year: int) -> int:
        day = _festival_on(label, year)
        if day is None:
            return 10_000
        days = (day - reference).days
        return days if days >= 0 else -3 * days

    return min((reference.year - 1, reference.year, reference.year + 1), key=distance)


def _festival_on(label: str, year: int | None) -> date | None:
    occasion = next(each for each in vocabulary.occasions() if each.label == label)
    try:
        return None if year is None else festivals.festival(occasion.festival, year)
    except RuleViolation:
        return None  # outside the dated tables


def _name(title: str | None) -> str | None:
    """The matter of the title without organ, verb and kind: 2020年元旦春节期间拥军优属…工作."""
    sent = _SENT_OUT.search(title or "")
    if sent:
        return sent["name"]
    match = _MATTER.search(title or "")
    if match is None:
        return title
    return _MATTER_VERB.sub("", match["matter"]) or None
