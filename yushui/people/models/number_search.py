"""A search by number (按号码查找): somebody looked for whose telephone or identity number it is."""

from django.db import models


class NumberSearch(models.Model):
    """Whoever may try numbers without end learns them: each search counts (security C-22)."""

    class Field(models.TextChoices):
        ID_TAIL = "id_tail", "身份证号后四位"
        ID_CARD = "id_card", "身份证号"
        PHONE = "phone", "电话号码"

    field = models.CharField("查找内容", max_length=10, choices=Field)
    found_count = models.PositiveIntegerField("找到人数")
    at = models.DateTimeField("时间")
    by_id = models.CharField("查找人编号", max_length=36)
    by_name = models.CharField("查找人", max_length=80)

    class Meta:
        verbose_name = "按号码查找"
        indexes = [models.Index(fields=["by_id", "at"], name="people_number_search_budget")]

    def __str__(self) -> str:
        return f"{self.by_name} {self.get_field_display()}"
