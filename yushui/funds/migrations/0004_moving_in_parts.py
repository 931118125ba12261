"""Batches that a job moves, and what of a bank's answer has yet to be entered."""

from django.db import migrations, models
from django.db.models import F, Q


APPROVED = ["approved", "sending", "answering", "exported", "settled"]
PAID_FOR = ("sending", "answering", "exported", "settled")


class Migration(migrations.Migration):
    dependencies = [("funds", "0003_what_was_drawn")]

    operations = [
        migrations.RemoveConstraint("batch", "funds_batch_is_approved_by_another"),
        migrations.RemoveConstraint("batch", "funds_batch_is_paid_by_a_third"),
        migrations.AlterField(
            model_name="batch",
            name="state",
            field=models.CharField(
                choices=[
                    ("preparing", "正在编制"),
                    ("draft", "编制中"),
                    ("submitted", "待审批"),
                    ("returned", "已退回"),
                    ("approving", "正在审批"),
                    ("approved", "待付款"),
                    ("sending", "正在交银行"),
                    ("exported", "已交银行"),
                    ("answering", "正在登记回盘"),
                    ("settled", "已办结"),
                    ("withdrawn", "已作废"),
                ],
                default="preparing",
                max_length=20,
                verbose_name="状态",
            ),
        ),
        migrations.AddConstraint(
            "batch",
            models.CheckConstraint(
                condition=(
                    Q(state__in=APPROVED, approved_at__isnull=False)
                    & ~Q(approved_by_id="")
                    & ~Q(approved_by_id=F("prepared_by_id"))
                )
                | (~Q(state__in=APPROVED) & Q(approved_at__isnull=True, approved_by_id="")),
                name="funds_batch_is_approved_by_another",
            ),
        ),
        migrations.AddConstraint(
            "batch",
            models.CheckConstraint(
                condition=(
                    Q(state__in=PAID_FOR, paid_at__isnull=False)
                    & ~Q(paid_by_id="")
                    & ~Q(layout="")
                    & ~Q(paid_by_id=F("prepared_by_id"))
                    & ~Q(paid_by_id=F("approved_by_id"))
                )
                | (~Q(state__in=PAID_FOR) & Q(paid_at__isnull=True, paid_by_id="")),
                name="funds_batch_is_paid_by_a_third",
            ),
        ),
        migrations.AddField(
            model_name="answer",
            name="outcome",
            field=models.JSONField(blank=True, default=dict, verbose_name="待登记的结果"),
        ),
    ]
