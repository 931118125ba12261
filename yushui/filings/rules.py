"""Rules about tables that need no database."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from yushui.filings.kinds import Binding, ColumnType
from yushui.kernel.errors import RuleViolation


def check_open(blank: Iterable[str]) -> None:
    names = list(blank)
    if names:
        raise RuleViolation(
            f"“{names[0]}”还没有确定取数方式，请逐列确认口径后再开始填报。", field="binding"
        )


def check_override(binding: str, *, number: int | None, counted: int | None, reason: str) -> None:
    if binding in (Binding.FORMULA, Binding.STUB):
        raise RuleViolation("合计和行名由系统生成，不能直接改。请改它所依据的列。")
    if number is not None and number < 0:
        raise RuleViolation("数值不能是负数。", field="number")
    if counted is not None and number != counted and not reason.strip():
        raise RuleViolation("填报值与统计值不一致，请写明调整原因。", field="reason")


def check_complete(missing: Iterable[str]) -> None:
    """Every number has to be there; a remark may stay empty."""
    names = list(missing)
    if names:
        shown = "、".join(names[:3]) + ("等" if len(names) > 3 else "")
        raise RuleViolation(f"还有 {len(names)} 处没有填写：{shown}。没有发生的请填 0。")


def check_reason(reason: str) -> None:
    if not reason.strip():
        raise RuleViolation("请写明退回原因，下级才知道改哪里。", field="reason")


def is_own(unit: int, *, issuer: int) -> bool:
    """Whether the unit that fills the table is the one that asked for it."""
    return unit == issuer


def check_not_own(unit: int, *, issuer: int) -> None:
    if is_own(unit, issuer=issuer):
        raise RuleViolation("这是本单位自己填的表，不能由本单位审核；要改的，请撤回后再改。")


def needs_number(type_: str, binding: str) -> bool:
    return type_ != ColumnType.TEXT and binding != Binding.STUB


FIGURE = re.compile(r"\{\{\s*(?P<key>[a-z0-9_]+)\s*\}\}")
# How a draft marks what only a person can add.
TO_COMPLETE = "（请补充"
# What a 报告 must not carry: a request belongs in a 请示 of its own (公文处理工作条例).
_REQUEST = re.compile(r"妥否|请批示|请予批准|请予批复|特此请示|恳请批准")


def check_sections(sections: Sequence[Mapping[str, str]], *, known: Mapping[str, Any]) -> None:
    """Every figure cited is one the report knows, and a report asks for nothing (S4-39)."""
    for section in sections:
        text = section.get("text", "")
        for match in FIGURE.finditer(text):
            if match["key"] not in known:
                raise RuleViolation(
                    f"“{section['heading']}”里的数据引用 {match.group()} 不存在，"
                    "请从右侧列表插入。",
                    field="sections",
                )
        if found := _REQUEST.search(text):
            raise RuleViolation(
                f"报告中不能夹带请示事项（“{found.group()}”）。需要请示的，请另行行文。",
                field="sections",
            )


def unwritten(sections: Sequence[Mapping[str, str]]) -> Iterator[str]:
    """What is still to be written before a report may go out, a sentence for each."""
    if not sections:
        yield "报告的正文还没有内容，请写好后再报送。"
    for section in sections:
        heading, text = section["heading"], section.get("text", "")
        if not text.strip():
            yield f"报告的“{heading}”部分还没有内容，请写好后再报送。"
        elif TO_COMPLETE in text:
            yield f"“{heading}”部分还留有“{TO_COMPLETE}……”的提示，请写好或删去后再报送。"


def check_written(sections: Sequence[Mapping[str, str]]) -> None:
    if problem := next(unwritten(sections), None):
        raise RuleViolation(problem, field="sections")
