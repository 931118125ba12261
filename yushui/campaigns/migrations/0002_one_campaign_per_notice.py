"""Two people who lay out one notice at the same moment must not make two campaigns of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0001_initial")]

    operations = [
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.UniqueConstraint(
                fields=["notice"], name="campaigns_one_per_notice"
            ),
        ),
    ]
