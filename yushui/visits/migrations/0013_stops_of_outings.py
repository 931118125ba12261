"""What an outing set out for is kept, also when a household is planned anew."""

import django.db.models.deletion
from django.db import migrations, models


BATCH = 2000


def keep_what_is_planned(apps, schema_editor):
    """Outings of before have the households that still name them; of others nothing is known."""
    Stop = apps.get_model('visits', 'Stop')
    planned = apps.get_model('visits', 'Target').objects.exclude(outing=None)
    rows = planned.order_by('pk').values_list('outing_id', 'pk').iterator(chunk_size=BATCH)
    stops = (Stop(outing_id=outing, target_id=target) for outing, target in rows)
    Stop.objects.bulk_create(stops, batch_size=BATCH, ignore_conflicts=True)


class Migration(migrations.Migration):

    dependencies = [
        ('visits', '0012_gifts_out_of_stock'),
    ]

    operations = [
        migrations.CreateModel(
            name='Stop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stops', to='visits.outing')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stops', to='visits.target')),
            ],
            options={
                'verbose_name': '走访安排的家庭',
                'constraints': [models.UniqueConstraint(fields=('outing', 'target'), name='visits_stop_once')],
            },
        ),
        migrations.RunPython(keep_what_is_planned, migrations.RunPython.noop),
    ]
