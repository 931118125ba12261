"""Whether a document puts anybody under a duty at all.

Reports, commendations, regulations, letters of comfort and news tell, honour, rule or thank; a
date or an instruction quoted in them binds no reader.
"""

import re
from collections.abc import Sequence

from yushui.notices.reading.structure import Head
from yushui.notices.reading.text import Piece


_UNDEMANDING = frozenset(
    {
        *(
            "报告",
            "情况报告",
            "调研报告",
            "自查报告",
            "总结报告",
            "总结",
            "汇报",
            "请示",
            "批复",
            "议案",
        ),
        *("决定", "决议", "命令", "令", "公报", "公示", "名单", "说明", "简报", "信息"),
        *("办法", "条例", "规定", "细则", "实施细则", "规则", "章程"),
        *("慰问信", "感谢信", "表扬信", "公开信", "贺信", "贺电", "建议书", "邀请函", "复函"),
    }
)
# They may set a day (请于…前函复; a 通报 for what is to be put right) but lay no duties.
_ASKING = frozenset({"函", "公告", "通告", "通报", "倡议书", "征求意见稿"})
_PRAISED = re.compile(r"(?:决定|现|特)[^。;]{0,60}(?:予以|给予)(?:通报)?(?:表扬|表彰|嘉奖)")
_HONOURS = re.compile(r"表扬|表彰|嘉奖|命名|授予|祝贺")


_ORDERS = re.compile(
    r"(?:安排|通知|要求|事项)[^。]{0,8}如下|收到请回复|特此通知|紧急通知|请各[^。]{1,30}前"
)
_NEWS = re.compile(r"记者|通讯员|本报讯|本网讯|报道|讯\)|据悉|近日,|连日来")
_FIRST, _ENOUGH = 30, 300
_ASKS_OPINION = re.compile(r"征求.*意见")
_ANNEX = re.compile(r"附件[ ]?\d{0,2}[:：]?$")
_BRINGS_RULES = re.compile(r"印发.*(?:办法|规定|条例|细则|规则|章程|制度|规范|标准)")
_RULES_BEGIN = re.compile(r"第[一1][章条]")


def has_deadlines(head: Head, paragraphs: Sequence[Piece] = ()) -> bool:
    """Whether days named in the document can be deadlines."""
    if head.kind is None:
        return bool(head.recipients or head.number) or _reads_as_order(paragraphs)
    if head.kind == "通报" and (_HONOURS.search(head.title or "") or _honours(paragraphs)):
        return False
    return head.kind not in _UNDEMANDING


def _honours(paragraphs: Sequence[Piece]) -> bool:
    return any(_PRAISED.search(paragraph.folded) for paragraph in paragraphs[:_FIRST])


def has_duties(head: Head, paragraphs: Sequence[Piece] = ()) -> bool:
    """Whether the document orders its addressees to do something."""
    return has_deadlines(head, paragraphs) and head.kind not in _ASKING


def _reads_as_order(paragraphs: Sequence[Piece]) -> bool:
    """A message without head or title that gives orders, and is no news."""
    text = "".join(paragraph.folded[:_ENOUGH] for paragraph in paragraphs[:_FIRST])
    return bool(_ORDERS.search(text)) and not _NEWS.search(text)


def binding(paragraphs: Sequence[Piece], head: Head) -> list[Piece]:
    """The paragraphs that can order something: no regulation sent out, no draft sent round."""
    ends = []
    if _BRINGS_RULES.search(head.title or ""):
        ends.append(_RULES_BEGIN)
    if _ASKS_OPINION.search(head.title or ""):
        ends.append(_ANNEX)
    for index, paragraph in enumerate(paragraphs if ends else ()):
        if any(end.match(paragraph.folded.strip()) for end in ends):
            return list(paragraphs[:index])
    return list(paragraphs)
