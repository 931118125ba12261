"""A look (查看记录) at a number that is otherwise masked."""

from datetime import datetime, time
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from yushui.kernel import clock, merging
from yushui.people.models.person import Person


class LookQuerySet(models.QuerySet["Look"]):
    def of_today(self, by_id: str) -> Self:
        """What counts towards the budget of a day; a whole list for the bank does not."""
        midnight = timezone.make_aware(datetime.combine(clock.today(), time()))
        return self.filter(by_id=by_id, at__gte=midnight, in_list=False)

    def for_listing(self) -> Self:
        return self.select_related("person").order_by("-at", "-pk")


class Look(models.Model):
    """Somebody had a masked number shown in full, and why (security C-22)."""

    class Field(models.TextChoices):
        ID_CARD = "id_card", "身份证号"
        PHONE = "phone", "联系电话"
        CERTIFICATE = "certificate", "证件号码"
        ACCOUNT = "account", "收款账号"

    person = models.ForeignKey(Person, models.CASCADE, related_name="looks")
    on_person_merge = merging.move
    field = models.CharField("查看内容", max_length=12, choices=Field)
    reason = models.CharField("事由", max_length=60)
    at = models.DateTimeField("时间")
    by_id = models.CharField("查看人编号", max_length=36)
    by_name = models.CharField("查看人", max_length=80)
    # It went to a bank in a list, which the reason names: not one of the looks of a day.
    in_list = models.BooleanField("随名单", default=False)

    objects = LookQuerySet.as_manager()

    class Meta:
        verbose_name = "查看记录"
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="people_look_has_a_reason"),
        ]
        indexes = [models.Index(fields=["by_id", "at"], name="people_look_budget")]

    def __str__(self) -> str:
        return f"{self.by_name} {self.get_field_display()}"
