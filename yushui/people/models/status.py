"""A change of status (状态变动): since when a person is what, and who decided it."""

from typing import Self

from django.db import models
from django.db.models import Q

from yushui.kernel import merging
from yushui.people.lifecycle import Status
from yushui.people.models.person import Person


class DeathCause(models.TextChoices):
    """Why somebody died, as far as payments ask (军人抚恤优待条例 2024 art. 32)."""

    ILLNESS = "illness", "因病"
    OLD_WOUND = "old_wound", "旧伤复发"
    OTHER = "other", "其他"


class StatusChangeQuerySet(models.QuerySet["StatusChange"]):
    def standing(self) -> Self:
        return self.filter(taken_back_at=None)

    def latest_first(self) -> Self:
        return self.order_by("-on", "-pk")


class StatusChange(models.Model):
    """A person has a status from a day on. What was entered by mistake is kept, crossed out.

    Whoever has no row is alive. `Person.status` repeats the last standing one, for queries.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="changes")
    on_person_merge = merging.move
    status = models.CharField("状态", max_length=10, choices=Status)
    on = models.DateField("自哪天起")
    decision = models.CharField("决定文号", max_length=60, blank=True)
    decided_by = models.CharField("决定单位", max_length=80, blank=True)
    death_cause = models.CharField("死亡原因", max_length=10, choices=DeathCause, blank=True)
    reason = models.CharField("说明", max_length=200, blank=True)
    noted_at = models.DateTimeField("登记时间")
    noted_by_name = models.CharField("登记人", max_length=40)
    taken_back_at = models.DateTimeField("撤销时间", null=True)
    taken_back_by_name = models.CharField("撤销人", max_length=40, blank=True)
    taken_back_reason = models.CharField("撤销原因", max_length=200, blank=True)

    objects = StatusChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "状态变动"
        constraints = [
            # 军人抚恤优待条例 (2024) art. 59: the provincial department decides.
            models.CheckConstraint(
                condition=~Q(status__in=[Status.SUSPENDED, Status.CANCELLED]) | ~Q(decision=""),
                name="people_suspended_by_a_decision",
            ),
            models.CheckConstraint(
                condition=Q(death_cause="") | Q(status=Status.DEAD),
                name="people_death_cause_is_of_a_death",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_reason="")
                | Q(taken_back_at__isnull=False) & ~Q(taken_back_reason=""),
                name="people_status_is_taken_back_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_status_display()}"
