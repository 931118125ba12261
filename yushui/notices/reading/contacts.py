"""Whom to call or write to: names, telephone numbers, mail addresses.

Offices write them in every order (联系人：张三，电话…; 邮箱…；联系人…), so a name and what follows
it belong together, and a mail address without a name joins the contact beside it. Fax numbers
are left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from yushui.notices.reading import marks
from yushui.notices.reading.structure import Contact
from yushui.notices.reading.text import Piece, Span


_CUE = re.compile(r"联\s*系|电\s*话|邮\s*箱|邮\s*件|手\s*机|@|咨询|受理|经办人|热线")
_PHONE = (
    r"(?<![\d.%])(?:\(?0\d{2,3}\)?[\s-]{0,2}(?:\d{3,4}[\s-]?\d{4}|\d{4} \d{3})(?:-\d{1,5})?"
    r"|1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}|400[\s-]?\d{3}[\s-]?\d{4}"
    r"|0\d{2,3}-\d{4}|(?<=军线:)\d{4,6}|[2-8]\d{2,3}[\s-]?\d{4}|1\d{4})(?!\d|\.\d|[%年月日元人户件号])"
)
_NAME = r"[\u3400-\u9fff·]{2,8}"
_TOKEN = re.compile(
    rf"(?P<skip>(?:传\s*真|邮\s*编|邮政编码)(?:号码)?\s*[:：]?\s*[\d\s()-]+)"
    rf"|(?P<email>[A-Za-z0-9][A-Za-z0-9._+-]{{0,60}}@[A-Za-z0-9-]{{1,40}}(?:\.[A-Za-z0-9-]{{1,30}}){{1,4}})"
    rf"|(?P<phone>{_PHONE})"
    rf"|(?:联\s*系\s*人|经\s*办\s*人|负\s*责\s*人|联\s*络\s*员|联\s*络\s*人)(?:员)?(?:姓名)?(?:(?:及|和|、|与)?(?:联系)?(?:电话|方式))?\s*(?:[:：]|(?=\s))\s*(?P<names>{_NAME}(?:[\s、]+{_NAME}){{0,3}})"
)
_NAMED_PHONE = re.compile(rf"[:：(]\s*[\u3400-\u9fff·]{{2,4}}[\s,，]{{0,3}}{_PHONE}")
_ROLES = (
    r"员|主任|站长|书记|科长|股长|同志|干事|会计|文书|主席|支书|村长|组长|队长|专干|找|与|请联系"
)
_NAME_BEFORE_PHONE = re.compile(
    rf"(?:^|[;；,，、。()\s:：]|\d{{4}}|{_ROLES})([\u3400-\u9fff·]{{2,4}}?)(?:同志|老师)?(?:\([^()]{{2,12}}\))?"
    r"[\s,，:：()-]{0,3}(?:[\u3400-\u9fff]{0,2}(?:电话|手机|军线|地方|座机|专线)[\s:：]{0,3})?$"
)
_NAME_AFTER_OFFICE = re.compile(
    r"[处办局科股室站部委]([\u3400-\u9fff·]{2,3})(?:同志|老师)?[\s,，:：]{1,3}$"
)
_NOT_NAME = re.compile(
    r"人$|值班|预约|报名|举报|监督|捐赠|投诉|军线|内线|专线|座机|地方|电话|邮箱|联系|手机|传真|地址|电子|单位|姓名|方式|号码|工作|咨询|受理|热线|日期|网|表$|处$|科$|股$|局$|办$|委$|部$|队$|组$|站$|室$|中心$|镇$|县$|区$|市$|如下|同志$"
)


_ROLE_AFTER = re.compile(r"(?<=..)(?:干事|同志|老师|女士|先生|主任|科长|股长|站长|参谋)$")


@dataclass
class _Draft:
    name: str | None
    phone: str | None
    email: str | None
    start: int
    end: int

    def contact(self) -> Contact:
        return Contact(self.name, self.phone, self.email, Span(self.start, self.end))


def read(original: str, paragraphs: Sequence[Piece]) -> list[Contact]:
    """Every contact in reading order; the same name and number is told once."""
    drafts: list[_Draft] = []
    last = -2
    for index, paragraph in enumerate(paragraphs):
        is_headed = index > 0 and _is_cue(paragraphs[index - 1])
        is_next = index == last + 1 and not marks.is_prose(paragraph.folded)
        if marks.is_table_line(paragraph.text):
            continue
        if is_headed or is_next or _is_contact_line(paragraph):
            is_near = index - last <= 2
            _gather(original, paragraph, drafts if is_near and drafts else None, drafts)
            last = index
    unique = {(d.name, d.phone, d.email): d.contact() for d in drafts}
    return list(unique.values())


def _is_cue(heading: Piece) -> bool:
    """五、咨询电话: the numbers stand in the paragraph below."""
    text = heading.folded.rstrip(":")
    return len(text) <= 16 and text.endswith(("电话", "方式", "联系人", "热线"))


def _is_contact_line(paragraph: Piece) -> bool:
    return bool(_CUE.search(paragraph.folded) or _NAMED_PHONE.search(paragraph.folded))


def _gather(
    original: str, paragraph: Piece, near: list[_Draft] | None, drafts: list[_Draft]
) -> None:
    open_from = len(drafts) - 1 if near else len(drafts)
    waiting: list[_Draft] = []
    for token in _TOKEN.finditer(paragraph.folded):
        span = paragraph.at(token).span
        if token["names"]:
            names = _spaced(original, paragraph.at(token, "names"))
            waiting = [_Draft(name, None, None, *span) for name in _people(names)]
            waiting = _adopted(drafts, open_from, waiting)
        elif token["phone"]:
            _give_phone(paragraph, token, drafts, open_from, waiting)
        elif token["email"]:
            _give_email(token["email"], span, drafts, open_from)


def _adopted(drafts: list[_Draft], open_from: int, waiting: list[_Draft]) -> list[_Draft]:
    """A mail address or number told before the name belongs to the name that follows."""
    if waiting and len(drafts) > open_from >= 0 and drafts[-1].name is None:
        drafts[-1].name = waiting[0].name
        drafts[-1].end = max(drafts[-1].end, waiting[0].end)
        waiting = waiting[1:]
        return [] if not waiting else _kept(drafts, waiting)
    return _kept(drafts, waiting)


def _kept(drafts: list[_Draft], waiting: list[_Draft]) -> list[_Draft]:
    drafts += waiting
    return waiting


def _give_phone(
    paragraph: Piece,
    token: re.Match[str],
    drafts: list[_Draft],
    open_from: int,
    waiting: list[_Draft],
) -> None:
    number = _number(token["phone"])
    span = paragraph.at(token).span
    name = _name_before(paragraph.folded[: token.start()])
    name = name or _name_after(paragraph.folded[token.end() : token.end() + 8])
    for draft in waiting:
        if draft.phone is None and name in (None, draft.name):
            draft.phone, draft.end = number, span.end
            return
    last = drafts[-1] if len(drafts) > max(open_from, 0) else None
    if last and last.phone is None and name in (None, last.name):
        last.phone, last.end = number, max(last.end, span.end)
        return
    inherited = last.name if last and name is None and _is_second(paragraph, token) else None
    drafts.append(_Draft(name or inherited, number, None, *span))


def _is_second(paragraph: Piece, token: re.Match[str]) -> bool:
    """0793-6120340，13800005678: two numbers of one person, nothing but a comma between."""
    return bool(
        re.search(r"\d(?:\([^()]{1,4}\))?[\s,，、/]{1,3}$", paragraph.folded[: token.start()])
    )


def _give_email(email: str, span: Span, drafts: list[_Draft], open_from: int) -> None:
    for draft in drafts[max(open_from, 0) :]:
        if draft.email is None:
            draft.email = email
            draft.start, draft.end = min(draft.start, span.start), max(draft.end, span.end)
            return
    drafts.append(_Draft(None, None, email, *span))


def _spaced(original: str, names: Piece) -> str:
    """楚留香 叶孤城: give back the blanks between names that healing took for stray ones."""
    gaps = [b - a > 1 and "\n" not in original[a:b] for a, b in pairwise(names.origin)] + [False]
    return "".join(
        letter + (" " if gap else "") for letter, gap in zip(names.folded, gaps, strict=True)
    )


def _people(names: str) -> list[str]:
    parts = [_ROLE_AFTER.sub("", part) for part in re.split(r"[\s、]+", names) if part]
    if all(len(part) == 1 for part in parts):
        return ["".join(parts)]  # 张 三, set to the width of three
    people = [part for part in parts if 2 <= len(part) <= 4 and not _NOT_NAME.search(part)]
    return people or [part for part in parts if not _NOT_NAME.search(part)][-1:]


def _name_before(text: str) -> str | None:
    match = _NAME_BEFORE_PHONE.search(text[-32:]) or _NAME_AFTER_OFFICE.search(text[-16:])
    if match is None or _NOT_NAME.search(match[1]) or len(match[1]) > 4:
        return None
    return match[1]


def _name_after(text: str) -> str | None:
    match = re.match(r"\(([\u3400-\u9fff]{2,4})\)", text)
    return match[1] if match and not _NOT_NAME.search(match[1]) else None


def _number(text: str) -> str:
    """One way of writing a number: no blanks, the area code parted by a hyphen."""
    compact = re.sub(r"\s", "", text)
    area = re.fullmatch(r"\((0\d{2,3})\)-?(\d.*)", compact)
    return f"{area[1]}-{area[2]}" if area else compact
