"""What persons and households are found by, still empty; and who searched by a number."""

from django.db import migrations, models

import yushui.territory.fields


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0008_contacts_and_printings'),
        ('territory', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='NumberSearch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(choices=[('id_tail', '身份证号后四位'), ('id_card', '身份证号'), ('phone', '电话号码')], max_length=10, verbose_name='查找内容')),
                ('found_count', models.PositiveIntegerField(verbose_name='找到人数')),
                ('at', models.DateTimeField(verbose_name='时间')),
                ('by_id', models.CharField(max_length=36, verbose_name='查找人编号')),
                ('by_name', models.CharField(max_length=80, verbose_name='查找人')),
            ],
            options={
                'verbose_name': '按号码查找',
                'indexes': [models.Index(fields=['by_id', 'at'], name='people_number_search_budget')],
            },
        ),
        migrations.AddField(
            model_name='household',
            name='other_phone_key',
            field=models.BigIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='household',
            name='phone_key',
            field=models.BigIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='person',
            name='id_tail_key',
            field=models.BigIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='person',
            name='other_phone_key',
            field=models.BigIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='person',
            name='phone_key',
            field=models.BigIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name='person',
            name='reading',
            field=yushui.territory.fields.BytewiseField(default='', editable=False, max_length=120, verbose_name='读音'),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name='household',
            name='head_name',
            field=yushui.territory.fields.BytewiseField(max_length=40, verbose_name='户主'),
        ),
        migrations.AlterField(
            model_name='person',
            name='name',
            field=yushui.territory.fields.BytewiseField(max_length=40, verbose_name='姓名'),
        ),
    ]
