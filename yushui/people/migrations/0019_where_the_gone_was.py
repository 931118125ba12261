"""Where the entry was that a merge took out of its table, as whoever parts the two must know."""

import django.db.models.deletion
from django.db import migrations, models


def fill(apps, schema_editor):
    """So far: where the one that stayed is."""
    merges = apps.get_model("people", "Merge").objects
    for merge in merges.select_related("household"):
        merges.filter(pk=merge.pk).update(gone_region_id=merge.household.region_id)


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0018_yearbooks"),
        ("territory", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="merge",
            name="gone_region",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="territory.region",
                verbose_name="并入的所在地",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.AlterField(
            model_name="merge",
            name="gone_region",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="territory.region",
                verbose_name="并入的所在地",
            ),
        ),
    ]
