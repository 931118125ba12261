"""The account a person is paid into, and looks at accounts that went out in a list."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0019_where_the_gone_was'),
    ]

    operations = [
        migrations.AddField(
            model_name='look',
            name='in_list',
            field=models.BooleanField(default=False, verbose_name='随名单'),
        ),
        migrations.AlterField(
            model_name='look',
            name='field',
            field=models.CharField(choices=[('id_card', '身份证号'), ('phone', '联系电话'), ('certificate', '证件号码'), ('account', '收款账号')], max_length=12, verbose_name='查看内容'),
        ),
        migrations.CreateModel(
            name='BankAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('holder_name', models.CharField(max_length=60, verbose_name='户名')),
                ('number_sealed', models.BinaryField()),
                ('number_index', models.CharField(editable=False, max_length=64)),
                ('bank_name', models.CharField(max_length=80, verbose_name='开户行')),
                ('guardian_name', models.CharField(blank=True, max_length=40, verbose_name='监护人')),
                ('guardian_relation', models.CharField(blank=True, max_length=20, verbose_name='监护人与本人关系')),
                ('since', models.DateField(verbose_name='自')),
                ('until', models.DateField(blank=True, null=True, verbose_name='至')),
                ('noted_at', models.DateTimeField(verbose_name='登记时间')),
                ('noted_by_name', models.CharField(max_length=40, verbose_name='登记人')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='accounts', to='people.person')),
            ],
            options={
                'verbose_name': '收款账户',
                'indexes': [models.Index(fields=['number_index'], name='people_account_number')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('person',), name='people_one_standing_account'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='people_account_ends_after_it_begins'), models.CheckConstraint(condition=models.Q(models.Q(('holder_name', ''), _negated=True), models.Q(('bank_name', ''), _negated=True)), name='people_account_has_a_holder_and_a_bank'), models.CheckConstraint(condition=models.Q(models.Q(('guardian_name', ''), ('guardian_relation', '')), models.Q(models.Q(('guardian_name', ''), _negated=True), models.Q(('guardian_relation', ''), _negated=True)), _connector='OR'), name='people_guardian_has_a_relation')],
            },
        ),
    ]
