"""Citations of a whole place, printed by a job into one file."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0001_initial'),
        ('merits', '0002_plaques'),
        ('territory', '0002_change_of_regions'),
    ]

    operations = [
        migrations.CreateModel(
            name='PrintRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('waiting', '正在排版'), ('printed', '可以下载'), ('given_up', '没有印成')], default='waiting', max_length=20, verbose_name='状态')),
                ('asked_at', models.DateTimeField(verbose_name='提交时间')),
                ('asked_by_id', models.CharField(max_length=36, verbose_name='提交人编号')),
                ('asked_by_name', models.CharField(max_length=40, verbose_name='提交人')),
                ('printed_count', models.PositiveIntegerField(default=0, verbose_name='已印份数')),
                ('blanks', models.CharField(blank=True, max_length=200, verbose_name='缺字')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='完成时间')),
                ('setback', models.CharField(blank=True, max_length=300, verbose_name='未完成的原因')),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='文件')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.region', verbose_name='地方')),
            ],
            options={
                'verbose_name': '喜报打印',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('file__isnull', False), ('printed_count__gt', 0), ('state', 'printed')), models.Q(models.Q(('state', 'printed'), _negated=True), ('file__isnull', True)), _connector='OR'), name='merits_printed_has_a_file'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', True), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('finished_at__isnull', False)), _connector='OR'), name='merits_print_run_ends_at_a_moment')],
            },
        ),
    ]
