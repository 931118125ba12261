"""What is owed by a day: found sentence by sentence, one entry for each day and thing.

A day alone is no deadline. Somebody must have to hand something in, or to be done with something,
by then; events, periods, campaign windows and dates of the past are left out.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from yushui.notices.reading import (
    actors,
    demands,
    handing_in,
    healing,
    marks,
    spreading,
    stretches,
)
from yushui.notices.reading.campaign import context
from yushui.notices.reading.moments import Context, Moment
from yushui.notices.reading.stretches import Stretch
from yushui.notices.reading.structure import (
    Attachment,
    Basis,
    Campaign,
    Deadline,
    Deliverable,
    Head,
)
from yushui.notices.reading.text import Piece


_MAYBE_A_DAY = re.compile(
    r"[月日号年节周内底末夕]|季度|八一|十一|\d[-./]\d|初[一二三四五六七八九十]|前"
)
_PAST = re.compile(
    r"(?:截至|截止到?)[^,。;]{2,16}(?:全|共|已|我)|已于|曾于|(?:施行|生效|出生|入伍|有效期|成立于|印发的|失效)"
    r"|未(?:能)?(?:按|及时)|没有按|不及时"
)
_SINCE = re.compile(r"以来|至今")
_EVENT = re.compile(
    r"(?:定于|拟于|将于|兹定于)|(?:举行|举办)(?!.{0,30}报)|(?:准时|按时)(?:参加|出席|到会)|有效期|公示(?:期|时间)(?!不少于|不得少于|不低于)"
)
_CONDITION = re.compile(r"(?:不能|未能|如有|遇有|遇到|发生|突发|对.{2,30}变故|出现).{0,60}$")
_ABOUT_NOTICE = re.compile(
    r"(?:通知|文件|来文|本函|方案|名册|活动|节日?|走访|慰问|任务|会议|印发|下发|收到|接到|之日|结束)[^,。;]{0,12}$"
)
_DEMAND = re.compile(r"请|要|须|应|需|务必|必须|将|把|于|在|由|负责|组织|完成|前")
_TROOPS = re.compile(r"^(?:驻[^,，。;]{1,6}部队|[^,，。;]{0,8}部队(?:官兵)?|驻军.*)$")
_DAY_AND_TO = re.compile(r"[于在至到]\s*$")
_ATTACHED = re.compile(
    r"(?:并附|附上?|连同|随附|一并附)((?:《[^《》]{2,60}》|[^,。;、见()]{2,30}))"
)
_YOURS = re.compile(r"^[贵你](?:局|办|厅|部|委|单位|处|站|区|市|县)$")
_OPENING = re.compile(r"(?:通知|安排|意见|要求|方案|公告|事项)[^。;]{0,10}如下[:。]?$")
_HELD = re.compile(r"举办|召开|组织|开展")
_COLLECTED = re.compile(r"完成[^,。;]{0,12}(?:收集|征集|收缴)")  # done with, not taken in
_MAX_SENTENCE, _NEAR = 1500, 60


@dataclass(frozen=True)
class _Before:
    """What an elliptical clause takes over from the one before it in the same sentence."""

    owed_by: tuple[str, ...] = ()
    what: str = ""
    deliverables: tuple[Deliverable, ...] = ()


def read(
    paragraphs: Sequence[Piece],
    head: Head,
    campaign: Campaign,
    attachments: Sequence[Attachment] = (),
) -> list[Deadline]:
    """Everything owed by a day, in the order of the text."""
    if not demands.has_deadlines(head, paragraphs):
        return []
    known = context(head, campaign)
    found: list[Deadline] = []
    for paragraph in demands.binding(paragraphs, head):
        if head.title_span and paragraph.span.start < head.title_span.end:
            continue  # the title orders nothing
        if marks.is_table_line(paragraph.text) or not _MAYBE_A_DAY.search(paragraph.folded):
            continue
        found += _in_paragraph(paragraph, known, head)
    return spreading.over_notice(_distinct(found), paragraphs, attachments)


def _in_paragraph(paragraph: Piece, known: Context, head: Head) -> Iterator[Deadline]:
    for sentence in healing.sentences(paragraph):
        text = sentence.folded
        if len(text) > _MAX_SENTENCE or not _MAYBE_A_DAY.search(text):
            continue
        if _OPENING.search(paragraph.folded) and not handing_in.verb().search(text):
            continue  # a preamble tells what is done every year, and orders nothing
        yield from spreading.over_sentence(list(_in_sentence(sentence, known, head)))


def _in_sentence(sentence: Piece, known: Context, head: Head) -> Iterator[Deadline]:
    before = _Before()
    for stretch in stretches.of(sentence, known):
        deadline = _deadline(stretch, before, head)
        if deadline is not None:
            yield deadline
            things = tuple(deadline.deliverables)
            before = _Before(tuple(deadline.owed_by), deadline.what, things)


def _deadline(stretch: Stretch, before: _Before, head: Head) -> Deadline | None:
    text, moment = stretch.piece.folded, stretch.moment
    is_handing_in = bool(handing_in.verb().search(text))
    is_collecting = bool(handing_in.collecting().search(text, moment.end))
    is_collecting = is_collecting and not _COLLECTED.search(text, moment.end)
    if not _is_owed(text, moment, is_handing_in=is_handing_in or is_collecting):
        return None
    if not (is_handing_in or is_collecting or moment.recurs) and _rule(moment, stretch):
        return None  # 每年春节前集中悬挂一次: how often, not by when
    if is_collecting and not is_handing_in:
        owed_by, owed_to = _collected(stretch)
    else:
        owed_by = _owers(stretch, before, head, is_handing_in=is_handing_in)
        issuers = [issuer.text for issuer in head.issuers]
        owed_to = handing_in.receivers(stretch.piece, issuers) if is_handing_in else []
    what = handing_in.what(stretch.piece, moment, is_handing_in=is_handing_in)
    things = _things(what, text, is_handed_over=is_handing_in or is_collecting)
    if is_handing_in and not what:
        what, things = before.what, list(before.deliverables)
    return Deadline(
        on=moment.on,
        basis=_basis(moment, stretch),
        what=what,
        owed_by=owed_by,
        owed_to=owed_to,
        quote=stretch.quote.text,
        span=stretch.quote.span,
        recurs=_rule(moment, stretch),
        channel=handing_in.channel(text) if is_handing_in else None,
        deliverables=things,
        at=moment.at,
    )


def _is_owed(text: str, moment: Moment, *, is_handing_in: bool) -> bool:
    """Whether the words around a day put somebody under a duty by that day."""
    clause = max(text.rfind(mark, 0, moment.start) for mark in ",;。") + 1
    around = text[clause : moment.end + 60]
    if _SINCE.search(text, clause, moment.start) and not (is_handing_in and moment.is_bound):
        return False
    if _PAST.search(around) or (_EVENT.search(around) and not is_handing_in):
        return False
    if moment.side in {"内", "之内", "以内"} and moment.on is None:
        before = text[: moment.start]
        return (
            is_handing_in and bool(_ABOUT_NOTICE.search(before)) and not _CONDITION.search(before)
        )
    if moment.is_bound:
        return is_handing_in or bool(handing_in.finishing().search(text, moment.end))
    is_set = moment.closes_range or moment.recurs or _DAY_AND_TO.search(text[: moment.start])
    action = handing_in.verb().search(text, moment.end, moment.end + _NEAR)
    return bool(is_set and action and not _HELD.search(text[moment.end : action.start()]))


def _owers(stretch: Stretch, before: _Before, head: Head, *, is_handing_in: bool) -> list[str]:
    named = handing_in.named_owers(stretch.piece)
    if named:
        return named
    subject = _last_subject(stretch.piece, _act(stretch, is_handing_in=is_handing_in))
    if subject is not None:
        return _meant(subject.names(), head)
    if before.owed_by:
        return list(before.owed_by)
    start = stretch.sentence.find(stretch.piece.origin[0])
    subject = _last_subject(stretch.sentence, start)
    if subject is not None:
        return subject.names()
    return [
        named.text for named in head.recipients if not _TROOPS.match(Piece.of(named.text).folded)
    ]


def _meant(names: list[str], head: Head) -> list[str]:
    """贵局 is the one the letter is written to."""
    if any(_YOURS.match(name) for name in names) and head.recipients:
        return [named.text for named in head.recipients]
    return names


def _act(stretch: Stretch, *, is_handing_in: bool) -> int:
    """Where the deed begins that is to be done by the day."""
    deed = handing_in.verb() if is_handing_in else handing_in.finishing()
    match = deed.search(stretch.piece.folded, stretch.moment.end)
    return match.start() if match else stretch.moment.start


def _last_subject(piece: Piece, before: int) -> actors.Subject | None:
    """The subject nearest before a place: the one the reader still has in mind."""
    found: actors.Subject | None = None
    at = 0
    for clause in actors.clauses(piece):
        if at > before:
            break
        subject = actors.subject(clause)
        if subject is not None and (at + subject.end <= before or found is None):
            found = subject
        at += len(clause)
    return found


def _collected(stretch: Stretch) -> tuple[list[str], list[str]]:
    """军区政治工作局将对各军分区和人武部…收集: the subject receives, those it turns to owe."""
    subject = _last_subject(stretch.sentence, 0)
    receivers = subject.names() if subject else []
    match = re.search(r"(?:对|向|从)", stretch.sentence.folded)
    if match is None:
        return [], receivers
    rest = stretch.sentence.cut(match.end())
    length = actors.leading_list(rest.folded, re.compile(r"开展|进行|收集|收齐|征集|收缴|的|,|报"))
    return (actors.distributed(rest.cut(0, length)) if length else []), receivers


def _things(what: str, text: str, *, is_handed_over: bool) -> list[Deliverable]:
    """What is handed over, also what is only attached to it: 并附《…统计表》."""
    if not is_handed_over:  # 首次季报请于…前完成; longer words tell of deeds
        return handing_in.deliverables(Piece.of(what).folded) if len(what) <= 10 else []
    named = handing_in.deliverables(Piece.of(what).folded)
    added = [each for part in _ATTACHED.findall(text) for each in handing_in.deliverables(part)]
    found = list(dict.fromkeys([*named, *added])) or handing_in.deliverables(text)
    return found or [Deliverable.OTHER]


def _basis(moment: Moment, stretch: Stretch) -> Basis:
    return Basis.RECURRING if _rule(moment, stretch) else moment.basis


def _rule(moment: Moment, stretch: Stretch) -> str | None:
    """每年至少办1件实事，年底前备案: the day recurs with the sentence it stands in."""
    if moment.recurs or moment.on is None:
        return moment.recurs
    start = stretch.sentence.find(stretch.piece.origin[moment.start])
    named = stretch.piece.folded[moment.start : moment.end]
    _, again, since = stretch.sentence.folded[:start].rpartition("每年")
    if again and not re.search(r"\d{4}|今年|本年", since + named):
        return f"FREQ=YEARLY;BYMONTH={moment.on.month};BYMONTHDAY={moment.on.day}"
    return None


def _distinct(found: Sequence[Deadline]) -> list[Deadline]:
    seen: set[tuple[date | None, str | None, str, str]] = set()
    kept: list[Deadline] = []
    for deadline in found:
        key = (deadline.on, deadline.recurs, deadline.what, deadline.quote)
        if key not in seen:
            seen.add(key)
            kept.append(deadline)
    return kept
