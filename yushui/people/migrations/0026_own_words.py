"""本人心声: what somebody says of their own wishes and worries, sealed."""

import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0025_letters'),
        ('territory', '0002_change_of_regions'),
    ]

    operations = [
        migrations.CreateModel(
            name='OwnWords',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('said_on', models.DateField(verbose_name='哪天说的')),
                ('sealed', models.BinaryField(null=True, verbose_name='原话')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
                ('recorded_by_id', models.CharField(max_length=36, verbose_name='登记人编号')),
                ('recorded_by_name', models.CharField(max_length=80, verbose_name='登记人')),
                ('erased_at', models.DateTimeField(null=True, verbose_name='删去时间')),
                ('erased_by_name', models.CharField(blank=True, max_length=80, verbose_name='删去人')),
                ('erasure', models.CharField(blank=True, choices=[('asked', '本人要求删去'), ('expired', '保存期满'), ('left', '已迁出')], max_length=7, verbose_name='删去原因')),
                ('household', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.household', verbose_name='家庭')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person', verbose_name='谁说的')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.unit', verbose_name='登记单位')),
            ],
            options={
                'verbose_name': '本人心声',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('erased_at__isnull', True), ('erasure', ''), ('sealed__isnull', False)), models.Q(('erased_at__isnull', False), ('sealed__isnull', True), models.Q(('erasure', ''), _negated=True)), _connector='OR'), name='people_own_words_are_kept_or_erased')],
            },
        ),
    ]
