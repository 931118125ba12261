"""The life of a roster, as a table."""

from django.db import models

from yushui.kernel.lifecycle import Lifecycle


class RosterState(models.TextChoices):
    STAGED = "staged", "待核对"
    CHECKED = "checked", "待导入"
    IMPORTED = "imported", "已导入"
    REFUSED = "refused", "已作废"


ROSTER = Lifecycle(
    {
        "check": ([RosterState.STAGED, RosterState.CHECKED], RosterState.CHECKED),
        "load": ([RosterState.CHECKED], RosterState.IMPORTED),
        "refuse": ([RosterState.STAGED, RosterState.CHECKED], RosterState.REFUSED),
    }
)
