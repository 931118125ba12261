"""Mask long numbers in what banks said before reasons were masked as they come in."""

from django.db import migrations

from yushui.kernel.identifiers import masked_runs


AT_ONCE = 2_000


def mask(apps, schema_editor):
    payments = apps.get_model("funds", "Payment").objects
    changed = []
    for payment in payments.exclude(failure="").only("pk", "failure").iterator(AT_ONCE):
        masked = masked_runs(payment.failure)
        if masked != payment.failure:
            payment.failure = masked[:200]
            changed.append(payment)
    payments.bulk_update(changed, ["failure"], batch_size=AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [("funds", "0004_moving_in_parts")]

    operations = [migrations.RunPython(mask, migrations.RunPython.noop, elidable=True)]
