"""The front of a document: title, kind, urgency, and what a web page puts around them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from yushui.notices.reading import days, marks, numbering
from yushui.notices.reading.numbering import FRONT
from yushui.notices.reading.organs import has_file_mark, is_organ, organs_of
from yushui.notices.reading.text import Piece, join


_LABEL = re.compile(r"^[\u3400-\u9fff][\u3400-\u9fff\s]{0,9}[:：]")
_JUNK = re.compile(
    r"^(?:首页|当前位置|您(?:现在)?(?:所在|的)?(?:的)?位置|您当前|位置[:：]|\[?字体|\[?字号|打印|\[打印|分享|来源|发布|浏览|阅读|点击|收藏|关闭|上一篇|下一篇"
    r"|主办单位|版权|网站|.{0,12}ICP备|.*[>›»].*[>›»]|信息来源|作者[:：]|编辑[:：]|索引号|主题分类|发文机关[:：]|名\s*称[:：]|.{0,40}(?:浏览次数|点击数|阅读次数|访问量))"
)
_QUALIFIER = re.compile(r"^\((?:.{0,8}稿|试行|暂行|草案|修订|\d{4}\s*-+\s*\d{4}\s*年?(?:度)?)\)$")
_YEAR_ADDED = re.compile(r"[(（](?:19|20)\d\d(?:年)?[)）]$")
_TITLE_LABEL = re.compile(r"^(?:名\s*称|标\s*题|(?:信息|文件|公文)(?:名称|标题))\s*[:：|]?\s*")
_SPACED = re.compile(r"^(?:\S[\s\u3000]+)+\S$")
_BLANKS = re.compile(r"[\s\u3000]+")
_BARE_KIND = re.compile(rf"^(?:紧急|补充|会议|重要|联合)?(?:{'|'.join(marks.KINDS)})$")
_KIND_AT_END = re.compile(
    rf"(?P<kind>{'|'.join(marks.KINDS)})(?:\((?:试行|草案|暂行|稿|征求意见稿|送审稿|修订|[^()]{{1,12}})\))?[\"']?$"
)
_TITLE_ORGANS = re.compile(r"^(?P<organs>.+?)(?=关于|印发|转发|批转)")
_AND_OTHERS = re.compile(
    r"^[\u3400-\u9fff]{4,30}等[\d一二三四五六七八九十]{1,3}个?(?:部门|单位|机关|部委)$"
)
_URGENCY = re.compile(r"(?:^|[\s:：号])(特急|加急|特提|平急|急件)(?=$|[\s·.明])")
_ISSUE = re.compile(
    r"^\(?(?:[\[(〔]?\d{4}[\])〕]?\s*年?\s*)?第?\s*[\d一二三四五六七八九十]+\s*[号期]\)?$"
)
_DAY_ALONE = re.compile(rf"^(?P<open>\()?{days.FULL_DATE}(?(open)[^。()]{{0,30}}\))$")
_DATED_ORGAN = re.compile(rf"^(?P<organ>[\u3400-\u9fff]{{4,40}}?)\s*{days.FULL_DATE}$")
# The kind named by the last formula of the body, when the title does not name it.
_FORMULAS = (
    ("通知", re.compile(r"特此通知|(?:现|特)[^。]{0,30}通知如下")),
    ("请示", re.compile(r"(?:妥否|当否|可否|是否妥当)[^。]{0,6}请(?:批示|批复|示)")),
    ("报告", re.compile(r"特此报告|(?:现|特)[^。]{0,30}报告如下")),
    ("函", re.compile(r"特此函(?:达|告|复|商)|专此函[^。]{1,3}|盼(?:复|予支持)")),
    ("公告", re.compile(r"特此公告|公告如下")),
    ("通告", re.compile(r"特此通告|通告如下")),
    ("公示", re.compile(r"(?:现|特)(?:予以?|将)?[^。]{0,20}公示")),
)


@dataclass(frozen=True)
class Title:
    """The title and the paragraphs it stands in, `first` to before `end`."""

    text: str
    piece: Piece
    organs: list[Piece]
    kind: str | None
    first: int
    end: int


def is_junk(text: str) -> bool:
    """Navigation, counters and labels that a web page puts around a document."""
    return bool(_JUNK.match(text))


def title_of(original: str, paragraphs: Sequence[Piece]) -> Title | None:
    """The title: what ends in a kind of document before the running text starts."""
    front = _front(paragraphs)
    for index in front:
        text = _close_up(paragraphs[index].folded)
        if _is_title(text):
            return _title(original, paragraphs, index)
    labelled = _labelled_title(paragraphs)
    if labelled:
        return labelled
    for index in front:
        text = paragraphs[index].folded
        if text.endswith(":"):
            return None  # the addressees: whatever follows is text
        if _is_headline(text):
            piece = paragraphs[index]
            return Title(piece.text, piece, [], None, index, index + 1)
    return None


def _labelled_title(paragraphs: Sequence[Piece]) -> Title | None:
    """名称：… in the particulars of a web page that shows the title nowhere else."""
    for index, paragraph in enumerate(paragraphs[:FRONT]):
        label = _TITLE_LABEL.match(paragraph.folded)
        rest = paragraph.cut(label.end()) if label else paragraph
        if label and _is_title(_close_up(rest.folded)):
            return _title_from(rest, [], index, index + 1)
    return None


def _front(paragraphs: Sequence[Piece]) -> list[int]:
    """The paragraphs before the running text, labels and navigation left out."""
    front: list[int] = []
    for index, paragraph in enumerate(paragraphs[:FRONT]):
        text = paragraph.folded
        if marks.is_table_line(paragraph.text) or is_junk(text):
            continue
        if len(text) > 60 and marks.is_prose_end(text):
            return front
        front.append(index)
    return front


def _is_title(text: str) -> bool:
    if not marks.ends_title(text) or len(text) > 120:
        return False
    if _LABEL.match(text) or _TITLE_LABEL.match(text):
        return False
    if text.startswith(("附", "《", '"', "抄送")) or marks.outline_mark(text):
        return False
    return not has_file_mark(text) and not re.search(r"[,，;；](?!.{0,12}(?:的)?通知$)", text[:-12])


def _is_headline(text: str) -> bool:
    """A headline of news: short, not a label, no number, no addressee, no full stop."""
    if len(text) < 5 or len(text) > 60 or marks.is_finished(text) or marks.opens_block(text):
        return False
    return not is_organ(text) and not has_file_mark(text) and numbering.find_number(text) is None


def _title(original: str, paragraphs: Sequence[Piece], index: int) -> Title:
    own = paragraphs[index]
    first = _below_number(paragraphs, index)
    while first > 0 and _belongs(original, paragraphs[first - 1], paragraphs[first]):
        first -= 1
    above = paragraphs[first:index]
    heads = [organ for line in above for organ in _heads(line)]
    end = index + 1
    if end < len(paragraphs) and qualifies(paragraphs[end].folded):
        own = join((own, paragraphs[end]))
        end += 1
    if heads:
        own = Piece(own.text, (paragraphs[first].origin[0], *own.origin[1:]))
    return _title_from(own, heads, first, end)


def qualifies(text: str) -> bool:
    """（征求意见稿）, （2022-2024年）: a line in brackets below a title is its end."""
    return bool(_QUALIFIER.match(text))


def _title_from(own: Piece, heads: list[Piece], first: int, end: int) -> Title:
    inside = _TITLE_ORGANS.match(own.folded)
    inner = organs_of(own.at(inside, "organs")) if inside else []
    text = _YEAR_ADDED.sub("", _with_blanks(_close_up(own.text), inner))
    between = " " if heads and inner else ""
    joined = " ".join(organ.text for organ in heads) + between + text
    kind = _KIND_AT_END.search(_close_up(own.folded))
    named = base_kind(kind["kind"]) if kind else None
    organs = [organ for organ in heads + inner if not _AND_OTHERS.search(organ.folded)]
    return Title(joined, own, organs, named, first, end)


def _with_blanks(text: str, organs: Sequence[Piece]) -> str:
    """Put back the blank between two issuing organs that healing took for a stray one."""
    for left, right in pairwise(organ.text for organ in organs):
        text = text.replace(left + right, f"{left} {right}", 1)
    return text


def _below_number(paragraphs: Sequence[Piece], index: int) -> int:
    """Between the document's number and 关于… organs can only be the title's first lines."""
    first = index
    while first > 0 and _heads(paragraphs[first - 1]):
        first -= 1
    above = paragraphs[first - 1].folded if first else ""
    return first if numbering.find_number(above.strip("()")) else index


def _belongs(original: str, line: Piece, below: Piece) -> bool:
    """An organ on the line right above 关于… is the title's first line; a blank line parts them."""
    between = original[line.span.end : below.span.start]
    is_near = between.count("\n") <= 1 or _AND_OTHERS.search(line.folded)
    return bool(is_near) and not has_file_mark(line.folded) and bool(_heads(line))


