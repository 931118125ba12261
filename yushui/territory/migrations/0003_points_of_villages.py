"""Villages may have a public point; nothing else has one."""

from decimal import Decimal

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('territory', '0002_change_of_regions'),
    ]

    operations = [
        migrations.AddField(
            model_name='region',
            name='latitude',
            field=models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name='纬度'),
        ),
        migrations.AddField(
            model_name='region',
            name='longitude',
            field=models.DecimalField(blank=True, decimal_places=6, max_digits=9, null=True, verbose_name='经度'),
        ),
        migrations.AddConstraint(
            model_name='region',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('latitude__isnull', True), ('longitude__isnull', True)), models.Q(('latitude__isnull', False), ('latitude__range', (Decimal('3'), Decimal('54'))), ('level', 5), ('longitude__isnull', False), ('longitude__range', (Decimal('73'), Decimal('136')))), _connector='OR'), name='territory_point_of_a_village'),
        ),
    ]
