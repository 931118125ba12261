"""What each expression was settled to, so that the list can be made from all of them together."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0001_initial"),
        ("territory", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="addressee",
            name="is_by_hand",
            field=models.BooleanField(default=False, verbose_name="人工落实"),
        ),
        migrations.AddField(
            model_name="addressee",
            name="position",
            field=models.PositiveIntegerField(default=0, verbose_name="次序"),
        ),
        migrations.AddField(
            model_name="addressee",
            name="units",
            field=models.ManyToManyField(
                related_name="+", to="territory.unit", verbose_name="收文单位"
            ),
        ),
    ]
