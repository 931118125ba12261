"""A group visit is one event that counts as a visit to each household that came."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0004_daily_book'),
        ('territory', '0002_change_of_regions'),
        ('visits', '0007_money_from'),
    ]

    operations = [
        migrations.AlterField(
            model_name='participant',
            name='visit',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='participants', to='visits.visit'),
        ),
        migrations.AlterField(
            model_name='visit',
            name='mode',
            field=models.CharField(choices=[('home', '登门入户'), ('meeting', '座谈交流'), ('phone', '电话问候'), ('letter', '发慰问信'), ('group', '集中慰问')], default='home', max_length=10, verbose_name='方式'),
        ),
        migrations.CreateModel(
            name='GroupVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('op_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(max_length=80, verbose_name='名称')),
                ('setting', models.CharField(choices=[('compound', '家属院'), ('barracks', '部队营区'), ('symposium', '座谈会'), ('square', '村（社区）集中活动')], default='compound', max_length=10, verbose_name='形式')),
                ('place', models.CharField(blank=True, max_length=80, verbose_name='地点')),
                ('held_on', models.DateField(verbose_name='日期')),
                ('notes', models.TextField(blank=True, verbose_name='座谈纪要')),
                ('state', models.CharField(choices=[('recorded', '已登记'), ('cancelled', '已撤销')], default='recorded', max_length=20, verbose_name='状态')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
                ('recorded_by_id', models.CharField(max_length=36)),
                ('recorded_by_name', models.CharField(max_length=40, verbose_name='登记人')),
                ('cancelled_at', models.DateTimeField(null=True, verbose_name='撤销时间')),
                ('cancelled_reason', models.CharField(blank=True, max_length=200, verbose_name='撤销原因')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='group_visits', to='campaigns.campaign')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.region', verbose_name='所在地')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='group_visits', to='territory.unit', verbose_name='组织单位')),
            ],
            options={
                'verbose_name': '集中慰问',
            },
        ),
        migrations.AddField(
            model_name='participant',
            name='group_visit',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='participants', to='visits.groupvisit'),
        ),
        migrations.AddField(
            model_name='visit',
            name='group_visit',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='visits', to='visits.groupvisit', verbose_name='集中慰问'),
        ),
        migrations.AddConstraint(
            model_name='participant',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('group_visit__isnull', False), ('visit__isnull', True)), models.Q(('group_visit__isnull', True), ('visit__isnull', False)), _connector='OR'), name='visits_participant_of_one_event'),
        ),
        migrations.AddConstraint(
            model_name='visit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('group_visit__isnull', False), ('mode', 'group')), models.Q(models.Q(('mode', 'group'), _negated=True), ('group_visit__isnull', True)), _connector='OR'), name='visits_in_a_group_cites_it'),
        ),
        migrations.AddConstraint(
            model_name='groupvisit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at__isnull', False), ('state', 'cancelled')), models.Q(('cancelled_at__isnull', True), ('state', 'recorded')), _connector='OR'), name='visits_cancelled_group_has_a_moment'),
        ),
    ]
