"""The small signs by which a line shows what it is: outline marks, title ends, table cells.

Healing asks before it joins lines, and the outline asks when it builds the tree; both must
mean the same by a heading. All patterns are tried on folded text (half width).
"""

import re


CHINESE_NUMERAL = "一二三四五六七八九十百〇零两"

# Kinds of document (文种) that may end a title, longest first so that none hides another.
KINDS = (
    "工作要点", "实施方案", "实施意见", "实施细则", "指导意见", "工作方案", "活动方案", "应急预案",
    "征求意见稿", "情况报告", "调研报告", "自查报告", "总结报告", "倡议书", "慰问信", "感谢信",
    "公开信", "表扬信", "邀请函", "责任书", "建议书", "决定书", "通知", "通告", "通报", "公告",
    "公示", "公报", "报告", "请示", "批复", "意见", "决定", "决议", "议案", "命令", "纪要", "方案",
    "办法", "规定", "条例", "细则", "规则", "章程", "预案", "计划", "规划", "要点", "总结", "简报",
    "信息", "汇报", "复函", "贺信", "函", "令", "名单", "说明", "清单", "指南",
)  # fmt: skip

_KIND_END = re.compile(rf"(?:{'|'.join(KINDS)})(?:\([^()]{{1,12}}\))?[\"']?$")
_TITLE_START = re.compile(r"关于|印发|转发|批转|^致")
_DOT = r"(?<=[\u3400-\u9fff)])(?<![一二三四五六七八九十])\.(?!\d)"
_FINISHED = re.compile(rf"(?:[。！？!?;:；：…]|{_DOT}|(?<=\d{{7}})\.)[\"')）】》〉]*$")
_SENTENCE_FINISHED = re.compile(rf"(?:[。！？!?]|{_DOT})[\"')）】]*$")
_RUNS_ON = re.compile(
    r"[,，、(（《“\[〔-]$|(?:的|和|与|及|把|将|向|并|或|于|对|按照|根据|结合|通过|为了|(?<![需纪摘简重主概提])要)$"
)
_PUNCTUATED = re.compile(r"[，,。；;！？]|、.*、")

_OUTLINE = re.compile(
    rf"(?:第[{CHINESE_NUMERAL}\d]{{1,5}}[章节条款编部分]"
    rf"|[{CHINESE_NUMERAL}]{{1,4}}[、.．]"
    rf"|\([{CHINESE_NUMERAL}\d]{{1,4}}\)"
    r"|\d{1,2}(?:、(?!\d{1,2}[、,])|[.．)](?:(?!\d)|(?=(?:19|20)\d\d年)))"
    r"|[①-⑳⑴-⒇㈠-㈩]|\d{1,2}\u20e3"
    r"|[A-Za-z][.、](?=[\u3400-\u9fff]))"
)
_BRACKET_END = re.compile(rf"[\d{CHINESE_NUMERAL}]{{1,4}}\)")
_INSTRUCTION = re.compile(r"\s*(?:要|应|须|请|对于?)(?!求|做好|点|象|策|口)")
_UNIT_MUST = re.compile(
    r"[厅局办门位级站队地道镇乡县村)](?:要|须|应)(?!求|点|素|用|急|该|对)|请(?:于|各|在|将|按)"
)
_CUT_FIGURE = re.compile(r"(?<![\d-])\d{1,4}周?$")
_WORD_END, _WORD_START = re.compile(r"[A-Za-z0-9@_-]$|[A-Za-z]\.$"), re.compile(r"[A-Za-z0-9.@_-]")
_CLOSING_LABEL = re.compile(
    r"附(?:件|表|录|图)?\s*[\d一二三四五六七八九十]{0,3}(?:-\d+)?\s*(?::|$)"
    r"|(?:主题词|抄\s*送|抄\s*报|主\s*送|报\s*送|分\s*送|发\s*送|公开方式|公开属性|公开类别|信息公开|联系人|联系电话|联系方式"
    r"|联系单位|联系地址|通讯地址|电\s*话|传\s*真|邮\s*箱|电子邮箱|电子邮件|单位名称|填报|填表|制表|审核|来源|发布时间|发布日期|浏览|点击"
    r"|签发人|索引号|文号|发文字号|成文日期|密级|紧急程度)[^,，。]{0,12}[:：]"
    r"|(?:此件|本文)[^。]{0,20}公开|\((?:此件|联系人|信息公开)"
)
# Particulars and navigation of a web page: each stands on a line of its own.
_PAGE_LABEL = re.compile(
    r"(?:来\s*源|信息来源|文章来源|发布时间|发布日期|更新时间|浏览|点击|访问|索\s*引\s*号|信息名称|名\s+称|文\s+号|主题分类"
    r"|体裁分类|组配分类|发布机构|发文机关|产生日期|成文日期|公开方式|作者|字体|字号|您?(?:当前|现在)?的?(?:所在)?位置)[^,，。]{0,12}[:：]"
    r"|(?:索\s*引\s*号|发布机构|名\s{2,}称|文\s{2,}号|来\s{2,}源|主\s*题\s*词)"
    r"|[^。]{0,60}[>»›][^。]{0,40}[>»›]"
)
_DATE_LINE = re.compile(
    r"(?:(?:19|20)\d\d|[〇零一二三四五六七八九]{4})\s*年\s*[\d元一二三四五六七八九十]{1,3}\s*月"
    r"\s*[\d一二三四五六七八九十]{1,3}\s*日(?:\s*印发)?$"
)
_NUMBER_LINE = re.compile(
    r"^\(?[\u3400-\u9fff]{1,16}[\[(〔][^\])〕]{2,6}[\])〕]\s*(?:第\s*)?\d{1,5}\s*号"
)
_RECIPIENT_END = re.compile(r"^(?:各|市|县|区|省|驻|全|局|机关|有关|尊敬|亲爱)[^。]{1,400}[:：]$")


