"""How far a job has come, for the page that waits for it; and which nights are taken care of."""

from django.db import models


class Progress(models.Model):
    key = models.CharField("任务", max_length=80, unique=True)
    done = models.PositiveIntegerField("已完成", default=0)
    total = models.PositiveIntegerField("总数", default=0)
    message = models.CharField("说明", max_length=200, blank=True)
    is_finished = models.BooleanField("已结束", default=False)
    has_failed = models.BooleanField("已失败", default=False)
    updated_at = models.DateTimeField("更新时间")

    class Meta:
        verbose_name = "进度"
        constraints = [
            models.CheckConstraint(
                name="jobs_failed_is_finished",
                condition=models.Q(has_failed=False) | models.Q(is_finished=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.done}/{self.total}"

    @property
    def percent(self) -> int:
        """Whole per cent, 100 only when it is over."""
        if self.is_finished and not self.has_failed:
            return 100
        return min(99, self.done * 100 // self.total) if self.total else 0


class Night(models.Model):
    """The night's work of a day has been asked for."""

    on = models.DateField("日期", unique=True)
    asked_at = models.DateTimeField("安排时间")

    class Meta:
        verbose_name = "夜间核对"

    def __str__(self) -> str:
        return f"{self.on}"
