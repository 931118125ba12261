"""What each post may do. This file is the permission matrix, and it is meant to be read.

The three administrators (三员) hold no right over the work itself, and nobody holds roles of two
families: the one who makes accounts does not grant posts, and neither reads the trail.
"""

from dataclasses import dataclass
from enum import StrEnum, auto

from django.db import models


class Permission(StrEnum):
    NOTICE_VIEW = auto()
    NOTICE_DRAFT = auto()  # take in, correct, publish, pass on
    NOTICE_RECEIVE = auto()  # sign for
    CAMPAIGN_VIEW = auto()
    CAMPAIGN_WORK = auto()  # mark an assignment done, with its evidence
    CAMPAIGN_MANAGE = auto()
    PEOPLE_VIEW = auto()
    PEOPLE_REVEAL = auto()
    PEOPLE_EDIT = auto()
    ROSTER_IMPORT = auto()
    YEARBOOK_TAKE = auto()  # freeze the yearly list, confirm its headcounts
    YEARBOOK_SIGN = auto()
    VISIT_VIEW = auto()
    VISIT_RECORD = auto()
    VISIT_EXCUSE = auto()
    FUNDS_VIEW = auto()
    FUNDS_MANAGE = auto()  # enter what came in, pass it on, prepare payments, keep the stock
    FUNDS_APPROVE = auto()
    FUNDS_PAY = auto()  # hand the list to the bank, enter what it answers
    MERIT_VIEW = auto()
    MERIT_MANAGE = auto()  # register, verify, assign citations and plaques
    MERIT_DELIVER = auto()
    DISCIPLINE_VIEW = auto()
    DISCIPLINE_CHECK = auto()  # record checks, put right what they found, ask for a gathering
    DISCIPLINE_MANAGE = auto()  # what the place asks and limits beyond the nation
    DISCIPLINE_DECIDE = auto()  # approve gatherings, say that something is put right
    FILING_VIEW = auto()
    FILING_FILL = auto()
    FILING_SUBMIT = auto()
    FILING_REVIEW = auto()
    REPORT_VIEW = auto()
    REPORT_EDIT = auto()
    REPORT_SUBMIT = auto()
    UNIT_VIEW = auto()
    UNIT_MANAGE = auto()
    ACCOUNT_MANAGE = auto()
    POST_GRANT = auto()
    AUDIT_VIEW = auto()


P = Permission

# What is done *as* a unit holds at one's own unit alone: a superior sees the work of those below,
# and does not sign for it, fill it in, hand it in or answer it in their place (ADR 0010).
AS_ONES_OWN_UNIT = frozenset(
    {
        P.NOTICE_DRAFT,
        P.NOTICE_RECEIVE,
        P.CAMPAIGN_WORK,
        P.CAMPAIGN_MANAGE,
        P.YEARBOOK_TAKE,
        P.YEARBOOK_SIGN,
        P.FUNDS_MANAGE,
        P.FUNDS_APPROVE,
        P.FUNDS_PAY,
        P.FILING_FILL,
        P.FILING_SUBMIT,
        P.FILING_REVIEW,  # by the unit that asked for the table or the report
        P.REPORT_EDIT,
        P.REPORT_SUBMIT,
    }
)
# What a command reads of the office it answers for, across the lanes: how the work stands, not the
# papers of the work (ADR 0005).
ACROSS_LANES = frozenset({P.CAMPAIGN_VIEW})


class Family(models.TextChoices):
    """A user belongs to one family for ever; three of them hold no business rights."""

    BUSINESS = "business", "业务人员"
    SYSTEM = "system", "系统管理员"
    SECURITY = "security", "安全管理员"
    AUDIT = "audit", "审计管理员"


@dataclass(frozen=True)
class Role:
    key: str
    label: str
    tells: str  # what the post does, for whoever grants it
    family: Family
    permissions: frozenset[Permission]


_LOOK = frozenset(
    {
        P.NOTICE_VIEW,
        P.CAMPAIGN_VIEW,
        P.PEOPLE_VIEW,
        P.VISIT_VIEW,
        P.FUNDS_VIEW,
        P.MERIT_VIEW,
        P.DISCIPLINE_VIEW,
        P.FILING_VIEW,
        P.REPORT_VIEW,
        P.UNIT_VIEW,
    }
)
_FIELD = _LOOK | {
    P.VISIT_RECORD,
    P.MERIT_DELIVER,
    P.DISCIPLINE_CHECK,
    P.NOTICE_RECEIVE,
    P.CAMPAIGN_WORK,
}
_DESK = _FIELD | {
    P.NOTICE_DRAFT,
    P.CAMPAIGN_MANAGE,
    P.PEOPLE_REVEAL,
    P.PEOPLE_EDIT,
    P.ROSTER_IMPORT,
    P.YEARBOOK_TAKE,
    P.FUNDS_MANAGE,
    P.MERIT_MANAGE,
    P.DISCIPLINE_MANAGE,
    P.FILING_FILL,
    P.FILING_SUBMIT,
    P.FILING_REVIEW,
    P.REPORT_EDIT,
    P.REPORT_SUBMIT,
    P.UNIT_MANAGE,
}
_HEAD = _DESK | {P.VISIT_EXCUSE, P.YEARBOOK_SIGN, P.FUNDS_APPROVE, P.DISCIPLINE_DECIDE}
# Neither prepares nor approves what is paid out.
_CASH = _LOOK | {P.FUNDS_PAY}
_ACCOUNTS = frozenset({P.ACCOUNT_MANAGE})
_POSTS = frozenset({P.POST_GRANT})
_TRAIL = frozenset({P.AUDIT_VIEW})

ROLES = {
    role.key: role
    for role in (
        Role("worker", "走访员", "入户走访、签收公文、办理任务", Family.BUSINESS, _FIELD),
        Role("clerk", "经办人", "收文下达、组织活动、填报审核", Family.BUSINESS, _DESK),
        Role(
            "head",
            "负责人",
            "经办人的全部权限，另可批准免访、签认年度名册、审批发放和聚集活动、认定作风问题",
            Family.BUSINESS,
            _HEAD,
        ),
        Role("cashier", "财务人员", "按审批的名单付款、登记付款结果", Family.BUSINESS, _CASH),
        Role("leader", "查看领导", "只看不办", Family.BUSINESS, _LOOK),
        Role("system", "系统管理员", "开通和停用账号", Family.SYSTEM, _ACCOUNTS),
        Role("security", "安全管理员", "授予和结束岗位", Family.SECURITY, _POSTS),
        Role("audit", "审计管理员", "查看和核验审计记录", Family.AUDIT, _TRAIL),
    )
}
