"""The life of a campaign and of an assignment, as tables."""

from django.db import models

from yushui.kernel.lifecycle import Lifecycle


class State(models.TextChoices):
    OPEN = "open", "进行中"
    CLOSED = "closed", "已结束"


LIFECYCLE = Lifecycle(
    {"close": ([State.OPEN], State.CLOSED), "reopen": ([State.CLOSED], State.OPEN)},
    {"close": "结束活动", "reopen": "重新开启"},
)


class Progress(models.TextChoices):
    ASSIGNED = "assigned", "待办"
    DONE = "done", "已办结"


ASSIGNMENT = Lifecycle(
    {
        "finish": ([Progress.ASSIGNED], Progress.DONE),
        "reopen": ([Progress.DONE], Progress.ASSIGNED),
    },
    {"finish": "办结", "reopen": "撤回办结"},
)
