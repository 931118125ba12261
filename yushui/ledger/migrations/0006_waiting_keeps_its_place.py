"""Since which posting a claim has waited, as it is said again where a place or a unit passed on."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0005_append_only_again")]
    operations = [
        migrations.AddField(
            model_name="waiting",
            name="since",
            field=models.BigIntegerField(null=True, verbose_name="原候补登记"),
        ),
    ]
