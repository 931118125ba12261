"""Purses: what each unit has of a campaign's money."""

import django.db.models.deletion
from django.db import migrations, models

import yushui.kernel.money


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('campaigns', '0004_daily_book'),
        ('territory', '0002_change_of_regions'),
    ]

    operations = [
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
            },
        ),
        migrations.AddConstraint(
            model_name='purse',
            constraint=models.UniqueConstraint(fields=('campaign', 'unit'), name='funds_one_purse_of_a_unit'),
        ),
        migrations.AddConstraint(
            model_name='purse',
            constraint=models.CheckConstraint(condition=models.Q(('received__gte', models.F('passed_on') + models.F('given_back') + models.F('spent'))), name='funds_no_more_than_came_in'),
        ),
        migrations.AddConstraint(
            model_name='purse',
            constraint=models.CheckConstraint(condition=models.Q(('given_back__gte', 0), ('passed_on__gte', 0), ('received__gte', 0), ('spent__gte', 0)), name='funds_purse_not_negative'),
        ),
    ]
