"""Documents that a document rests on: 按照全国双拥办《…的通知》, 根据《…办法》（国拥〔2018〕2号).

Not every 《》 is a document: films, books, songs and the annex that is being issued are not. What
counts is a kind of document at the end of the title and a word of basis before it.
"""

import re
from collections.abc import Iterator, Sequence

from yushui.notices.reading import healing, marks, numbering
from yushui.notices.reading.heading import Title
from yushui.notices.reading.structure import Citation
from yushui.notices.reading.text import Piece


_NOT_CITABLE = frozenset(("信息", "名单", "清单", "说明"))
_CITABLE = "|".join(
    [kind for kind in marks.KINDS if kind not in _NOT_CITABLE]
    + ["法", "纲要", "标准", "措施", "规程", "规范", "讲话"]
)
_QUOTED = re.compile(
    rf"《(?P<title>[^《》]{{4,120}}?(?:{_CITABLE})(?:\([^()《》]{{1,12}}\))?)》(?P<kind>的(?:通知|意见|函|决定))?"
    r"(?:\((?P<number>(?:[^()]|\(\d{4}\)){4,40}号)\))?"
)
_BASIS = re.compile(
    r"按照|根据|依据|依照|遵照|贯彻|落实|执行|转发|下发|印发|部署|要求|遵循|对照|参照|结合|收悉|来函"
)
_ISSUED_HERE = re.compile(
    r"(?:现将|将|制定了?|起草了?|拟定了?|填写|填报|报送|附件\d?[:：]?|附[:：])[^《》]{0,12}$"
)
_ANSWERED = re.compile(r"(?:等文件)?(?:已)?(?:转发|收悉|悉)")
_ISSUERS = re.compile(
    r"(?:按照|根据|依据|贯彻|落实|执行|转发|遵照|对照|参照|结合|[,，。;；\s、]|^)"
    r"(?P<issuers>[\u3400-\u9fff、]{2,60}?)(?:联合)?(?:印发|下发|发布|制定|出台)?的?$"
)
_BARE_NUMBER = re.compile(
    r"(?:按照|根据|依据|贯彻|落实|执行|转发|遵照|参照)(?P<number>[\u3400-\u9fff]{2,14}[\[(〔]\d{4}[\])〕]\d{1,4}号)(?:文件?|通知)?"
)
_FORWARDED = re.compile(
    rf"(?:转发|批转)(?P<title>[\u3400-\u9fff、]{{2,40}}关于.{{4,80}}?(?:{_CITABLE}))(?:的通知)?$"
)
_NO_ISSUER = re.compile(
    r"^(?:好|的|有关|相关|上级|国家|近日|日前|为|认真|切实|全面|深入|严格|进一步|通知|文件|以及|和|与|及)+$"
)
_LEADING_VERBS = re.compile(rf"^(?:{_BASIS.pattern}|好|了|的|将|由|经|据)+")


def read(paragraphs: Sequence[Piece], body: Sequence[int], title: Title | None) -> list[Citation]:
    """Every document cited as basis, once, in reading order."""
    found: dict[str, Citation] = {}
    for citation in _all(paragraphs, body, title):
        found.setdefault(citation.text, citation)
    return list(found.values())


def _all(
    paragraphs: Sequence[Piece], body: Sequence[int], title: Title | None
) -> Iterator[Citation]:
    if title:
        forwarded = _FORWARDED.search(title.piece.folded)
        if forwarded:
            piece = title.piece.at(forwarded, "title").strip("《》")
            yield Citation(piece.text, piece.span)
    for index in body:
        for sentence in healing.sentences(paragraphs[index]):
            yield from _quoted(sentence)
            for match in _BARE_NUMBER.finditer(sentence.folded):
                number = sentence.at(match, "number")
                yield Citation(number.text, number.span, number=_standard(number.folded))


def _quoted(sentence: Piece) -> Iterator[Citation]:
    previous = 0
    is_based = False
    for match in _QUOTED.finditer(sentence.folded):
        before = sentence.folded[previous : match.start()]
        is_listed = is_based and len(before) <= 8
        is_based = is_listed or bool(_BASIS.search(before[-40:]))
        previous = match.end()
        is_answered = bool(_ANSWERED.match(sentence.folded, match.end()))
        is_answered = is_answered or "转发给" in sentence.folded[match.end() :]
        if is_answered or (is_based and not _ISSUED_HERE.search(before)):
            title = sentence.at(match, "title")
            number = _standard(match["number"]) if match["number"] else None
            yield Citation(
                title.text, sentence.at(match).span, _issuers(before), number or match["number"]
            )


def _issuers(before: str) -> list[str]:
    match = _ISSUERS.search(before[-80:])
    if match is None or _NO_ISSUER.match(match["issuers"]):
        return []
    names = _LEADING_VERBS.sub("", match["issuers"]).split("、")
    return [name for name in names if len(name) >= 2 and _may_issue(name)]


def _may_issue(name: str) -> bool:
    """Whether a short name can be an organ's: 全国双拥办, 退役军人事务部, 省委."""
    return name[0] not in "贵你我本" and bool(
        re.search(r"(?:办|部|局|厅|委|府|组|会|院|处|区|党中央|中央|省|市|县)$", name)
    )


def _standard(text: str) -> str | None:
    match = numbering.find_number(text)
    return f"{match['organ']}〔{match['year']}〕{int(match['serial'])}号" if match else None
