"""Households are put on outings, each a team and a day, and are in the tiers their duties name."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0004_daily_book'),
        ('territory', '0002_change_of_regions'),
        ('visits', '0008_group_visits'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='target',
            name='is_general',
            field=models.BooleanField(default=True, verbose_name='普遍走访'),
        ),
        migrations.AddField(
            model_name='target',
            name='is_key',
            field=models.BooleanField(default=False, verbose_name='重点慰问'),
        ),
        migrations.CreateModel(
            name='Outing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('going_on', models.DateField(verbose_name='日期')),
                ('others', models.CharField(blank=True, max_length=100, verbose_name='其他人员')),
                ('state', models.CharField(choices=[('planned', '已安排'), ('called_off', '已取消')], default='planned', max_length=20, verbose_name='状态')),
                ('planned_at', models.DateTimeField(verbose_name='安排时间')),
                ('planned_by_name', models.CharField(max_length=40, verbose_name='安排人')),
                ('called_off_reason', models.CharField(blank=True, max_length=200, verbose_name='取消原因')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outings', to='campaigns.campaign')),
                ('leader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='带队人')),
                ('members', models.ManyToManyField(related_name='outings', to=settings.AUTH_USER_MODEL, verbose_name='队员')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outings', to='territory.unit', verbose_name='走访单位')),
            ],
            options={
                'verbose_name': '走访安排',
            },
        ),
        migrations.AddField(
            model_name='target',
            name='outing',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='targets', to='visits.outing', verbose_name='走访安排'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.CheckConstraint(condition=models.Q(('is_general', True), ('is_key', True), _connector='OR'), name='visits_target_in_a_tier'),
        ),
        migrations.AddIndex(
            model_name='outing',
            index=models.Index(fields=['going_on', 'unit'], name='visits_outings_of_a_day'),
        ),
        migrations.AddConstraint(
            model_name='outing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('called_off_reason', ''), ('state', 'planned')), models.Q(('state', 'called_off'), models.Q(('called_off_reason', ''), _negated=True)), _connector='OR'), name='visits_called_off_with_a_reason'),
        ),
        migrations.RemoveIndex(
            model_name='target',
            name='visits_left_by_place',
        ),
        migrations.AddIndex(
            model_name='target',
            index=models.Index(fields=['campaign', 'region', 'state', 'is_key', 'is_general', 'persons_count'], name='visits_standing_by_place'),
        ),
    ]
