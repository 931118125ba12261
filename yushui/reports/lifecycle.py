"""The life of a special report, as a table."""

from django.db import models

from yushui.kernel.lifecycle import Lifecycle


class State(models.TextChoices):
    DRAFT = "draft", "起草中"
    SUBMITTED = "submitted", "已报送"
    RETURNED = "returned", "已退回"
    ACCEPTED = "accepted", "已收到"


LIFECYCLE = Lifecycle(
    {
        "submit": ([State.DRAFT, State.RETURNED], State.SUBMITTED),
        "send_back": ([State.SUBMITTED], State.RETURNED),
        "accept": ([State.SUBMITTED], State.ACCEPTED),
    }
)
