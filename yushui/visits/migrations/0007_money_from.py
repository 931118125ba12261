"""Whether the money of a visit came out of the unit's purse or was its own."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0004_daily_book'),
        ('territory', '0002_change_of_regions'),
        ('visits', '0006_talks_services_and_notes'),
    ]

    operations = [
        migrations.AddField(
            model_name='visit',
            name='money_from',
            field=models.CharField(blank=True, choices=[('purse', '活动经费'), ('own', '本单位自有资金')], default='', max_length=10, verbose_name='资金来源'),
            preserve_default=False,
        ),
        migrations.AddIndex(
            model_name='visit',
            index=models.Index(condition=models.Q(('money_from', 'own')), fields=['campaign', 'unit'], name='visits_of_own_money'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.CheckConstraint(condition=models.Q(('money_from', ''), ('money__gt', 0), _connector='OR'), name='visits_no_money_from_nowhere'),
        ),
    ]
