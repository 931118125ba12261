"""Who is paid how much on what ground, the lists they are paid by, and what the bank answers."""

import django.db.models.deletion
import uuid
import yushui.kernel.money
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0004_daily_book'),
        ('funds', '0001_money'),
        ('people', '0020_bank_accounts'),
        ('territory', '0002_change_of_regions'),
    ]

    operations = [
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('op_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('cut_off_on', models.DateField(verbose_name='截止日期')),
                ('state', models.CharField(choices=[('preparing', '正在编制'), ('draft', '编制中'), ('submitted', '待审批'), ('returned', '已退回'), ('approved', '待付款'), ('exported', '已交银行'), ('settled', '已办结'), ('withdrawn', '已作废')], default='preparing', max_length=20, verbose_name='状态')),
                ('prepared_at', models.DateTimeField(verbose_name='编制时间')),
                ('prepared_by_id', models.CharField(max_length=36, verbose_name='编制人编号')),
                ('prepared_by_name', models.CharField(max_length=40, verbose_name='编制人')),
                ('submitted_at', models.DateTimeField(null=True, verbose_name='提交时间')),
                ('approved_at', models.DateTimeField(null=True, verbose_name='审批时间')),
                ('approved_by_id', models.CharField(blank=True, max_length=36, verbose_name='审批人编号')),
                ('approved_by_name', models.CharField(blank=True, max_length=40, verbose_name='审批人')),
                ('paid_at', models.DateTimeField(null=True, verbose_name='交银行时间')),
                ('paid_by_id', models.CharField(blank=True, max_length=36, verbose_name='付款人编号')),
                ('paid_by_name', models.CharField(blank=True, max_length=40, verbose_name='付款人')),
                ('layout', models.CharField(blank=True, max_length=20, verbose_name='银行格式')),
                ('settled_at', models.DateTimeField(null=True, verbose_name='办结时间')),
                ('setback', models.CharField(blank=True, max_length=300, verbose_name='原因')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='batches', to='campaigns.campaign', verbose_name='活动')),
                ('redo_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='redone', to='funds.batch', verbose_name='补发自')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.region', verbose_name='发放范围')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='batches', to='territory.unit', verbose_name='发放单位')),
            ],
            options={
                'verbose_name': '发放批次',
            },
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('serial', models.PositiveIntegerField(verbose_name='序号')),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('categories', models.JSONField(default=list, verbose_name='人员类别')),
                ('amount', yushui.kernel.money.MoneyField(verbose_name='金额')),
                ('holder_name', models.CharField(blank=True, max_length=60, verbose_name='户名')),
                ('bank_name', models.CharField(blank=True, max_length=80, verbose_name='开户行')),
                ('guardian_name', models.CharField(blank=True, max_length=40, verbose_name='监护人')),
                ('account_sealed', models.BinaryField(null=True)),
                ('account_index', models.CharField(blank=True, editable=False, max_length=64)),
                ('added_reason', models.CharField(blank=True, max_length=200, verbose_name='另列原因')),
                ('state', models.CharField(choices=[('listed', '拟发'), ('held', '待认定'), ('left_out', '不发'), ('sent', '已交银行'), ('paid', '已到账'), ('failed', '未到账')], max_length=10, verbose_name='状态')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='认定时间')),
                ('decided_by_id', models.CharField(blank=True, max_length=36, verbose_name='认定人编号')),
                ('decided_by_name', models.CharField(blank=True, max_length=40, verbose_name='认定人')),
                ('decision', models.CharField(blank=True, max_length=200, verbose_name='认定理由')),
                ('paid_on', models.DateField(null=True, verbose_name='到账日期')),
                ('failure', models.CharField(blank=True, max_length=200, verbose_name='未到账原因')),
                ('is_double', models.BooleanField(default=False, verbose_name='重复发放')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='funds.batch')),
                ('campaign', models.ForeignKey(db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='people.person')),
                ('region', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.region', verbose_name='村（社区）')),
            ],
            options={
                'verbose_name': '发放明细',
            },
        ),
        migrations.CreateModel(
            name='Doubt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, verbose_name='疑点')),
                ('told', models.CharField(max_length=200, verbose_name='说明')),
                ('payment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='doubts', to='funds.payment')),
            ],
            options={
                'verbose_name': '发放疑点',
            },
        ),
        migrations.CreateModel(
            name='Standard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='名称')),
                ('occasion', models.CharField(blank=True, max_length=20, verbose_name='时节')),
                ('categories', models.JSONField(verbose_name='发放对象类别')),
                ('amount', yushui.kernel.money.MoneyField(verbose_name='每人金额')),
                ('source', models.TextField(verbose_name='依据原文')),
                ('document', models.CharField(max_length=80, verbose_name='依据文号')),
                ('since', models.DateField(verbose_name='自')),
                ('until', models.DateField(blank=True, null=True, verbose_name='至')),
                ('made_at', models.DateTimeField(verbose_name='登记时间')),
                ('made_by_name', models.CharField(max_length=40, verbose_name='登记人')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.region', verbose_name='适用地方')),
            ],
            options={
                'verbose_name': '发放标准',
            },
        ),
        migrations.AddField(
            model_name='batch',
            name='standard',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='batches', to='funds.standard', verbose_name='发放标准'),
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, verbose_name='校验值')),
                ('name', models.CharField(max_length=200, verbose_name='文件名')),
                ('paid_count', models.PositiveIntegerField(verbose_name='到账人数')),
                ('failed_count', models.PositiveIntegerField(verbose_name='未到账人数')),
                ('at', models.DateTimeField(verbose_name='登记时间')),
                ('by_id', models.CharField(max_length=36, verbose_name='登记人编号')),
                ('by_name', models.CharField(max_length=40, verbose_name='登记人')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='funds.batch')),
            ],
            options={
                'verbose_name': '银行回盘',
                'constraints': [models.UniqueConstraint(fields=('batch', 'digest'), name='funds_an_answer_once')],
            },
        ),
        migrations.AddIndex(
            model_name='payment',
            index=models.Index(fields=['batch', 'state'], name='funds_payment_state'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.UniqueConstraint(condition=models.Q(('is_double', False), ('state__in', ('listed', 'sent', 'paid'))), fields=('campaign', 'person'), name='funds_one_payment_per_person'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.UniqueConstraint(fields=('batch', 'serial'), name='funds_serial_once'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='funds_payment_of_something'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('listed', 'sent', 'paid')), _negated=True), models.Q(('account_sealed__isnull', False), models.Q(('holder_name', ''), _negated=True)), _connector='OR'), name='funds_paid_into_an_account'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('decided_by_id', ''), ('decision', '')), models.Q(('decided_at__isnull', False), models.Q(('decided_by_id', ''), _negated=True), models.Q(('decision', ''), _negated=True)), _connector='OR'), name='funds_decided_by_somebody_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'left_out'), _negated=True), ('decided_at__isnull', False), _connector='OR'), name='funds_left_out_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('paid_on__isnull', False), ('state', 'paid')), models.Q(models.Q(('state', 'paid'), _negated=True), ('paid_on__isnull', True)), _connector='OR'), name='funds_paid_on_a_day'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), models.Q(('failure', ''), _negated=True)), models.Q(models.Q(('state', 'failed'), _negated=True), ('failure', '')), _connector='OR'), name='funds_failed_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='doubt',
            constraint=models.UniqueConstraint(fields=('payment', 'code'), name='funds_a_doubt_once'),
        ),
        migrations.AddIndex(
            model_name='standard',
            index=models.Index(fields=['region', 'since'], name='funds_standard_in_force'),
        ),
        migrations.AddConstraint(
            model_name='standard',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='funds_standard_pays_something'),
        ),
        migrations.AddConstraint(
            model_name='standard',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('source', ''), _negated=True), models.Q(('document', ''), _negated=True)), name='funds_standard_has_a_ground'),
        ),
        migrations.AddConstraint(
            model_name='standard',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='funds_standard_ends_after_it_begins'),
        ),
        migrations.AddIndex(
            model_name='batch',
            index=models.Index(fields=['unit', '-prepared_at'], name='funds_batch_newest'),
        ),
        migrations.AddIndex(
            model_name='batch',
            index=models.Index(fields=['campaign', 'state'], name='funds_batch_of_campaign'),
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(('prepared_by_id', ''), _negated=True), name='funds_batch_is_prepared_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_at__isnull', False), ('state__in', ['approved', 'exported', 'settled']), models.Q(('approved_by_id', ''), _negated=True), models.Q(('approved_by_id', models.F('prepared_by_id')), _negated=True)), models.Q(models.Q(('state__in', ['approved', 'exported', 'settled']), _negated=True), ('approved_at__isnull', True), ('approved_by_id', '')), _connector='OR'), name='funds_batch_is_approved_by_another'),
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('paid_at__isnull', False), ('state__in', ('exported', 'settled')), models.Q(('paid_by_id', ''), _negated=True), models.Q(('layout', ''), _negated=True), models.Q(('paid_by_id', models.F('prepared_by_id')), _negated=True), models.Q(('paid_by_id', models.F('approved_by_id')), _negated=True)), models.Q(models.Q(('state__in', ('exported', 'settled')), _negated=True), ('paid_at__isnull', True), ('paid_by_id', '')), _connector='OR'), name='funds_batch_is_paid_by_a_third'),
        ),
        migrations.AddConstraint(
            model_name='batch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['returned', 'withdrawn']), _negated=True), models.Q(('setback', ''), _negated=True), _connector='OR'), name='funds_batch_goes_back_for_a_reason'),
        ),
    ]
