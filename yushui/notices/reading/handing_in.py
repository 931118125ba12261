"""What is handed in, to whom and by which way: the parts of a sentence around 报 and its kin."""

import re
from collections.abc import Sequence
from functools import cache

from yushui.notices.reading import actors, vocabulary
from yushui.notices.reading.moments import Moment
from yushui.notices.reading.structure import Deliverable
from yushui.notices.reading.text import Piece
from yushui.notices.reading.vocabulary import alternatives


_TO = re.compile(r"[ ]?(?:(?:一并|统一|及时|分别|书面|同时|集中|汇总)?(?:至|到|给|回|往|送)?)[ ]?")
_AFTER_RECEIVER = re.compile(
    r"$|[,，。;；:：(\s\"]|备案|汇总|审核|审定|统一|办理|存档|研究|审批|处[,，。(]?|邮箱|联系人|并|指定|留存|核定|一份|各一"
    r"|书面|\d|报告|报送|反馈|提交|电子|政务|组织|后|以便|任|说明|请示"
)
# 报送至拥军优抚处马千里: who takes it in at the office.
_PERSON_FOLLOWS = re.compile(r"[\u4e00-\u9fff]{2,3}(?:处|收|同志|老师)?(?=[,，。;；(:：]|$)")
_TOWARDS = re.compile(r"向(?=[^,，。;；]{2,50}(?:报|提|交|反馈|书面|送|说明|备案|述职))")
_PERSON_AT = re.compile(
    r"(?<=[局办站科股室委部心会所])"
    r"(?!(?:办事|管理|保障|动员|组织|宣传|干部|优抚|双拥|安置|综合|秘书|机要|财务|人事|政工|思想|褒扬|军休|移交|就业|权益"
    r"|政治|群众|群工|政法|信访|接待))[\u4e00-\u9fff]{2,3}处$"
)
_PLACED = re.compile(r"[将把](?P<what>.{2,160})$")
_OURS = re.compile(
    r"我(?P<body>厅|局|办|部|委|处|站|科|会|院|中心|办公室|单位|镇|乡|街道)(?!各|及|的)"
    r"(?P<office>[\u4e00-\u9fff]{2,12}[处科股室])?"
)
_IN_NAME_OF = re.compile(r"以(?P<names>[^,，。;；]{2,80}?)(?:的)?名义")
_LEAD_IN = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}[、是要]|\([^()]{1,4}\)|\d{1,2}[.、)]|同时|其中|,|、|。|;|:|请|并|须|应|要|需|务必|将|把|于|在|按要求|及时|认真|分别|统一|\s)+"
)
_LEAD_OUT = re.compile(
    r"(?:,|;|:|。|、|请|并|须|应|要|需|务必|必须|务请|均|将|于|在|截至|截止|统一|一并|最迟|不迟于|不晚于|\s)+$"
)
_JUST_DONE = re.compile(r"(?:全部|全面)?(?:完成|办结|到位)(?:$|[,，。;；])")
_LETTERS = re.compile(r"[\u4e00-\u9fff]")


@cache
def verb() -> re.Pattern[str]:
    """A verb that hands something in."""
    words = vocabulary.data("filing")["reporting"]
    return re.compile("|".join([alternatives(words["verbs"]), *words["patterns"]]))


@cache
def collecting() -> re.Pattern[str]:
    return re.compile(alternatives(vocabulary.data("filing")["reporting"]["collecting"]))


@cache
def finishing() -> re.Pattern[str]:
    words = vocabulary.data("filing")["reporting"]
    return re.compile("|".join([alternatives(words["finishing"]), *words["finishing_patterns"]]))


def receivers(stretch: Piece, issuers: Sequence[str] = ()) -> list[str]:
    """Who takes in what is handed in, each by name; 我局 is the first issuer."""
    text = stretch.folded
    for match in _TOWARDS.finditer(text):
        found = _units_from(stretch, match.end())
        if found:
            return found
    for match in verb().finditer(text):
        start = match.end()
        joint = _TO.match(text, start)
        found = _units_from(stretch, joint.end() if joint else start) or _units_from(stretch, start)
        if found:
            return found
    ours = _OURS.search(text)
    return [_ours(issuers[0], ours)] if ours and issuers else []


