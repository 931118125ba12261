"""An earlier state (原状): what a load found of a person or a household before it changed them."""

from django.db import models
from django.db.models import Q

from yushui.people.models.question import Question
from yushui.people.models.roster import Roster


class Earlier(models.Model):
    """Kept so that the load of a roster, or of one row that was settled, can be taken back.

    The person and the household are no foreign keys: whoever was merged meanwhile can no longer be
    put back, and the load stays. A telephone is the ciphertext that stood in the person's row.
    """

    roster = models.ForeignKey(
        Roster, models.CASCADE, related_name="earlier", verbose_name="花名册"
    )
    question = models.ForeignKey(
        Question, models.CASCADE, null=True, related_name="earlier", verbose_name="待核对人员"
    )
    person_key = models.BigIntegerField("人员编号", null=True)
    household_key = models.BigIntegerField("家庭编号", null=True)
    was = models.JSONField("原来的内容", default=dict)  # by column
    phone_sealed = models.BinaryField(null=True)
    held = models.JSONField("原来的类别", default=list)
    added = models.JSONField("新增的类别", default=list)

    class Meta:
        verbose_name = "原状"
        constraints = [
            models.CheckConstraint(
                condition=Q(person_key__isnull=True, household_key__isnull=False)
                | Q(person_key__isnull=False, household_key__isnull=True),
                name="people_earlier_is_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.roster} {self.person_key or self.household_key}"
