"""The life of a visit and of a target, as tables."""

from django.db import models

from yushui.kernel.lifecycle import Lifecycle


class State(models.TextChoices):
    RECORDED = "recorded", "已登记"
    CANCELLED = "cancelled", "已撤销"


LIFECYCLE = Lifecycle({"cancel": ([State.RECORDED], State.CANCELLED)})


class Excuse(models.TextChoices):
    """Why a household could not be visited (S0-70)."""

    NOT_FOUND = "not_found", "查无此户"
    AWAY = "away", "外出"
    REFUSED = "refused", "拒访"
    MOVED = "moved", "已迁出"


class Reach(models.TextChoices):
    """Where a target stands. Excused is shown apart and never counts as visited (S0-70).

    Gone are those of whom nobody who was to be visited is left: they are owed no visit.
    """

    UNVISITED = "unvisited", "未走访"
    VISITED = "visited", "已走访"
    EXCUSED = "excused", "经批准免访"
    GONE = "gone", "对象已故或离开"


TARGET = Lifecycle(
    {
        "reach": ([Reach.UNVISITED, Reach.EXCUSED, Reach.GONE], Reach.VISITED),
        "excuse": ([Reach.UNVISITED], Reach.EXCUSED),
        "reopen": ([Reach.VISITED, Reach.EXCUSED], Reach.UNVISITED),
        "leave": ([Reach.UNVISITED], Reach.GONE),
        "come_back": ([Reach.GONE], Reach.UNVISITED),
    }
)


class Plan(models.TextChoices):
    """An outing is planned or called off; how far it came its households say."""

    PLANNED = "planned", "已安排"
    CALLED_OFF = "called_off", "已取消"


OUTING = Lifecycle({"call_off": ([Plan.PLANNED], Plan.CALLED_OFF)})


class Answer(models.TextChoices):
    """Where an occurrence stands: a visit answers it, or a head's word that none is needed."""

    OPEN = "open", "待走访"
    ANSWERED = "answered", "已走访"
    CLOSED = "closed", "不再走访"


OCCURRENCE = Lifecycle(
    {
        "answer": ([Answer.OPEN], Answer.ANSWERED),
        "close": ([Answer.OPEN], Answer.CLOSED),
        "reopen": ([Answer.ANSWERED, Answer.CLOSED], Answer.OPEN),
    }
)
