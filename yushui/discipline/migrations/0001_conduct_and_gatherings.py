"""Checks of conduct, what they found, gatherings, and what places set for themselves (S1-49, S3-32)."""

import django.db.models.deletion
import uuid
import yushui.kernel.money
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('campaigns', '0004_daily_book'),
        ('territory', '0002_change_of_regions'),
        ('visits', '0011_pictures_of_visits'),
    ]

    operations = [
        migrations.CreateModel(
            name='Check',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('op_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('occasion', models.CharField(choices=[('group', '集中慰问'), ('outing', '入户走访'), ('campaign', '集中走访活动'), ('mass', '部队群众纪律'), ('out', '外出军人、军车')], max_length=10, verbose_name='检查对象')),
                ('held_on', models.DateField(verbose_name='活动日期')),
                ('checked_on', models.DateField(verbose_name='检查日期')),
                ('edition', models.CharField(max_length=20, verbose_name='检查表版本')),
                ('inspectors', models.CharField(max_length=100, verbose_name='检查人')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('state', models.CharField(choices=[('recorded', '已登记'), ('cancelled', '已撤销')], default='recorded', max_length=20, verbose_name='状态')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
                ('recorded_by_id', models.CharField(max_length=36, verbose_name='登记人编号')),
                ('recorded_by_name', models.CharField(max_length=40, verbose_name='登记人')),
                ('cancelled_reason', models.CharField(blank=True, max_length=200, verbose_name='撤销原因')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conduct_checks', to='campaigns.campaign')),
                ('checker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.unit', verbose_name='检查单位')),
                ('group_visit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='conduct_checks', to='visits.groupvisit', verbose_name='集中慰问')),
                ('outing', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='conduct_checks', to='visits.outing', verbose_name='走访安排')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conduct_checks', to='territory.unit', verbose_name='被检查单位')),
            ],
            options={
                'verbose_name': '作风检查',
            },
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='次序')),
                ('item', models.CharField(max_length=40, verbose_name='检查项')),
                ('section', models.CharField(max_length=20, verbose_name='类别')),
                ('text', models.CharField(max_length=100, verbose_name='检查内容')),
                ('source', models.CharField(max_length=150, verbose_name='依据')),
                ('said', models.CharField(choices=[('yes', '是'), ('no', '否'), ('na', '不适用')], max_length=3, verbose_name='结果')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='情况')),
                ('check_made', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='discipline.check')),
            ],
            options={
                'verbose_name': '检查结果',
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('matter', models.CharField(choices=[('item', '检查发现'), ('spend', '人均支出偏高'), ('unapproved', '未经批准的聚集'), ('beyond', '超出批准规模')], max_length=10, verbose_name='种类')),
                ('summary', models.CharField(max_length=250, verbose_name='问题')),
                ('found_on', models.DateField(verbose_name='发现日期')),
                ('due_on', models.DateField(verbose_name='整改期限')),
                ('state', models.CharField(choices=[('open', '待整改'), ('reported', '待认定'), ('closed', '已销号'), ('withdrawn', '已撤销')], default='open', max_length=20, verbose_name='状态')),
                ('remedy', models.CharField(blank=True, max_length=300, verbose_name='整改情况')),
                ('answered_on', models.DateField(null=True, verbose_name='上报日期')),
                ('answered_by_id', models.CharField(blank=True, max_length=36, verbose_name='上报人编号')),
                ('answered_by_name', models.CharField(blank=True, max_length=40, verbose_name='上报人')),
                ('decision', models.CharField(blank=True, max_length=200, verbose_name='认定意见')),
                ('decided_on', models.DateField(null=True, verbose_name='认定日期')),
                ('decided_by_id', models.CharField(blank=True, max_length=36, verbose_name='认定人编号')),
                ('decided_by_name', models.CharField(blank=True, max_length=40, verbose_name='认定人')),
                ('answer', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='finding', to='discipline.answer', verbose_name='检查结果')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='campaigns.campaign')),
                ('group_visit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='visits.groupvisit', verbose_name='集中慰问')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='territory.unit', verbose_name='整改单位')),
            ],
            options={
                'verbose_name': '作风问题',
            },
        ),
        migrations.CreateModel(
            name='Gathering',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=80, verbose_name='名称')),
                ('form', models.CharField(choices=[('symposium', '座谈会'), ('tea', '茶话会'), ('group', '集中慰问'), ('show', '文艺演出'), ('ceremony', '仪式'), ('other', '其他')], max_length=10, verbose_name='形式')),
                ('planned_on', models.DateField(verbose_name='日期')),
                ('place', models.CharField(max_length=80, verbose_name='地点')),
                ('size', models.PositiveIntegerField(verbose_name='预计人数')),
                ('reason', models.CharField(max_length=300, verbose_name='必须举办的理由')),
                ('combining', models.CharField(max_length=200, verbose_name='可以与什么合并、减少')),
                ('state', models.CharField(choices=[('drafted', '起草'), ('asked', '待审批'), ('approved', '已批准'), ('refused', '不予举办'), ('merged', '已合并'), ('called_off', '已取消')], default='drafted', max_length=20, verbose_name='状态')),
                ('drafted_at', models.DateTimeField(verbose_name='起草时间')),
                ('drafted_by_id', models.CharField(max_length=36, verbose_name='起草人编号')),
                ('drafted_by_name', models.CharField(max_length=40, verbose_name='起草人')),
                ('asked_at', models.DateTimeField(null=True, verbose_name='送审时间')),
                ('asked_by_id', models.CharField(blank=True, max_length=36, verbose_name='申请人编号')),
                ('asked_by_name', models.CharField(blank=True, max_length=40, verbose_name='申请人')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='审批时间')),
                ('decided_by_id', models.CharField(blank=True, max_length=36, verbose_name='审批人编号')),
                ('decided_by_name', models.CharField(blank=True, max_length=40, verbose_name='审批人')),
                ('decision', models.CharField(blank=True, max_length=500, verbose_name='意见或原因')),
                ('campaign', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='gatherings', to='campaigns.campaign', verbose_name='活动')),
                ('group_visit', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='gathering', to='visits.groupvisit', verbose_name='举办记录')),
                ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='discipline.gathering', verbose_name='并入')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gatherings', to='territory.unit', verbose_name='主办单位')),
            ],
            options={
                'verbose_name': '聚集活动',
            },
        ),
        migrations.CreateModel(
            name='Limit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='自')),
                ('until', models.DateField(blank=True, null=True, verbose_name='至')),
                ('document', models.CharField(max_length=80, verbose_name='依据文件')),
                ('entered_at', models.DateTimeField(verbose_name='录入时间')),
                ('entered_by_name', models.CharField(max_length=40, verbose_name='录入人')),
                ('size', models.PositiveIntegerField(blank=True, null=True, verbose_name='须经批准的人数')),
                ('is_refused', models.BooleanField(default=False, verbose_name='没有批准的不予登记')),
                ('per_home', yushui.kernel.money.MoneyField(default=0, verbose_name='每户最高支出')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.region', verbose_name='适用地方')),
            ],
            options={
                'verbose_name': '聚集和支出限额',
            },
        ),
        migrations.CreateModel(
            name='LocalItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='自')),
                ('until', models.DateField(blank=True, null=True, verbose_name='至')),
                ('document', models.CharField(max_length=80, verbose_name='依据文件')),
                ('entered_at', models.DateTimeField(verbose_name='录入时间')),
                ('entered_by_name', models.CharField(max_length=40, verbose_name='录入人')),
                ('section', models.CharField(max_length=20, verbose_name='类别')),
                ('text', models.CharField(max_length=100, verbose_name='检查内容')),
                ('of', models.JSONField(verbose_name='用于')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.region', verbose_name='适用地方')),
            ],
            options={
                'verbose_name': '本地检查项',
            },
        ),
        migrations.CreateModel(
            name='Switch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='自')),
                ('until', models.DateField(blank=True, null=True, verbose_name='至')),
                ('document', models.CharField(max_length=80, verbose_name='依据文件')),
                ('entered_at', models.DateTimeField(verbose_name='录入时间')),
                ('entered_by_name', models.CharField(max_length=40, verbose_name='录入人')),
                ('section', models.CharField(max_length=20, verbose_name='类别')),
                ('item', models.CharField(blank=True, max_length=40, verbose_name='检查项')),
                ('is_on', models.BooleanField(verbose_name='启用')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.region', verbose_name='适用地方')),
            ],
            options={
                'verbose_name': '检查项启停',
            },
        ),
        migrations.AddIndex(
            model_name='check',
            index=models.Index(fields=['campaign', 'unit', 'state'], name='discipline_checks_of_unit'),
        ),
        migrations.AddConstraint(
            model_name='check',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('group_visit__isnull', False), ('occasion', 'group'), ('outing', None)), models.Q(('group_visit', None), ('occasion', 'outing'), ('outing__isnull', False)), models.Q(models.Q(('occasion__in', ['group', 'outing']), _negated=True), ('group_visit', None), ('outing', None)), _connector='OR'), name='discipline_check_is_of_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='check',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cancelled_reason', ''), ('state', 'recorded')), models.Q(('state', 'cancelled'), models.Q(('cancelled_reason', ''), _negated=True)), _connector='OR'), name='discipline_cancelled_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(fields=('check_made', 'item'), name='discipline_asked_once_in_a_check'),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('said', 'no'), _negated=True), models.Q(('note', ''), _negated=True), _connector='OR'), name='discipline_no_says_what'),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['unit', 'state', 'due_on'], name='discipline_findings_due'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.UniqueConstraint(condition=models.Q(('matter', 'item'), _negated=True), fields=('group_visit', 'matter'), name='discipline_explained_once'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer__isnull', False), ('matter', 'item')), models.Q(models.Q(('matter', 'item'), _negated=True), ('answer', None), ('group_visit__isnull', False)), _connector='OR'), name='discipline_finding_rests_on_something'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['reported', 'closed']), _negated=True), models.Q(models.Q(('remedy', ''), _negated=True), models.Q(('answered_by_id', ''), _negated=True), ('answered_on__isnull', False)), _connector='OR'), name='discipline_answered_says_how'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), models.Q(models.Q(('decision', ''), _negated=True), models.Q(('decided_by_name', ''), _negated=True), ('decided_on__isnull', False)), _connector='OR'), name='discipline_closed_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), models.Q(('decided_by_id', models.F('answered_by_id')), _negated=True), _connector='OR'), name='discipline_nobody_closes_their_own'),
        ),
        migrations.AddConstraint(
            model_name='finding',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('found_on'))), name='discipline_due_after_it_was_found'),
        ),
        migrations.AddIndex(
            model_name='gathering',
            index=models.Index(fields=['unit', 'state', 'planned_on'], name='discipline_gatherings'),
        ),
        migrations.AddConstraint(
            model_name='gathering',
            constraint=models.CheckConstraint(condition=models.Q(('size__gte', 1)), name='discipline_gathers_somebody'),
        ),
        migrations.AddConstraint(
            model_name='gathering',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'drafted'), ('state__in', ['merged', 'called_off']), models.Q(models.Q(('asked_by_id', ''), _negated=True), ('asked_at__isnull', False)), _connector='OR'), name='discipline_asked_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='gathering',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('approved', 'refused')), _negated=True), models.Q(models.Q(('decided_by_id', ''), _negated=True), ('decided_at__isnull', False)), _connector='OR'), name='discipline_decided_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='gathering',
            constraint=models.CheckConstraint(condition=models.Q(('decided_by_id', ''), models.Q(models.Q(('decided_by_id', models.F('asked_by_id')), _negated=True), models.Q(('decided_by_id', models.F('drafted_by_id')), _negated=True)), _connector='OR'), name='discipline_nobody_approves_their_own'),
        ),
        migrations.AddConstraint(
            model_name='gathering',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['refused', 'called_off']), _negated=True), models.Q(('decision', ''), _negated=True), _connector='OR'), name='discipline_not_held_says_why'),
        ),
        migrations.AddConstraint(
            model_name='gathering',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('merged_into__isnull', False), ('state', 'merged'), models.Q(('merged_into', models.F('pk')), _negated=True)), models.Q(models.Q(('state', 'merged'), _negated=True), ('merged_into', None)), _connector='OR'), name='discipline_merged_into_another'),
        ),
        migrations.AddConstraint(
            model_name='gathering',
            constraint=models.CheckConstraint(condition=models.Q(('group_visit', None), ('state', 'approved'), _connector='OR'), name='discipline_held_as_approved'),
        ),
        migrations.AddConstraint(
            model_name='limit',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), models.Q(('document', ''), _negated=True)), name='discipline_limit_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='limit',
            constraint=models.UniqueConstraint(fields=('region', 'since'), name='discipline_one_limit_a_day'),
        ),
        migrations.AddConstraint(
            model_name='limit',
            constraint=models.CheckConstraint(condition=models.Q(('per_home__gte', 0), models.Q(('size__isnull', False), ('per_home__gt', 0), _connector='OR')), name='discipline_limit_limits_something'),
        ),
        migrations.AddConstraint(
            model_name='limit',
            constraint=models.CheckConstraint(condition=models.Q(('is_refused', False), ('size__isnull', False), _connector='OR'), name='discipline_refusal_names_a_size'),
        ),
        migrations.AddConstraint(
            model_name='localitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), models.Q(('document', ''), _negated=True)), name='discipline_item_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='switch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), models.Q(('document', ''), _negated=True)), name='discipline_switch_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='switch',
            constraint=models.UniqueConstraint(fields=('region', 'section', 'item', 'since'), name='discipline_one_switch_a_day'),
        ),
    ]
