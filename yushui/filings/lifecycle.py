"""The lives of a table edition, of a filing and of a report, as tables."""

from django.db import models

from yushui.kernel.lifecycle import Lifecycle


class EditionState(models.TextChoices):
    DRAFT = "draft", "待确认口径"
    OPEN = "open", "填报中"
    CLOSED = "closed", "已截止"


EDITION = Lifecycle(
    {
        "open": ([EditionState.DRAFT], EditionState.OPEN),
        "close": ([EditionState.OPEN], EditionState.CLOSED),
        "reopen": ([EditionState.CLOSED], EditionState.OPEN),
    }
)


class State(models.TextChoices):
    OPEN = "open", "待填报"
    SUBMITTED = "submitted", "已提交"
    RETURNED = "returned", "已退回"
    ACCEPTED = "accepted", "已审核通过"


LIFECYCLE = Lifecycle(
    {
        "submit": ([State.OPEN, State.RETURNED], State.SUBMITTED),
        "withdraw": ([State.SUBMITTED], State.OPEN),
        "send_back": ([State.SUBMITTED, State.ACCEPTED], State.RETURNED),
        "accept": ([State.SUBMITTED], State.ACCEPTED),
    }
)


class ReportState(models.TextChoices):
    DRAFT = "draft", "起草中"
    SUBMITTED = "submitted", "已报送"
    RETURNED = "returned", "已退回"
    ACCEPTED = "accepted", "已收到"


REPORT = Lifecycle(
    {
        "submit": ([ReportState.DRAFT, ReportState.RETURNED], ReportState.SUBMITTED),
        "send_back": ([ReportState.SUBMITTED], ReportState.RETURNED),
        "accept": ([ReportState.SUBMITTED], ReportState.ACCEPTED),
    }
)
