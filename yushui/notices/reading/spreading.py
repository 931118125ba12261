"""What a notice says once for several deadlines: receiver, way of sending, attached table."""

import re
from collections.abc import Sequence
from dataclasses import replace

from yushui.notices.reading import handing_in, healing, marks
from yushui.notices.reading.structure import Attachment, Deadline, Deliverable
from yushui.notices.reading.text import Piece


_OF_ALL = re.compile(
    r"^(?:[以上述各项]{2,4}|上列|有关|报送)(?:材料|报表|情况|资料|内容|名单|信息|方式)"
)
_FILLED = re.compile(
    r"(?:统计|汇总|情况|登记|明细|报|信息|一览|调查)表(?:\([^()（）]*\)|（[^（）]*）)?$"
)
_MAX_SENTENCE, _TITLE_LENGTH = 1500, 60


def over_sentence(found: Sequence[Deadline]) -> list[Deadline]:
    """1月16日前上报名单，1月28日前报送至…: the receiver is named once for the sentence."""
    named = [deadline.owed_to for deadline in found if deadline.owed_to]
    return [
        replace(deadline, owed_to=list(named[0]))
        if named and deadline.deliverables and not deadline.owed_to
        else deadline
        for deadline in found
    ]


def over_notice(
    found: Sequence[Deadline], paragraphs: Sequence[Piece], attachments: Sequence[Attachment]
) -> list[Deadline]:
    """What the whole notice says of all its deadlines."""
    received = _with_receiver(found, paragraphs)
    channel = _channel(paragraphs, received)
    sent = [_with_channel(each, channel) for each in received]
    return _with_table(sent) if _has_table(paragraphs, attachments) else sent


def _has_table(paragraphs: Sequence[Piece], attachments: Sequence[Attachment]) -> bool:
    """Whether a table to be filled is attached, or follows without being announced (S4-44)."""
    titles = [attachment.title for attachment in attachments]
    titles += [each.text for each in paragraphs if len(each) < _TITLE_LENGTH]
    return any(_FILLED.search(title.strip(" *#")) for title in titles)


def _with_receiver(found: Sequence[Deadline], paragraphs: Sequence[Piece]) -> list[Deadline]:
    """以上材料…发送至县局双拥股: one sentence names the receiver, and the way, of all."""
    for paragraph in paragraphs if found else ():
        for sentence in healing.sentences(paragraph):
            if not _OF_ALL.match(sentence.folded) or len(sentence) > _MAX_SENTENCE:
                continue
            receivers = handing_in.receivers(sentence)
            if receivers:
                channel = handing_in.channel(sentence.folded)
                return [_sent_to(deadline, receivers, channel) for deadline in found]
    return list(found)


def _sent_to(deadline: Deadline, receivers: Sequence[str], channel: str | None) -> Deadline:
    if deadline.owed_to or not deadline.deliverables:
        return deadline
    return replace(deadline, owed_to=list(receivers), channel=deadline.channel or channel)


def _channel(paragraphs: Sequence[Piece], found: Sequence[Deadline]) -> str | None:
    """报送方式：… or a mailbox given right after the sentence that asks for a report (S1-54)."""
    if not found:
        return None
    last = max(deadline.span.end for deadline in found)
    following = "".join(
        paragraph.cut(paragraph.find(last)).folded[:200]
        for paragraph in paragraphs
        if paragraph.origin
        and paragraph.origin[-1] >= last
        and not marks.is_table_line(paragraph.text)
    )[:160]
    return handing_in.channel(following)


def _with_channel(deadline: Deadline, channel: str | None) -> Deadline:
    if deadline.channel or not channel or not deadline.deliverables or not deadline.owed_to:
        return deadline
    return replace(deadline, channel=channel)


def _with_table(found: Sequence[Deadline]) -> list[Deadline]:
    """The one report a notice asks for takes the attached table with it (S2-38, S4-44)."""
    reports = [
        each for each in found if Deliverable.REPORT in each.deliverables and not each.recurs
    ]
    if len(reports) != 1 or any(Deliverable.TABLE in each.deliverables for each in found):
        return list(found)
    fuller = replace(reports[0], deliverables=[*reports[0].deliverables, Deliverable.TABLE])
    return [fuller if each is reports[0] else each for each in found]
