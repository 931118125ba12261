"""A try noted by mistake is taken back: kept with its reason, its day free again."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('visits', '0003_days_of_tries'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='try',
            name='visits_one_try_a_day',
        ),
        migrations.AddField(
            model_name='try',
            name='taken_back_at',
            field=models.DateTimeField(null=True, verbose_name='撤销时间'),
        ),
        migrations.AddField(
            model_name='try',
            name='taken_back_reason',
            field=models.CharField(blank=True, max_length=200, verbose_name='撤销原因'),
        ),
        migrations.AddConstraint(
            model_name='try',
            constraint=models.UniqueConstraint(condition=models.Q(('taken_back_at__isnull', True)), fields=('target', 'tried_on'), name='visits_one_try_a_day'),
        ),
        migrations.AddConstraint(
            model_name='try',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at__isnull', True), ('taken_back_reason', '')), models.Q(('taken_back_at__isnull', False), models.Q(('taken_back_reason', ''), _negated=True)), _connector='OR'), name='visits_try_is_taken_back_with_a_reason'),
        ),
    ]
