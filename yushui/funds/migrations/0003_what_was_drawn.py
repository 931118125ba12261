"""Keep on a batch whether its money came out of a purse; of those before, where there is one now."""

from django.db import migrations, models
from django.db.models import Exists, OuterRef


AT_THE_BANK = ["exported", "settled"]


def tell_what_was_drawn(apps, schema_editor):
    Batch, Purse = apps.get_model("funds", "Batch"), apps.get_model("funds", "Purse")
    kept = Purse.objects.filter(campaign=OuterRef("campaign"))
    for keeper in ("unit", "unit__answers_for"):
        drawn = Batch.objects.filter(Exists(kept.filter(unit=OuterRef(keeper))))
        drawn.filter(state__in=AT_THE_BANK).update(is_drawn=True)


class Migration(migrations.Migration):
    dependencies = [("funds", "0002_payments")]

    operations = [
        migrations.AddField(
            model_name="batch",
            name="is_drawn",
            field=models.BooleanField(default=False, verbose_name="已从资金账户支出"),
        ),
        migrations.RunPython(tell_what_was_drawn, migrations.RunPython.noop, elidable=True),
    ]
