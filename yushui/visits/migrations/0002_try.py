"""A table for the days on which nobody was met."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("visits", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Try",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tried_on", models.DateField(verbose_name="上门日期")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="情况")),
                ("noted_at", models.DateTimeField(verbose_name="登记时间")),
                ("noted_by_name", models.CharField(max_length=40, verbose_name="登记人")),
                (
                    "target",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tries",
                        to="visits.target",
                    ),
                ),
            ],
            options={"verbose_name": "未遇"},
        ),
        migrations.AddConstraint(
            model_name="try",
            constraint=models.UniqueConstraint(
                fields=("target", "tried_on"), name="visits_one_try_a_day"
            ),
        ),
    ]
