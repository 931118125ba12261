"""Money of a campaign: what came in, what was passed on, and the purse of each unit."""

import django.db.models.deletion
import django.db.models.expressions
import uuid
import yushui.kernel.money
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('campaigns', '0004_daily_book'),
        ('territory', '0002_change_of_regions'),
    ]

    operations = [
        migrations.CreateModel(
            name='Appropriation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('op_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('amount', yushui.kernel.money.MoneyField(verbose_name='金额')),
                ('document', models.CharField(max_length=80, verbose_name='文号或凭证号')),
                ('on', models.DateField(verbose_name='日期')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('state', models.CharField(choices=[('booked', '已入账'), ('cancelled', '已撤销')], default='booked', max_length=20, verbose_name='状态')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
                ('recorded_by_name', models.CharField(max_length=40, verbose_name='登记人')),
                ('cancelled_at', models.DateTimeField(null=True, verbose_name='撤销时间')),
                ('cancelled_by_name', models.CharField(blank=True, max_length=40, verbose_name='撤销人')),
                ('cancelled_reason', models.CharField(blank=True, max_length=200, verbose_name='撤销原因')),
                ('origin', models.CharField(choices=[('budget', '本级财政预算'), ('above', '上级专项拨款'), ('donation', '社会捐赠')], max_length=10, verbose_name='来源')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appropriations', to='campaigns.campaign')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appropriations', to='territory.unit', verbose_name='单位')),
            ],
            options={
                'verbose_name': '经费到账',
                'abstract': False,
                'indexes': [models.Index(fields=['campaign', 'unit'], name='funds_appropriated')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='funds_appropriation_is_of_something'), models.CheckConstraint(condition=models.Q(('document', ''), _negated=True), name='funds_appropriation_cites_a_document'), models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at__isnull', False), ('state', 'cancelled'), models.Q(('cancelled_reason', ''), _negated=True)), models.Q(('cancelled_at__isnull', True), ('state', 'booked')), _connector='OR'), name='funds_appropriation_is_cancelled_with_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='Purse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('received', yushui.kernel.money.MoneyField(default=0, verbose_name='已到账')),
                ('passed_on', yushui.kernel.money.MoneyField(default=0, verbose_name='已下拨')),
                ('given_back', yushui.kernel.money.MoneyField(default=0, verbose_name='已交回')),
                ('spent', yushui.kernel.money.MoneyField(default=0, verbose_name='已使用')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='purses', to='campaigns.campaign')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='purses', to='territory.unit', verbose_name='单位')),
            ],
            options={
                'verbose_name': '资金账户',
                'constraints': [models.UniqueConstraint(fields=('campaign', 'unit'), name='funds_one_purse_of_a_unit'), models.CheckConstraint(condition=models.Q(('received__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('passed_on'), '+', models.F('given_back')), '+', models.F('spent')))), name='funds_no_more_than_came_in'), models.CheckConstraint(condition=models.Q(('given_back__gte', 0), ('passed_on__gte', 0), ('received__gte', 0), ('spent__gte', 0)), name='funds_purse_not_negative')],
            },
        ),
        migrations.CreateModel(
            name='Transfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('op_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('amount', yushui.kernel.money.MoneyField(verbose_name='金额')),
                ('document', models.CharField(max_length=80, verbose_name='文号或凭证号')),
                ('on', models.DateField(verbose_name='日期')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('state', models.CharField(choices=[('booked', '已入账'), ('cancelled', '已撤销')], default='booked', max_length=20, verbose_name='状态')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
                ('recorded_by_name', models.CharField(max_length=40, verbose_name='登记人')),
                ('cancelled_at', models.DateTimeField(null=True, verbose_name='撤销时间')),
                ('cancelled_by_name', models.CharField(blank=True, max_length=40, verbose_name='撤销人')),
                ('cancelled_reason', models.CharField(blank=True, max_length=200, verbose_name='撤销原因')),
                ('way', models.CharField(choices=[('down', '下拨'), ('back', '交回结余')], max_length=10, verbose_name='种类')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfers', to='campaigns.campaign')),
                ('giver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.unit', verbose_name='拨出单位')),
                ('receiver', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.unit', verbose_name='收款单位')),
            ],
            options={
                'verbose_name': '资金往来',
                'abstract': False,
                'indexes': [models.Index(fields=['campaign', 'giver'], name='funds_passed_on'), models.Index(fields=['campaign', 'receiver'], name='funds_received')],
                'constraints': [models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='funds_transfer_is_of_something'), models.CheckConstraint(condition=models.Q(('document', ''), _negated=True), name='funds_transfer_cites_a_document'), models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at__isnull', False), ('state', 'cancelled'), models.Q(('cancelled_reason', ''), _negated=True)), models.Q(('cancelled_at__isnull', True), ('state', 'booked')), _connector='OR'), name='funds_transfer_is_cancelled_with_a_reason'), models.CheckConstraint(condition=models.Q(('giver', models.F('receiver')), _negated=True), name='funds_transfer_goes_to_another')],
            },
        ),
    ]