def _heads(line: Piece) -> list[Piece]:
    """The organs of a line, or the one that stands for several: 省退役军人事务厅等9部门."""
    return organs_of(line) or ([line] if _AND_OTHERS.search(line.folded) else [])


def _close_up(text: str) -> str:
    """公　　告 is one word; a blank between whole names stays."""
    return _BLANKS.sub("", text) if _SPACED.match(text) else text


def base_kind(kind: str) -> str:
    """实施方案 is a 方案, 总结报告 a 报告."""
    for base in ("方案", "意见", "报告", "办法", "细则", "预案", "要点", "决定", "函", "令"):
        if kind.endswith(base) and kind not in ("复函", "邀请函"):
            return base
    return "函" if kind == "复函" else "意见" if kind == "征求意见稿" else kind


def kind_of(title: Title | None, paragraphs: Sequence[Piece]) -> str | None:
    """The kind of document (文种), by its title or else by the set phrase that closes it."""
    if title and title.kind:
        return title.kind
    if title:
        return None
    for paragraph in reversed(paragraphs):
        for kind, formula in _FORMULAS:
            if formula.search(paragraph.folded):
                return kind
    return None


def urgency_of(paragraphs: Sequence[Piece], end: int) -> Piece | None:
    for paragraph in paragraphs[:end]:
        match = _URGENCY.search(paragraph.folded) if len(paragraph) <= 80 else None
        if match:
            return paragraph.at(match, 1)
    return None


def is_front_line(text: str) -> bool:
    """What may stand between title and addressee: a number, an issue, a day, an office and day."""
    if _ISSUE.match(text) or is_junk(text):
        return True
    if numbering.find_number(text.strip("()")) and not marks.is_prose(text):
        return True
    return is_dated(text) or bool(re.match(rf"^{days.FULL_DATE}[^。]{{0,30}}$", text))


def is_dated(text: str) -> bool:
    """A day alone, in brackets with what happened then, or beside the office it belongs to."""
    dated = _DATED_ORGAN.match(text)
    if dated and is_organ(dated["organ"]):
        return True
    return bool(_DAY_ALONE.match(text))
