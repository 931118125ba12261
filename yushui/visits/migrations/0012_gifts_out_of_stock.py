"""Which of the gifts of a visit came out of stock."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('goods', '0001_stock_of_gifts'),
        ('visits', '0011_pictures_of_visits'),
    ]

    operations = [
        migrations.AddField(
            model_name='gift',
            name='handout',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='gift', to='goods.handout', verbose_name='出库记录'),
        ),
    ]

