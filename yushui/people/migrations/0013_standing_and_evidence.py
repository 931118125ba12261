"""A status has a history, a category its evidence and a disability its cause.

Who had another status than alive before gets the row it would have had: from the day that was kept,
or else from the day of the last change. No action could suspend or cancel anybody until now.
"""

import django.db.models.deletion
import uuid
from django.db import migrations, models


def give_rows(apps, schema_editor):
    Person = apps.get_model('people', 'Person')
    StatusChange = apps.get_model('people', 'StatusChange')
    changed = Person.objects.filter(status__in=['dead', 'moved']).order_by('pk')
    rows = (
        StatusChange(
            person=person,
            status=person.status,
            on=person.status_on or person.updated_at.date(),
            noted_at=person.updated_at,
            noted_by_name='升级前登记',
        )
        for person in changed.iterator(chunk_size=2000)
    )
    StatusChange.objects.bulk_create(rows, batch_size=2000)


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0012_contact_of_merged_families'),
    ]

    operations = [
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('paper', models.CharField(choices=[('disabled', '残疾军人证'), ('martyr', '烈士证明书'), ('duty_death', '因公牺牲军人证明书'), ('illness_death', '病故军人证明书'), ('discharge', '退役证（退伍证、转业证）'), ('preferential', '优待证'), ('merit', '立功证书（喜报、奖章证书）'), ('decision', '审批、认定文件'), ('other', '其他证明')], max_length=16, verbose_name='证件种类')),
                ('number_sealed', models.BinaryField(null=True)),
                ('decision', models.CharField(blank=True, max_length=60, verbose_name='批准文号')),
                ('issuer', models.CharField(blank=True, max_length=80, verbose_name='颁发、批准单位')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='颁发、批准日期')),
                ('noted_at', models.DateTimeField(verbose_name='登记时间')),
                ('noted_by_name', models.CharField(max_length=40, verbose_name='登记人')),
                ('taken_back_at', models.DateTimeField(null=True, verbose_name='撤销时间')),
                ('taken_back_reason', models.CharField(blank=True, max_length=200, verbose_name='撤销原因')),
            ],
            options={
                'verbose_name': '类别依据',
            },
        ),
        migrations.CreateModel(
            name='StatusChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('alive', '正常'), ('dead', '已故'), ('suspended', '中止'), ('cancelled', '取消'), ('moved', '迁出')], max_length=10, verbose_name='状态')),
                ('on', models.DateField(verbose_name='自哪天起')),
                ('decision', models.CharField(blank=True, max_length=60, verbose_name='决定文号')),
                ('decided_by', models.CharField(blank=True, max_length=80, verbose_name='决定单位')),
                ('death_cause', models.CharField(blank=True, choices=[('illness', '因病'), ('old_wound', '旧伤复发'), ('other', '其他')], max_length=10, verbose_name='死亡原因')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('noted_at', models.DateTimeField(verbose_name='登记时间')),
                ('noted_by_name', models.CharField(max_length=40, verbose_name='登记人')),
                ('taken_back_at', models.DateTimeField(null=True, verbose_name='撤销时间')),
                ('taken_back_by_name', models.CharField(blank=True, max_length=40, verbose_name='撤销人')),
                ('taken_back_reason', models.CharField(blank=True, max_length=200, verbose_name='撤销原因')),
            ],
            options={
                'verbose_name': '状态变动',
            },
        ),
        migrations.AddField(
            model_name='belonging',
            name='cause',
            field=models.CharField(blank=True, choices=[('war', '因战'), ('duty', '因公'), ('illness', '因病')], db_default='', max_length=10, verbose_name='残疾性质'),
        ),
        migrations.AlterField(
            model_name='look',
            name='field',
            field=models.CharField(choices=[('id_card', '身份证号'), ('phone', '联系电话'), ('certificate', '证件号码')], max_length=12, verbose_name='查看内容'),
        ),
        migrations.AlterField(
            model_name='person',
            name='status',
            field=models.CharField(choices=[('alive', '正常'), ('dead', '已故'), ('suspended', '中止'), ('cancelled', '取消'), ('moved', '迁出')], default='alive', max_length=10, verbose_name='状态'),
        ),
        migrations.AddConstraint(
            model_name='belonging',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('category__startswith', 'disabled_'), _negated=True), ('category__in', ['disabled_soldier', 'disabled_1_6', 'disabled_1_4', 'disabled_5_6', 'disabled_7_10', 'disabled_1', 'disabled_2', 'disabled_3', 'disabled_4', 'disabled_5', 'disabled_6', 'disabled_7', 'disabled_8', 'disabled_9', 'disabled_10', 'disabled_family']), _connector='OR'), name='people_disability_is_of_a_known_grade'),
        ),
        migrations.AddConstraint(
            model_name='belonging',
            constraint=models.CheckConstraint(condition=models.Q(('cause', ''), models.Q(('category__in', ['disabled_soldier', 'disabled_1_6', 'disabled_1_4', 'disabled_5_6', 'disabled_7_10', 'disabled_1', 'disabled_2', 'disabled_3', 'disabled_4', 'disabled_5', 'disabled_6', 'disabled_7', 'disabled_8', 'disabled_9', 'disabled_10']), ('cause__in', ['war', 'duty', 'illness'])), _connector='OR'), name='people_cause_is_of_a_disability'),
        ),
        migrations.AddConstraint(
            model_name='belonging',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cause', 'illness'), _negated=True), models.Q(('category__in', ('disabled_7_10', 'disabled_7', 'disabled_8', 'disabled_9', 'disabled_10')), _negated=True), _connector='OR'), name='people_illness_ends_at_grade_six'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='belonging',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='evidence', to='people.belonging'),
        ),
        migrations.AddField(
            model_name='statuschange',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='changes', to='people.person'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(('number_sealed__isnull', False), models.Q(('decision', ''), _negated=True), _connector='OR'), name='people_evidence_has_a_number'),
        ),
        migrations.AddConstraint(
            model_name='evidence',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at__isnull', True), ('taken_back_reason', '')), models.Q(('taken_back_at__isnull', False), models.Q(('taken_back_reason', ''), _negated=True)), _connector='OR'), name='people_evidence_is_taken_back_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='statuschange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['suspended', 'cancelled']), _negated=True), models.Q(('decision', ''), _negated=True), _connector='OR'), name='people_suspended_by_a_decision'),
        ),
        migrations.AddConstraint(
            model_name='statuschange',
            constraint=models.CheckConstraint(condition=models.Q(('death_cause', ''), ('status', 'dead'), _connector='OR'), name='people_death_cause_is_of_a_death'),
        ),
        migrations.AddConstraint(
            model_name='statuschange',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at__isnull', True), ('taken_back_reason', '')), models.Q(('taken_back_at__isnull', False), models.Q(('taken_back_reason', ''), _negated=True)), _connector='OR'), name='people_status_is_taken_back_with_a_reason'),
        ),
        migrations.RunPython(give_rows, migrations.RunPython.noop),
    ]
