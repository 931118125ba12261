"""A visit says whether they talked, what was done for them, and what a symposium noted."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('visits', '0005_households_that_are_gone'),
    ]

    operations = [
        migrations.AddField(
            model_name='visit',
            name='has_talk',
            field=models.BooleanField(default=True, verbose_name='交谈问候'),
        ),
        migrations.AddField(
            model_name='visit',
            name='notes',
            field=models.TextField(blank=True, verbose_name='座谈纪要'),
        ),
        migrations.CreateModel(
            name='Service',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('employment', '就业扶持'), ('material', '物质资助'), ('comfort', '精神慰藉'), ('counsel', '心理援助'), ('legal', '法律援助'), ('care', '探望照料'), ('hygiene', '卫生防疫')], max_length=10, verbose_name='种类')),
                ('visit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='services', to='visits.visit')),
            ],
            options={
                'verbose_name': '服务',
                'constraints': [models.UniqueConstraint(fields=('visit', 'kind'), name='visits_service_once')],
            },
        ),
    ]
