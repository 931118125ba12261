"""A comparison with nothing is neither true nor false, and passed: both ends are asked for."""

from django.db import migrations, models
from django.db.models import F, Q


class Migration(migrations.Migration):
    dependencies = [("notices", "0002_addressee_units")]

    operations = [
        migrations.RemoveConstraint(model_name="item", name="notices_item_span_is_a_range"),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(start__isnull=False, end__isnull=False, start__lt=F("end")),
                name="notices_item_span_is_a_range",
            ),
        ),
    ]
