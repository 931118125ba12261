"""What kinds of columns a table has, and where their values come from."""

from django.db import models


class ColumnType(models.TextChoices):
    COUNT = "count", "整数"
    YUAN = "yuan", "金额（元）"
    WAN = "wan", "金额（万元）"
    TEXT = "text", "文字"


class Binding(models.TextChoices):
    """Where a column's value comes from."""

    STUB = "stub", "行名"
    LEDGER = "ledger", "自动统计"
    FORMULA = "formula", "表内计算"
    GATHERED = "gathered", "自动汇集文字"
    MANUAL = "manual", "人工填写"


class Repeat(models.TextChoices):
    """Whether a column has one value per reporter or one per garrison unit visited (S1-67)."""

    ONCE = "once", "每单位一行"
    PER_TROOP = "per_troop", "每支部队一行"
