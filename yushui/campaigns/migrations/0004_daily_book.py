"""The book of a year's daily work, which belongs to no round."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0003_duty_due_at")]
    operations = [
        migrations.AddField(
            "campaign", "is_standing", models.BooleanField("日常工作", default=False)
        ),
        migrations.AddConstraint(
            "campaign",
            models.UniqueConstraint(
                fields=["year"],
                condition=models.Q(is_standing=True),
                name="campaigns_one_daily_book",
            ),
        ),
    ]
