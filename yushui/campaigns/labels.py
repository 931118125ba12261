"""What duties and deliverables are called on screen and in reports."""

from collections.abc import Mapping
from typing import Any


DUTY_KINDS = {
    "plan": "制定方案",
    "visit_coverage": "走访慰问全覆盖",
    "leader_visit": "领导带头走访",
    "group_visit": "集中慰问",
    "event_visit": "遇事走访",
    "campaign_frequency": "集中走访次数",
    "gift": "送慰问品（信、联、画）",
    "payment": "发放慰问金",
    "merit_delivery": "送立功喜报",
    "honour_plaque": "悬挂光荣牌",
    "contact_card": "发放联系卡",
    "household_file": "建立家庭档案",
    "roster": "收集核对花名册",
    "case_ledger": "困难诉求台账",
    "need_list": "军地需求双清单",
    "practical_deed": "办实事",
    "army_support": "支持部队",
    "community_service": "爱民助民",
    "publicity": "宣传教育",
    "meeting": "会议",
    "filing": "报送材料",
    "inspection": "督导检查",
    "assessment": "考核评比",
    "discipline": "作风纪律",
}

DELIVERABLES = {
    "report": "专题报告",
    "table": "统计表",
    "roster": "花名册",
    "photos": "图片",
    "plan": "方案",
    "other": "其他材料",
}

_RANKS = {"head": "主要领导", "deputy": "分管领导"}


def titled(kind: str, standard: Mapping[str, Any]) -> str:
    """The kind of a duty, and whose rank it asks for where two would read alike (S4-29)."""
    rank = _RANKS.get(standard.get("rank", "")) if kind == "leader_visit" else None
    return f"{rank}带头走访" if rank else DUTY_KINDS.get(kind, "")
