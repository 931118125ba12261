"""A notice may set an hour beside the day; until now it was not kept."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0002_one_campaign_per_notice")]

    operations = [
        migrations.AddField(
            model_name="duty",
            name="due_at",
            field=models.CharField(blank=True, default="", max_length=5, verbose_name="时刻"),
            preserve_default=False,
        ),
    ]
