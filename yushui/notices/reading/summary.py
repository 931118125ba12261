"""A reading in plain words, a line for each thing, for somebody at a terminal."""

from collections.abc import Iterator
from datetime import date

from yushui.notices.reading import vocabulary
from yushui.notices.reading.structure import (
    Basis,
    Contact,
    Deadline,
    Deliverable,
    Duty,
    DutyKind,
    Head,
    Notice,
    Section,
    Table,
)


_BASIS = {
    Basis.EXPLICIT: "",
    Basis.INFERRED_YEAR: "（年份系推定，请确认）",
    Basis.FESTIVAL: "（按节日推算）",
    Basis.RECURRING: "",
}
_DELIVERABLES = {
    Deliverable.REPORT: "报告",
    Deliverable.TABLE: "统计表",
    Deliverable.ROSTER: "名册",
    Deliverable.PHOTOS: "照片",
    Deliverable.PLAN: "方案",
    Deliverable.OTHER: "其他",
}
_DUTIES = {
    DutyKind.PLAN: "制定方案",
    DutyKind.VISIT_COVERAGE: "普遍走访",
    DutyKind.LEADER_VISIT: "领导走访",
    DutyKind.GROUP_VISIT: "集中慰问",
    DutyKind.EVENT_VISIT: "遇事走访",
    DutyKind.CAMPAIGN_FREQUENCY: "活动次数",
    DutyKind.GIFT: "赠送物品",
    DutyKind.PAYMENT: "发放慰问金",
    DutyKind.MERIT_DELIVERY: "送立功喜报",
    DutyKind.HONOUR_PLAQUE: "挂光荣牌",
    DutyKind.CONTACT_CARD: "联系卡",
    DutyKind.HOUSEHOLD_FILE: "家庭档案",
    DutyKind.ROSTER: "花名册",
    DutyKind.CASE_LEDGER: "困难台账",
    DutyKind.NEED_LIST: "需求清单",
    DutyKind.PRACTICAL_DEED: "办实事",
    DutyKind.ARMY_SUPPORT: "支持部队",
    DutyKind.COMMUNITY_SERVICE: "爱民助民",
    DutyKind.PUBLICITY: "宣传教育",
    DutyKind.MEETING: "会议",
    DutyKind.FILING: "报送材料",
    DutyKind.INSPECTION: "督导检查",
    DutyKind.ASSESSMENT: "考核评比",
    DutyKind.DISCIPLINE: "纪律要求",
}
_QUOTE = 40


def lines(notice: Notice) -> Iterator[str]:
    yield from _head(notice.document)
    if notice.campaign.occasion:
        on = f"，{_day(notice.campaign.festival_on)}" if notice.campaign.festival_on else ""
        yield f"活动：{notice.campaign.year or ''}{notice.campaign.occasion}{on}"
    yield from _block("结构", [line for part in notice.sections for line in _section(part, 1)])
    yield from _block("期限", [_deadline(deadline) for deadline in notice.deadlines])
    yield from _block("任务", [_duty(duty) for duty in notice.duties])
    yield from _block("表格", [_table(table) for table in notice.tables])
    yield from _block(
        "附件",
        [f"{a.title}（{'有内容' if a.present else '未见内容'}）" for a in notice.attachments],
    )
    yield from _block("依据文件", [citation.text for citation in notice.lineage])
    yield from _block("联系", [_contact(contact) for contact in notice.contacts])
    yield from _block("请核对", [warning.message for warning in notice.warnings])


def _head(head: Head) -> Iterator[str]:
    rows = (
        ("标题", head.title),
        ("文种", head.kind),
        ("发文机关", "、".join(name.text for name in head.issuers)),
        ("发文字号", head.number.text if head.number else None),
        ("紧急程度", head.urgency),
        ("主送", "；".join(name.text for name in head.recipients)),
        ("抄送", "；".join(name.text for name in head.copies_to)),
        ("成文日期", _day(head.signed_on)),
        ("印发", f"{head.printed_by or ''} {_day(head.printed_on) or ''}".strip()),
        ("公开方式", head.disclosure),
        ("缺项", "、".join(head.missing)),
    )
    yield from (f"{label}：{value}" for label, value in rows if value)


def _block(title: str, rows: list[str]) -> Iterator[str]:
    if rows:
        yield ""
        yield f"{title}（{len(rows)}）"
        yield from (f"  {row}" for row in rows)


def _section(section: Section, depth: int) -> Iterator[str]:
    label = f"{section.number or ''}{section.heading or _cut(section.text)}"
    yield "  " * (depth - 1) + label
    for child in section.children:
        yield from _section(child, depth + 1)


def _deadline(deadline: Deadline) -> str:
    when = _day(deadline.on) or deadline.recurs or "日期未定"
    when += f" {deadline.at}前" if deadline.at else ""
    who = "、".join(deadline.owed_by) or "（未写明）"
    to = f" → {'、'.join(deadline.owed_to)}" if deadline.owed_to else ""
    what = "、".join(_DELIVERABLES[each] for each in deadline.deliverables) or deadline.what
    channel = f"，{deadline.channel}" if deadline.channel else ""
    return f"{when}{_BASIS[deadline.basis]}：{who}{to}：{what}{channel}"


def _duty(duty: Duty) -> str:
    who = "、".join(duty.actors) or "（未写明）"
    whom = "、".join(vocabulary.category(code).label for code in duty.targets)
    target = f"，对象：{whom}" if whom else ""
    clause = f"[{duty.clause}] " if duty.clause else ""
    return f"{clause}{_DUTIES[duty.kind]}：{who}{target}：{_cut(duty.quote)}"


def _table(table: Table) -> str:
    labels = "、".join("/".join(column.path) for column in table.columns)
    return f"{table.title or '（无标题）'}：{len(table.columns)}列 {len(table.rows)}行：{labels}"


def _contact(contact: Contact) -> str:
    return " ".join(part for part in (contact.name, contact.phone, contact.email) if part)


def _day(day: date | None) -> str | None:
    return f"{day.year}年{day.month}月{day.day}日" if day else None


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _QUOTE else f"{plain[:_QUOTE]}…"
