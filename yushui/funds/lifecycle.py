"""The lives of money entries, payment batches and the payments in them, as tables."""

from django.db import models

from yushui.kernel.lifecycle import Lifecycle


class Booking(models.TextChoices):
    """Where an appropriation or a transfer stands."""

    BOOKED = "booked", "已入账"
    CANCELLED = "cancelled", "已撤销"


BOOKING = Lifecycle({"cancel": ([Booking.BOOKED], Booking.CANCELLED)}, {"cancel": "撤销"})


class BatchState(models.TextChoices):
    PREPARING = "preparing", "正在编制"
    DRAFT = "draft", "编制中"
    SUBMITTED = "submitted", "待审批"
    RETURNED = "returned", "已退回"
    APPROVING = "approving", "正在审批"
    APPROVED = "approved", "待付款"
    SENDING = "sending", "正在交银行"
    EXPORTED = "exported", "已交银行"
    ANSWERING = "answering", "正在登记回盘"
    SETTLED = "settled", "已办结"
    WITHDRAWN = "withdrawn", "已作废"


# In whose hands the list still is; what went to the bank is never taken back as a whole.
OPEN_TO_PREPARER = (BatchState.DRAFT, BatchState.RETURNED)
BEFORE_APPROVAL = (*OPEN_TO_PREPARER, BatchState.SUBMITTED)
AT_THE_BANK = (BatchState.EXPORTED, BatchState.SETTLED)
# The money is out of the purse, or about to be.
PAID_FOR = (BatchState.SENDING, BatchState.ANSWERING, *AT_THE_BANK)
APPROVED_ON = (BatchState.APPROVED, *PAID_FOR)
# A job is at it: nobody presses anything twice, and nothing else is done meanwhile.
UNDER_WAY = (
    BatchState.PREPARING,
    BatchState.APPROVING,
    BatchState.SENDING,
    BatchState.ANSWERING,
)

BATCH = Lifecycle(
    {
        "fill": ([BatchState.PREPARING], BatchState.DRAFT),
        "submit": (OPEN_TO_PREPARER, BatchState.SUBMITTED),
        "return": ([BatchState.SUBMITTED, BatchState.APPROVED], BatchState.RETURNED),
        "look": ([BatchState.SUBMITTED], BatchState.APPROVING),
        "look_away": ([BatchState.APPROVING], BatchState.SUBMITTED),
        "approve": ([BatchState.SUBMITTED, BatchState.APPROVING], BatchState.APPROVED),
        "send": ([BatchState.APPROVED], BatchState.SENDING),
        "stop": ([BatchState.SENDING], BatchState.APPROVED),
        "export": ([BatchState.SENDING], BatchState.EXPORTED),
        "hear": ([BatchState.EXPORTED], BatchState.ANSWERING),
        "wait": ([BatchState.ANSWERING], BatchState.EXPORTED),
        "settle": ([BatchState.ANSWERING], BatchState.SETTLED),
        "withdraw": (
            [BatchState.PREPARING, *BEFORE_APPROVAL, BatchState.APPROVED],
            BatchState.WITHDRAWN,
        ),
    },
    labels={
        "fill": "编制",
        "submit": "提交审批",
        "return": "退回",
        "look": "审批",
        "look_away": "没有批准",
        "approve": "批准",
        "send": "付款",
        "stop": "没有交银行",
        "export": "交银行",
        "hear": "登记回盘",
        "wait": "等银行",
        "settle": "办结",
        "withdraw": "作废",
    },
)


class PaymentState(models.TextChoices):
    LISTED = "listed", "拟发"
    HELD = "held", "待认定"
    LEFT_OUT = "left_out", "不发"
    SENT = "sent", "已交银行"
    PAID = "paid", "已到账"
    FAILED = "failed", "未到账"


# Of one person in one campaign there is one of these at most.
STANDING = (PaymentState.LISTED, PaymentState.SENT, PaymentState.PAID)

PAYMENT = Lifecycle(
    {
        "hold": ([PaymentState.LISTED], PaymentState.HELD),
        "clear": ([PaymentState.HELD], PaymentState.LISTED),
        "pay": ([PaymentState.HELD], PaymentState.LISTED),
        "leave_out": ([PaymentState.LISTED, PaymentState.HELD], PaymentState.LEFT_OUT),
        "send": ([PaymentState.LISTED], PaymentState.SENT),
        "arrive": ([PaymentState.SENT], PaymentState.PAID),
        "fail": ([PaymentState.SENT], PaymentState.FAILED),
        "come_back": ([PaymentState.PAID], PaymentState.FAILED),
    },
    labels={
        "hold": "列为疑点",
        "clear": "疑点消除",
        "pay": "认定照发",
        "leave_out": "认定不发",
        "send": "交银行",
        "arrive": "登记到账",
        "fail": "登记未到账",
        "come_back": "登记退款",
    },
)
