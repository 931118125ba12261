"""Which rows each merge speaks of, beside its journal, so that a merge is found by a row."""

import django.db.models.deletion
from django.db import migrations, models


AT_ONCE = 500
# Columns of a journal that point at a row another merge may have touched.
POINTS_AT = {
    "household_id": "people.household",
    "person_id": "people.person",
    "first_id": "people.person",
    "second_id": "people.person",
    "belonging_id": "people.belonging",
    "visit_id": "visits.visit",
    "target_id": "visits.target",
}


def fill(apps, schema_editor):
    merges = apps.get_model("people", "Merge").objects
    row = apps.get_model("people", "MergedRow")
    for merge in merges.order_by("pk").iterator(chunk_size=AT_ONCE):
        row.objects.bulk_create(
            (row(merge=merge, table=t, key=k, how=how) for (t, k), how in spoken_of(merge.journal)),
            batch_size=AT_ONCE,
        )


def spoken_of(journal):
    """Each row once, by the strongest word: gone, changed, or only pointed at before."""
    steps = [step for step in journal if "model" in step]
    how = {}
    for step in steps:
        for column, table in POINTS_AT.items():
            if key := step["before"].get(column):
                how[table, int(key)] = "named"
    how |= {(step["model"], step["pk"]): "changed" for step in steps}
    how |= {(step["model"], step["pk"]): "gone" for step in steps if step["do"] == "remove"}
    return how.items()


class Migration(migrations.Migration):
    dependencies = [("people", "0022_newest_claims")]
    operations = [
        migrations.CreateModel(
            name="MergedRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("table", models.CharField(max_length=60, verbose_name="数据表")),
                ("key", models.BigIntegerField(verbose_name="编号")),
                (
                    "how",
                    models.CharField(
                        choices=[("gone", "并入"), ("changed", "改动"), ("named", "原来指向")],
                        max_length=7,
                        verbose_name="涉及方式",
                    ),
                ),
                (
                    "merge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="people.merge",
                        verbose_name="合并记录",
                    ),
                ),
            ],
            options={
                "verbose_name": "合并涉及的记录",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("table", "key", "merge"), name="people_a_merge_names_a_row_once"
                    )
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
