"""Evidence (类别依据): what proves that a person is in a category."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q

from yushui.kernel import merging
from yushui.people.models.person import Belonging


class Paper(models.TextChoices):
    """What was seen: a certificate of the person's own, or a decision about them."""

    DISABLED = "disabled", "残疾军人证"
    MARTYR = "martyr", "烈士证明书"
    DUTY_DEATH = "duty_death", "因公牺牲军人证明书"
    ILLNESS_DEATH = "illness_death", "病故军人证明书"
    DISCHARGE = "discharge", "退役证（退伍证、转业证）"
    PREFERENTIAL = "preferential", "优待证"
    MERIT = "merit", "立功证书（喜报、奖章证书）"
    DECISION = "decision", "审批、认定文件"
    OTHER = "other", "其他证明"


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def standing(self) -> Self:
        return self.filter(taken_back_at=None)


class Evidence(models.Model):
    """A certificate or decision that was seen. What was entered by mistake is kept, crossed out.

    The number of a certificate is somebody's own and is sealed, bound to `uid`; that of a decision
    is a document's.
    """

    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    belonging = models.ForeignKey(Belonging, models.CASCADE, related_name="evidence")
    on_belonging_merge = merging.move
    paper = models.CharField("证件种类", max_length=16, choices=Paper)
    number_sealed = models.BinaryField(null=True)
    decision = models.CharField("批准文号", max_length=60, blank=True)
    issuer = models.CharField("颁发、批准单位", max_length=80, blank=True)
    issued_on = models.DateField("颁发、批准日期", null=True, blank=True)
    noted_at = models.DateTimeField("登记时间")
    noted_by_name = models.CharField("登记人", max_length=40)
    taken_back_at = models.DateTimeField("撤销时间", null=True)
    taken_back_reason = models.CharField("撤销原因", max_length=200, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        verbose_name = "类别依据"
        constraints = [
            models.CheckConstraint(
                condition=Q(number_sealed__isnull=False) | ~Q(decision=""),
                name="people_evidence_has_a_number",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_reason="")
                | Q(taken_back_at__isnull=False) & ~Q(taken_back_reason=""),
                name="people_evidence_is_taken_back_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.belonging} {self.get_paper_display()}"
