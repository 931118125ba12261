"""What goes back to the senders of rosters, signed in both lanes."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0020_bank_accounts'),
        ('territory', '0002_change_of_regions'),
    ]

    operations = [
        migrations.CreateModel(
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('civil_signed_at', models.DateTimeField(null=True, verbose_name='地方签认时间')),
                ('civil_signed_by_name', models.CharField(blank=True, max_length=40, verbose_name='地方签认人')),
                ('civil_unit_name', models.CharField(blank=True, max_length=80, verbose_name='地方签认单位')),
                ('military_signed_at', models.DateTimeField(null=True, verbose_name='军队签认时间')),
                ('military_signed_by_name', models.CharField(blank=True, max_length=40, verbose_name='军队签认人')),
                ('military_unit_name', models.CharField(blank=True, max_length=80, verbose_name='军队签认单位')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('drafted', '待签认'), ('signed', '已签认'), ('void', '已作废')], default='drafted', max_length=20, verbose_name='状态')),
                ('sealed', models.BinaryField()),
                ('digest', models.CharField(max_length=64, verbose_name='校验码')),
                ('outcome', models.JSONField(default=dict, verbose_name='结果')),
                ('reason', models.CharField(blank=True, max_length=60, verbose_name='列出完整号码的事由')),
                ('made_at', models.DateTimeField(verbose_name='生成时间')),
                ('made_by_name', models.CharField(max_length=40, verbose_name='生成人')),
                ('voided_at', models.DateTimeField(null=True, verbose_name='作废时间')),
                ('voided_by_name', models.CharField(blank=True, max_length=40, verbose_name='作废人')),
                ('voided_reason', models.CharField(blank=True, max_length=200, verbose_name='作废原因')),
                ('roster', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='people.roster', verbose_name='花名册')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.unit', verbose_name='地方签认单位')),
            ],
            options={
                'verbose_name': '更正表',
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'drafted')), fields=('roster',), name='people_one_draft_reply_a_roster'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'signed'), _negated=True), models.Q(('civil_signed_at__isnull', False), ('military_signed_at__isnull', False)), _connector='OR'), name='people_signed_reply_has_both'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'void'), ('voided_at__isnull', False), models.Q(('voided_reason', ''), _negated=True)), models.Q(models.Q(('state', 'void'), _negated=True), ('voided_at__isnull', True)), _connector='OR'), name='people_reply_is_voided_with_a_reason')],
            },
        ),
    ]
