"""Rules about notices that need no database."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from yushui.kernel.errors import RuleViolation
from yushui.notices.reading.structure import DutyKind
from yushui.notices.reading.vocabulary import categories
from yushui.territory.kinds import Level


def texts(named: Iterable[Any]) -> list[str]:
    """The words of findings, which are strings or carry their words under `text`."""
    return [one["text"] if isinstance(one, dict) else one for one in named]


def shortened(text: str, length: int) -> str:
    """`text` as a column can hold it; the whole stays in the original."""
    return text if len(text) <= length else text[: length - 1] + "…"


def day(value: object) -> date | None:
    """A day as the notice's JSON has it."""
    return date.fromisoformat(str(value)) if value else None


def check_publishable(*, unconfirmed: int, unsettled: list[str], receivers: int) -> None:
    if unconfirmed:
        raise RuleViolation(
            f"还有 {unconfirmed} 处推断出来的内容没有确认（如推算的日期、缺失的附表），"
            "请逐条确认后再下达。"
        )
    if unsettled:
        raise RuleViolation(
            f"主送表述“{'”、“'.join(unsettled)}”还没有落实到单位，请选定单位，或注明本地没有。"
        )
    if not receivers:
        raise RuleViolation("收文单位名单是空的，请先核定主送单位。")


# What a unit of each level passes a notice on to, before anybody edits the list.
NEXT_RECIPIENTS = {
    Level.PROVINCE: ["各市（州、盟）双拥办"],
    Level.PREFECTURE: ["各县（市、区）双拥办", "市双拥工作领导小组成员单位"],
    Level.COUNTY: ["各乡镇（街道）", "县双拥工作领导小组成员单位"],
    Level.TOWNSHIP: ["各村（社区）"],
}


def next_recipients(level: int) -> list[str]:
    return NEXT_RECIPIENTS.get(Level(level), [])


HOUR = r"^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$"  # as the schema has it
ROLES = ("main", "copy", "reference")
_REQUIRED = {
    "document": "title",
    "recipient": "text",
    "deadline": "what",
    "duty": "kind",
    "table": "columns",
    "attachment": "title",
}
_BLANK: dict[str, dict[str, Any]] = {
    "recipient": {"text": "", "role": "main"},
    "deadline": {
        "on": None,
        "at": None,
        "basis": "explicit",
        "recurs": None,
        "what": "",
        "owed_by": [],
        "owed_to": [],
        "channel": None,
        "deliverables": [],
        "quote": "",
    },
    "duty": {
        "kind": "",
        "clause": "",
        "actors": [],
        "targets": [],
        "standard": {},
        "due": None,
        "due_at": None,
        "quote": "",
        "confidence": 1,
    },
    "table": {"title": None, "header_fields": [], "columns": [], "rows": []},
    "contact": {"name": None, "phone": None, "email": None},
    "attachment": {"title": "", "kind": "other", "present": False},
    "campaign": {"occasion": None, "festival_on": None, "year": None, "name": None},
}


def blank(kind: str) -> dict[str, Any]:
    """An item of one kind with nothing in it yet."""
    return dict(_BLANK.get(kind, {}))


def checked(kind: str, content: dict[str, Any]) -> dict[str, Any]:
    """`content` if an item of this kind may say so."""
    needed = _REQUIRED.get(kind)
    if needed and not content.get(needed):
        raise RuleViolation("这一条还没有填写内容，请补全后再保存。", field=needed)
    if kind == "duty" and content["kind"] not in set(DutyKind):
        raise RuleViolation("请从列表中选择任务种类。", field="kind")
    if kind == "duty" and set(content["targets"]) - {one.code for one in categories()}:
        raise RuleViolation("请从列表中选择对象类别。", field="targets")
    if kind == "recipient" and content["role"] not in ROLES:
        raise RuleViolation("请从列表中选择主送、抄送或参照执行。", field="role")
    _check_times(content)
    return content


def _check_times(content: dict[str, Any]) -> None:
    for field in ("on", "due", "festival_on", "signed_on"):
        if content.get(field):
            _check_day(content[field], field)
    for field in ("at", "due_at"):
        if content.get(field) and not re.fullmatch(HOUR, str(content[field])):
            raise RuleViolation("时刻请写成 17:00 这样。", field=field)


def _check_day(value: object, field: str) -> None:
    try:
        date.fromisoformat(str(value))
    except ValueError as wrong:
        raise RuleViolation(
            f"日期“{value}”不存在或写法不对，请写成 2026-08-10 这样。", field=field
        ) from wrong
