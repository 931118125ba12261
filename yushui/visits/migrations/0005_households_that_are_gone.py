"""A household of which nobody to be visited is left is gone, and says how."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('campaigns', '0003_duty_due_at'),
        ('territory', '0001_initial'),
        ('visits', '0004_tries_taken_back'),
    ]

    operations = [
        migrations.AddField(
            model_name='target',
            name='left_as',
            field=models.CharField(blank=True, choices=[('alive', '正常'), ('dead', '已故'), ('suspended', '中止'), ('cancelled', '取消'), ('moved', '迁出')], max_length=10, verbose_name='离开时'),
        ),
        migrations.AlterField(
            model_name='target',
            name='state',
            field=models.CharField(choices=[('unvisited', '未走访'), ('visited', '已走访'), ('excused', '经批准免访'), ('gone', '对象已故或离开')], default='unvisited', max_length=20, verbose_name='状态'),
        ),
        migrations.AddConstraint(
            model_name='target',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'gone'), models.Q(('left_as', ''), _negated=True)), models.Q(models.Q(('state', 'gone'), _negated=True), ('left_as', '')), _connector='OR'), name='visits_gone_says_how'),
        ),
    ]
