"""Whom a source told of last, for the list of those nobody was told of for long."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0021_replies'),
    ]

    operations = [
        migrations.AlterField(
            model_name='sourcerecord',
            name='person',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='records', to='people.person'),
        ),
        migrations.AddIndex(
            model_name='sourcerecord',
            index=models.Index(fields=['person', 'at'], name='people_record_latest'),
        ),
    ]
