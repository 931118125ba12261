"""The life of a notice and of a receipt, as tables."""

from django.db import models

from yushui.kernel.lifecycle import Lifecycle


class State(models.TextChoices):
    DRAFT = "draft", "待确认"
    PUBLISHED = "published", "已下达"
    WITHDRAWN = "withdrawn", "已撤回"


LIFECYCLE = Lifecycle(
    {
        "publish": ([State.DRAFT], State.PUBLISHED),
        "withdraw": ([State.PUBLISHED], State.WITHDRAWN),
    },
    {"publish": "下达", "withdraw": "撤回"},
)


class Reception(models.TextChoices):
    WAITING = "waiting", "待签收"
    RECEIVED = "received", "已签收"


RECEPTION = Lifecycle({"receive": ([Reception.WAITING], Reception.RECEIVED)}, {"receive": "签收"})