def _ours(issuer: str, match: re.Match[str]) -> str:
    """我厅褒扬纪念处 is an office of the issuer, also where its 办公室 issued the document."""
    body, office = match["body"], match["office"] or ""
    if body in issuer and body != "办" and not issuer.endswith(body):
        issuer = issuer[: issuer.rindex(body) + len(body)]
    return issuer + office


def _units_from(stretch: Piece, start: int) -> list[str]:
    text = stretch.folded[start : start + 90]
    length = actors.leading_list(text, _AFTER_RECEIVER)
    length = length or actors.leading_list(text, _PERSON_FOLLOWS)
    if not length:
        return []
    person = _PERSON_AT.search(text[:length])
    return actors.distributed(stretch.cut(start, start + (person.start() if person else length)))


def named_owers(stretch: Piece) -> list[str]:
    """以…名义: the sentence itself says in whose name the thing is handed in (S0-60)."""
    match = _IN_NAME_OF.search(stretch.folded)
    return actors.distributed(stretch.at(match, "names")) if match else []


def what(stretch: Piece, moment: Moment, *, is_handing_in: bool) -> str:
    """The thing owed, in the words of the sentence: 将X报, X请于…报, or 报X."""
    subject = actors.subject(stretch)
    begin = subject.end if subject and subject.end <= moment.start else 0
    topic = stretch.cut(begin, moment.start)
    if not is_handing_in:
        done = _trimmed(_first_part(stretch.cut(moment.end)))
        tells = len(done) > 3 and finishing().search(done) and not _JUST_DONE.match(done)
        return done if tells else _trimmed(topic) or done
    action = verb().search(stretch.folded, moment.end)
    between = stretch.cut(moment.end, action.start()) if action else stretch.cut(moment.end)
    after = _object_after(stretch, action.end()) if action else ""
    tried = [
        _trimmed(_placed(between)) if _PLACED.search(between.folded) else "",
        _trimmed(_placed(topic)) if _PLACED.search(topic.folded) else "",
        after if _has_deliverable(after) else "",
        _trimmed(topic),
        _trimmed(between),
    ]
    return next((each for each in tried if _is_thing(each)), "") or after or tried[3]


def _first_part(piece: Piece) -> Piece:
    stop = re.search(r"[;。]", piece.folded)
    return piece.cut(0, stop.start() if stop else None)


def _placed(piece: Piece) -> Piece:
    """What 将 or 把 puts before the verb, or the whole stretch."""
    match = _PLACED.search(piece.folded)
    return piece.at(match, "what") if match else piece


def _object_after(stretch: Piece, start: int) -> str:
    joint = _TO.match(stretch.folded, start)
    start = joint.end() if joint else start
    length = actors.leading_list(stretch.folded[start:], _AFTER_RECEIVER)
    rest = stretch.cut(start + length)
    stop = re.search(r"[,，。;；]", rest.folded)
    return _trimmed(rest.cut(0, stop.start() if stop else None))


def _trimmed(piece: Piece) -> str:
    start = _LEAD_IN.match(piece.folded)
    piece = piece.cut(start.end()) if start else piece
    end = _LEAD_OUT.search(piece.folded)
    return (piece.cut(0, end.start()) if end else piece).strip().text


def _is_thing(text: str) -> bool:
    if len(_LETTERS.findall(text)) < 2:
        return False
    return _has_deliverable(text) or len(text) >= 8


def _has_deliverable(text: str) -> bool:
    return vocabulary.lexicon("deliverable").has(Piece.of(text).folded)


def deliverables(text: str) -> list[Deliverable]:
    """The kinds of things named in folded text, in their order."""
    return [Deliverable(code) for code in vocabulary.lexicon("deliverable").codes(text)]


def channel(text: str) -> str | None:
    """The way of sending, by its label."""
    codes = vocabulary.lexicon("channel").codes(text)
    return codes[0] if codes else None
