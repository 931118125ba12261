"""Photographs of visits, one to six of each."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('files', '0001_initial'),
        ('visits', '0010_occurrences_of_families'),
    ]

    operations = [
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('caption', models.CharField(max_length=80, verbose_name='说明')),
                ('position', models.PositiveSmallIntegerField(verbose_name='次序')),
                ('added_at', models.DateTimeField(verbose_name='添加时间')),
                ('added_by_name', models.CharField(max_length=40, verbose_name='添加人')),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='照片')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pictures', to='visits.visit')),
            ],
            options={
                'verbose_name': '走访照片',
                'constraints': [models.UniqueConstraint(fields=('visit', 'position'), name='visits_picture_place'), models.CheckConstraint(condition=models.Q(('position__gte', 1), ('position__lte', 6)), name='visits_six_pictures_at_most')],
            },
        ),
    ]
