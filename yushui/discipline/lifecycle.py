"""What a check is of, and the lives of checks, of what they found, and of gatherings."""

from django.db import models

from yushui.kernel.lifecycle import Lifecycle


class Occasion(models.TextChoices):
    """What is looked at: an activity of the offices, or the conduct of troops (S1-27, S3-20)."""

    GROUP = "group", "集中慰问"
    OUTING = "outing", "入户走访"
    CAMPAIGN = "campaign", "集中走访活动"
    MASS = "mass", "部队群众纪律"
    OUT = "out", "外出军人、军车"


# Conduct of troops is looked at by their own side.
OF_TROOPS = frozenset({Occasion.MASS, Occasion.OUT})


class Said(models.TextChoices):
    YES = "yes", "是"
    NO = "no", "否"
    NA = "na", "不适用"


class CheckState(models.TextChoices):
    RECORDED = "recorded", "已登记"
    CANCELLED = "cancelled", "已撤销"


CHECK = Lifecycle({"cancel": ([CheckState.RECORDED], CheckState.CANCELLED)})


class Matter(models.TextChoices):
    """What was found: by somebody who looked, or by the figures of a group visit."""

    ITEM = "item", "检查发现"
    SPEND = "spend", "人均支出偏高"
    UNAPPROVED = "unapproved", "未经批准的聚集"
    BEYOND = "beyond", "超出批准规模"


class FindingState(models.TextChoices):
    OPEN = "open", "待整改"
    ANSWERED = "reported", "待认定"
    CLOSED = "closed", "已销号"
    WITHDRAWN = "withdrawn", "已撤销"


STANDING = (FindingState.OPEN, FindingState.ANSWERED)
FINDING = Lifecycle(
    {
        "answer": ([FindingState.OPEN], FindingState.ANSWERED),
        "send_back": ([FindingState.ANSWERED], FindingState.OPEN),
        "close": ([FindingState.ANSWERED], FindingState.CLOSED),
        "withdraw": (STANDING, FindingState.WITHDRAWN),
    },
    labels={
        "answer": "报整改情况",
        "send_back": "退回重改",
        "close": "认定并销号",
        "withdraw": "撤销",
    },
)


class Form(models.TextChoices):
    """What people would come together for (S3-29)."""

    SYMPOSIUM = "symposium", "座谈会"
    TEA = "tea", "茶话会"
    GROUP = "group", "集中慰问"
    SHOW = "show", "文艺演出"
    CEREMONY = "ceremony", "仪式"
    OTHER = "other", "其他"


class GatheringState(models.TextChoices):
    DRAFTED = "drafted", "起草"
    ASKED = "asked", "待审批"
    APPROVED = "approved", "已批准"
    REFUSED = "refused", "不予举办"
    MERGED = "merged", "已合并"
    CALLED_OFF = "called_off", "已取消"


AHEAD = (GatheringState.DRAFTED, GatheringState.ASKED, GatheringState.APPROVED)
DECIDED = (GatheringState.APPROVED, GatheringState.REFUSED)
GATHERING = Lifecycle(
    {
        "revise": ([GatheringState.DRAFTED], GatheringState.DRAFTED),
        "ask": ([GatheringState.DRAFTED], GatheringState.ASKED),
        "take_back": ([GatheringState.ASKED], GatheringState.DRAFTED),
        "approve": ([GatheringState.ASKED], GatheringState.APPROVED),
        "refuse": ([GatheringState.ASKED], GatheringState.REFUSED),
        "merge": (AHEAD, GatheringState.MERGED),
        "call_off": (AHEAD, GatheringState.CALLED_OFF),
    },
    labels={
        "revise": "修改",
        "ask": "送审",
        "take_back": "撤回送审",
        "approve": "批准",
        "refuse": "不予举办",
        "merge": "并入另一场",
        "call_off": "取消",
    },
)