def is_table_line(line: str) -> bool:
    """Cells with tabs between them, or pipes around them; `line` is unfolded and unstripped."""
    if "\t" in line.strip(" \u3000\r\n"):
        return True
    body = line.strip()
    return body.count("|") >= 2


def outline_mark(text: str) -> re.Match[str] | None:
    """The outline number that folded text begins with."""
    return _OUTLINE.match(text)


def opens_block(text: str) -> bool:
    """Whether a line cannot be the middle of a sentence: numbered, labelled, dated or a number."""
    return bool(
        _OUTLINE.match(text)
        or _CLOSING_LABEL.match(text)
        or _DATE_LINE.match(text)
        or _NUMBER_LINE.match(text)
        or (text.endswith("印发") and len(text) < 60)
    )


def is_label(text: str) -> bool:
    """Whether a line is a label, a particular or a number, which do not run on."""
    return bool(_CLOSING_LABEL.match(text) or _NUMBER_LINE.match(text))


def is_page_label(text: str) -> bool:
    """Whether a line belongs to the web page around a document, and no other line to it."""
    return bool(_PAGE_LABEL.match(text))


def is_inside_bracket(before: str, text: str) -> bool:
    """（| 传真：…）, （附件 | 2）: what stands in brackets that the line before opened."""
    is_open = before.count("(") > before.count(")")
    return is_open and ")" in text and bool(_BRACKET_END.match(text) or not _OUTLINE.match(text))


def opens_title(text: str) -> bool:
    return bool(_TITLE_START.search(text)) and not _PUNCTUATED.search(text) and len(text) < 80


def ends_title(text: str) -> bool:
    """Whether the line ends in a kind of document; prose ends in a full stop instead."""
    return bool(_KIND_END.search(text)) and "。" not in text


def is_finished(text: str) -> bool:
    return bool(_FINISHED.search(text))


def is_prose_end(text: str) -> bool:
    return bool(_SENTENCE_FINISHED.search(text)) or bool(_RECIPIENT_END.match(text))


def is_unclosed(text: str) -> bool:
    """Whether the line stops at a comma or inside brackets or quotes."""
    if _RUNS_ON.search(text):
        return True
    pairs = (("(", ")"), ("《", "》"))
    return any(text.count(left) > text.count(right) for left, right in pairs)


def is_cut_word(before: str, text: str) -> bool:
    """0796-81 | 10021, name@place | .cn: figures and addresses that a line's end went through."""
    if re.match(r"(?:19|20)\d\d年", text):
        return False
    return len(before) >= 15 and bool(_WORD_END.search(before) and _WORD_START.match(text))


def is_prose(text: str) -> bool:
    """Whether the line reads like part of running text rather than a name, a title or a cell."""
    return bool(_PUNCTUATED.search(text)) or bool(_SENTENCE_FINISHED.search(text))


def is_bare_heading(text: str) -> bool:
    """一、提高政治站位，切实强化组织领导: numbered, short, and no sentence in it."""
    mark = _OUTLINE.match(text)
    is_order = is_cut(text) or _UNIT_MUST.search(text)
    return bool(mark) and len(text) <= 45 and "。" not in text and not is_order


def is_cut(text: str) -> bool:
    """（一）要把学习…成立100周 | 年大会上: an instruction or a figure that was cut."""
    mark = _OUTLINE.match(text)
    return bool(_CUT_FIGURE.search(text) or (mark and _INSTRUCTION.match(text, mark.end())))
