"""What happened to families and asks for a visit, and the visit that answered it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0019_where_the_gone_was'),
        ('territory', '0002_change_of_regions'),
        ('visits', '0009_outings_and_tiers'),
    ]

    operations = [
        migrations.CreateModel(
            name='Occurrence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('misfortune', '重大变故'), ('rights', '权益受损'), ('disaster', '自然灾害'), ('other', '其他')], max_length=10, verbose_name='种类')),
                ('happened_on', models.DateField(verbose_name='发生日期')),
                ('learned_on', models.DateField(verbose_name='得知日期')),
                ('told_by', models.CharField(blank=True, max_length=40, verbose_name='告知人')),
                ('summary', models.CharField(max_length=200, verbose_name='情况')),
                ('state', models.CharField(choices=[('open', '待走访'), ('answered', '已走访'), ('closed', '不再走访')], default='open', max_length=20, verbose_name='状态')),
                ('opened_at', models.DateTimeField(verbose_name='登记时间')),
                ('opened_by_name', models.CharField(max_length=40, verbose_name='登记人')),
                ('closed_on', models.DateField(null=True, verbose_name='办结日期')),
                ('closed_reason', models.CharField(blank=True, max_length=200, verbose_name='不再走访的原因')),
                ('closed_by_name', models.CharField(blank=True, max_length=40, verbose_name='批准人')),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='occurrences', to='people.household', verbose_name='家庭')),
                ('office', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.unit', verbose_name='责任双拥办')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.region', verbose_name='地点')),
                ('township', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.unit', verbose_name='责任乡镇')),
                ('visit', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='occurrence', to='visits.visit', verbose_name='走访')),
            ],
            options={
                'verbose_name': '变故',
                'constraints': [models.UniqueConstraint(fields=('household', 'kind', 'happened_on'), name='visits_occurrence_once'), models.CheckConstraint(condition=models.Q(('learned_on__gte', models.F('happened_on'))), name='visits_occurrence_learned_after_it_happened'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'answered'), ('visit__isnull', False)), models.Q(models.Q(('state', 'answered'), _negated=True), ('visit__isnull', True)), _connector='OR'), name='visits_answered_cites_a_visit'), models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', False), ('state', 'closed'), models.Q(('closed_reason', ''), _negated=True), models.Q(('closed_by_name', ''), _negated=True)), models.Q(models.Q(('state', 'closed'), _negated=True), ('closed_by_name', ''), ('closed_on__isnull', True), ('closed_reason', '')), _connector='OR'), name='visits_closed_says_why_and_by_whom')],
            },
        ),
    ]
