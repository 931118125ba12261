"""Plaques on the doors of families, one each (国办发〔2018〕72号, S2-09)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('merits', '0001_citations'),
        ('people', '0019_where_the_gone_was'),
        ('territory', '0002_change_of_regions'),
    ]

    operations = [
        migrations.CreateModel(
            name='Plaque',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(blank=True, max_length=120, verbose_name='悬挂地址')),
                ('hung_on', models.DateField(verbose_name='悬挂日期')),
                ('state', models.CharField(choices=[('hung', '悬挂中'), ('damaged', '待更换'), ('withdrawn', '已收回'), ('void', '登记有误')], default='hung', max_length=20, verbose_name='状态')),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plaques', to='people.household')),
            ],
            options={
                'verbose_name': '光荣牌',
            },
        ),
        migrations.CreateModel(
            name='PlaqueEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('move', models.CharField(max_length=20, verbose_name='事项')),
                ('on', models.DateField(verbose_name='日期')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='原因')),
                ('noted_at', models.DateTimeField(verbose_name='登记时间')),
                ('noted_by_name', models.CharField(max_length=40, verbose_name='登记人')),
                ('plaque', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='merits.plaque')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.unit', verbose_name='办理单位')),
            ],
            options={
                'verbose_name': '光荣牌记录',
            },
        ),
        migrations.AddIndex(
            model_name='plaque',
            index=models.Index(fields=['state', '-hung_on'], name='merits_plaques'),
        ),
        migrations.AddConstraint(
            model_name='plaque',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'void'), _negated=True), fields=('household',), name='merits_one_plaque_a_family'),
        ),
    ]
