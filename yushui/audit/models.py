"""The record of who did what, and the seals that make it tell when it was changed.

Events hold no foreign keys: the trail must outlive what it describes, and nothing may be
kept from deletion, merging or renaming by the fact that it was once written about. They name
fields and never carry personal values. Why events are marked one by one and sealed in batches,
and what the database itself refuses, is in docs/adr/0003-audit-seals.md.
"""

from django.db import models
from django.db.models import F, Q


class Event(models.Model):
    at = models.DateTimeField("时间")
    kind = models.CharField("事项", max_length=60)
    actor_id = models.CharField("经办人编号", max_length=36)
    actor_name = models.CharField("经办人", max_length=80)
    unit_id = models.CharField("单位编号", max_length=36, null=True)  # noqa: DJ001  (no unit ≠ unnamed)
    unit_name = models.CharField("单位", max_length=120, null=True)  # noqa: DJ001
    subject = models.CharField("对象", max_length=80)
    subject_id = models.CharField("对象编号", max_length=36)
    detail = models.JSONField("详情", default=dict)
    request_id = models.CharField("请求编号", max_length=36, default="")
    mark = models.CharField("签记", max_length=80)

    class Meta:
        verbose_name = verbose_name_plural = "审计记录"
        indexes = [models.Index(fields=["subject", "subject_id", "at"], name="audit_event_subject")]

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.actor_name} {self.kind} {self.subject}#{self.subject_id}"


# Seals that left an id open, or closed one: the only ones a sealer has to look back at.
LOOSE = Q(gap_count__gt=0) | Q(late_count__gt=0)


class Seal(models.Model):
    """Covers the events after `after` up to `upto`, less `gaps`, plus `late` from earlier gaps."""

    number = models.PositiveBigIntegerField("序号")
    at = models.DateTimeField("时间")
    after = models.BigIntegerField("起始编号（不含）")
    upto = models.BigIntegerField("截止编号（含）")
    gaps = models.JSONField("空号", default=list)  # [[first, last], …] without an event so far
    late = models.JSONField("补封", default=list)  # ids that appeared in an earlier seal's gaps
    event_count = models.PositiveBigIntegerField("记录数")
    gap_count = models.PositiveBigIntegerField("空号数", default=0)
    late_count = models.PositiveBigIntegerField("补封数", default=0)
    previous = models.CharField("上一封条摘要", max_length=64, blank=True)
    digest = models.CharField("摘要", max_length=64)

    class Meta:
        verbose_name = verbose_name_plural = "审计封条"
        constraints = [
            models.UniqueConstraint(name="audit_seals_form_one_chain", fields=["number"]),
            models.CheckConstraint(
                name="audit_seal_does_not_run_backwards", condition=Q(upto__gte=F("after"))
            ),
        ]
        indexes = [models.Index(name="audit_seal_loose", fields=["at"], condition=LOOSE)]

    def __str__(self) -> str:
        return f"#{self.number} ({self.after}, {self.upto}]"
