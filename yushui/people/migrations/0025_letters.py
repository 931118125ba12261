"""慰问信: the letter, what it said in each edition, and printings of it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0004_daily_book'),
        ('files', '0001_initial'),
        ('people', '0024_masked_problems'),
        ('territory', '0002_change_of_regions'),
    ]

    operations = [
        migrations.AddField(
            model_name='printing',
            name='addressee',
            field=models.CharField(blank=True, choices=[('head', '户主'), ('named', '慰问对象本人')], max_length=5, verbose_name='收信人'),
        ),
        migrations.AddField(
            model_name='printing',
            name='campaign',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='campaigns.campaign', verbose_name='活动'),
        ),
        migrations.AddField(
            model_name='printing',
            name='categories',
            field=models.JSONField(default=list, verbose_name='人员类别'),
        ),
        migrations.AddField(
            model_name='printing',
            name='form',
            field=models.CharField(choices=[('pdf', 'PDF（直接打印）'), ('docx', 'Word/WPS 文档（可以再改）')], default='pdf', max_length=4, verbose_name='文件'),
        ),
        migrations.AlterField(
            model_name='printing',
            name='paper',
            field=models.CharField(choices=[('card', '联系卡'), ('file', '家庭档案'), ('letter', '慰问信')], max_length=10, verbose_name='种类'),
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('edition', models.PositiveIntegerField(default=1, verbose_name='版次')),
                ('written_at', models.DateTimeField(verbose_name='修改时间')),
                ('written_by_name', models.CharField(max_length=40, verbose_name='修改人')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.region', verbose_name='地方')),
            ],
            options={
                'verbose_name': '慰问信',
            },
        ),
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.PositiveIntegerField(default=1, verbose_name='版次')),
                ('title', models.CharField(max_length=60, verbose_name='标题')),
                ('salutation', models.CharField(max_length=60, verbose_name='称呼')),
                ('body', models.TextField(verbose_name='正文')),
                ('organs', models.TextField(verbose_name='落款单位')),
                ('festival', models.CharField(blank=True, max_length=20, verbose_name='节日')),
                ('dated_on', models.DateField(verbose_name='落款日期')),
                ('written_at', models.DateTimeField(verbose_name='修改时间')),
                ('written_by_name', models.CharField(max_length=40, verbose_name='修改人')),
                ('letter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wordings', to='people.letter')),
            ],
            options={
                'verbose_name': '慰问信文稿',
            },
        ),
        migrations.AddField(
            model_name='printing',
            name='wording',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='printings', to='people.wording', verbose_name='慰问信文稿'),
        ),
        migrations.AddConstraint(
            model_name='printing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('paper', 'letter'), ('wording__isnull', False), models.Q(('addressee', ''), _negated=True)), models.Q(models.Q(('paper', 'letter'), _negated=True), ('addressee', ''), ('campaign__isnull', True), ('form', 'pdf'), ('wording__isnull', True)), _connector='OR'), name='people_only_letters_have_words'),
        ),
        migrations.AddIndex(
            model_name='letter',
            index=models.Index(fields=['region', '-written_at'], name='people_letter_place'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='people_letter_has_a_name'),
        ),
        migrations.AddConstraint(
            model_name='wording',
            constraint=models.UniqueConstraint(fields=('letter', 'edition'), name='people_one_wording_an_edition'),
        ),
        migrations.AddConstraint(
            model_name='wording',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('salutation', ''), _negated=True), models.Q(('body', ''), _negated=True), models.Q(('organs', ''), _negated=True)), name='people_wording_is_whole'),
        ),
    ]
