"""A list that has ended keeps both rows of two families that turned out to be one."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('visits', '0013_stops_of_outings'),
    ]

    operations = [
        migrations.AddField(
            model_name='target',
            name='is_second',
            field=models.BooleanField(default=False, editable=False, verbose_name='合并前另列的一户'),
        ),
        migrations.RemoveConstraint(
            model_name='target',
            name='visits_target_once',
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.UniqueConstraint(condition=models.Q(('is_second', False)), fields=('campaign', 'household'), name='visits_target_once'),
        ),
    ]
