"""The lives of persons, of rosters and of what hangs on them, as tables."""

from django.db import models

from yushui.kernel.lifecycle import Lifecycle


class RosterState(models.TextChoices):
    STAGED = "staged", "待核对"
    CHECKING = "checking", "正在核对"
    CHECKED = "checked", "待导入"
    LOADING = "loading", "正在导入"
    IMPORTED = "imported", "已导入"
    REFUSED = "refused", "已作废"
    UNDONE = "undone", "已撤回"


UNDER_WAY = (RosterState.CHECKING, RosterState.LOADING)
WAS_IMPORTED = (RosterState.IMPORTED, RosterState.UNDONE)

# A small roster is checked and loaded at once; a large one is asked for, and a job does the same
# move. A check that came to nothing leads back to the beginning, whatever an earlier one had said:
# that was about other columns.
ROSTER = Lifecycle(
    {
        "ask_check": ([RosterState.STAGED, RosterState.CHECKED], RosterState.CHECKING),
        "check": (
            [RosterState.STAGED, RosterState.CHECKED, RosterState.CHECKING],
            RosterState.CHECKED,
        ),
        "stop_check": ([RosterState.CHECKING], RosterState.STAGED),
        "ask_load": ([RosterState.CHECKED], RosterState.LOADING),
        "load": ([RosterState.CHECKED, RosterState.LOADING], RosterState.IMPORTED),
        "stop_load": ([RosterState.LOADING], RosterState.CHECKED),
        "refuse": ([RosterState.STAGED, RosterState.CHECKED], RosterState.REFUSED),
        "undo": ([RosterState.IMPORTED], RosterState.UNDONE),
    },
    labels={
        "ask_check": "核对",
        "check": "核对",
        "stop_check": "停止核对",
        "ask_load": "导入",
        "load": "导入",
        "stop_load": "停止导入",
        "refuse": "作废",
        "undo": "撤回导入",
    },
)


class QuestionState(models.TextChoices):
    OPEN = "open", "待核对"
    SAME = "same", "同一人"
    NEW = "new", "新人员"
    WITHDRAWN = "withdrawn", "不再处理"


# Of two clerks on one question the first decides, and the other is told.
QUESTION = Lifecycle(
    {
        "same": ([QuestionState.OPEN], QuestionState.SAME),
        "new": ([QuestionState.OPEN], QuestionState.NEW),
        "withdraw": ([QuestionState.OPEN], QuestionState.WITHDRAWN),
        "reopen": (
            [QuestionState.SAME, QuestionState.NEW, QuestionState.WITHDRAWN],
            QuestionState.OPEN,
        ),
    },
    labels={
        "same": "是同一人",
        "new": "是新人员",
        "withdraw": "这一行不用了",
        "reopen": "撤回认定",
    },
)


class DoubleState(models.TextChoices):
    OPEN = "open", "待核对"
    DISMISSED = "dismissed", "不是同一人"


# Two who are merged are no pair any more. What was dismissed is asked again if the data change.
DOUBLE = Lifecycle(
    {
        "dismiss": ([DoubleState.OPEN], DoubleState.DISMISSED),
        "ask_again": ([DoubleState.DISMISSED], DoubleState.OPEN),
    },
    labels={"dismiss": "不是同一人", "ask_again": "重新核对"},
)


class PrintingState(models.TextChoices):
    WAITING = "waiting", "正在排版"
    PRINTED = "printed", "可以下载"
    GIVEN_UP = "given_up", "没有印成"


PRINTING = Lifecycle(
    {
        "finish": ([PrintingState.WAITING], PrintingState.PRINTED),
        "give_up": ([PrintingState.WAITING], PrintingState.GIVEN_UP),
    },
    labels={"finish": "印成", "give_up": "停下来"},
)


class YearbookState(models.TextChoices):
    TAKEN = "taken", "待签认"
    SIGNED = "signed", "已签认"
    VOID = "void", "已作废"


# The second of the two lanes that signs makes the move. What was signed is never changed.
YEARBOOK = Lifecycle(
    {
        "sign": ([YearbookState.TAKEN], YearbookState.SIGNED),
        "void": ([YearbookState.TAKEN, YearbookState.SIGNED], YearbookState.VOID),
    },
    labels={"sign": "签认", "void": "作废"},
)


class ReplyState(models.TextChoices):
    DRAFTED = "drafted", "待签认"
    SIGNED = "signed", "已签认"
    VOID = "void", "已作废"


# As with a yearly list: the second signature makes the move, and what was signed stays.
REPLY = Lifecycle(
    {
        "sign": ([ReplyState.DRAFTED], ReplyState.SIGNED),
        "void": ([ReplyState.DRAFTED, ReplyState.SIGNED], ReplyState.VOID),
    },
    labels={"sign": "签认", "void": "作废"},
)


class Status(models.TextChoices):
    ALIVE = "alive", "正常"
    DEAD = "dead", "已故"
    SUSPENDED = "suspended", "中止"
    CANCELLED = "cancelled", "取消"
    MOVED = "moved", "迁出"


# What was entered by mistake is taken back and is no move: nobody rises from the dead.
STATUS = Lifecycle(
    {
        "die": (
            [Status.ALIVE, Status.SUSPENDED, Status.CANCELLED, Status.MOVED],
            Status.DEAD,
        ),
        "suspend": ([Status.ALIVE, Status.MOVED], Status.SUSPENDED),
        "cancel": ([Status.ALIVE, Status.SUSPENDED, Status.MOVED], Status.CANCELLED),
        "move_out": ([Status.ALIVE], Status.MOVED),
        "restore": ([Status.SUSPENDED, Status.MOVED], Status.ALIVE),
    },
    labels={
        "die": "登记去世",
        "suspend": "中止抚恤优待",
        "cancel": "取消抚恤优待",
        "move_out": "登记迁出",
        "restore": "恢复",
    },
)
