"""Citations on their way to the families, their deliveries, and what local rules ask for (S0-28..31)."""

import django.db.models.deletion
import uuid
import yushui.kernel.money
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('campaigns', '0004_daily_book'),
        ('files', '0001_initial'),
        ('people', '0019_where_the_gone_was'),
        ('territory', '0002_change_of_regions'),
    ]

    operations = [
        migrations.CreateModel(
            name='Citation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('soldier_name', models.CharField(max_length=40, verbose_name='立功人姓名')),
                ('merit', models.CharField(max_length=20, verbose_name='等次')),
                ('order_number', models.CharField(max_length=60, verbose_name='命令（通令）文号')),
                ('ordered_on', models.DateField(verbose_name='命令日期')),
                ('issuer', models.CharField(blank=True, max_length=80, verbose_name='授予单位')),
                ('sender', models.CharField(blank=True, max_length=80, verbose_name='转来单位')),
                ('received_on', models.DateField(verbose_name='接收日期')),
                ('home', models.CharField(blank=True, choices=[('parents', '父母家'), ('spouse', '配偶家'), ('raiser', '抚养人家')], max_length=10, verbose_name='送往')),
                ('address', models.CharField(blank=True, max_length=120, verbose_name='送达地址')),
                ('recipient', models.CharField(blank=True, max_length=40, verbose_name='接喜报的家属')),
                ('register_due_on', models.DateField(verbose_name='登记期限')),
                ('due_on', models.DateField(verbose_name='送达期限')),
                ('planned_on', models.DateField(blank=True, null=True, verbose_name='计划送达日期')),
                ('state', models.CharField(choices=[('received', '已接收'), ('registered', '已登记'), ('verified', '已核实'), ('assigned', '待送达'), ('delivered', '已送达'), ('fed_back', '已反馈'), ('returned', '已退回'), ('withdrawn', '已作废')], default='received', max_length=20, verbose_name='状态')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='退回、作废原因')),
                ('civil_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.unit', verbose_name='地方送达单位')),
                ('household', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='people.household', verbose_name='家庭')),
                ('military_unit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.unit', verbose_name='军队送达单位')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='people.person', verbose_name='立功人员')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.region', verbose_name='所在地方')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='territory.unit', verbose_name='接收单位')),
            ],
            options={
                'verbose_name': '立功喜报',
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('op_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('delivered_on', models.DateField(verbose_name='送达日期')),
                ('received_by', models.CharField(max_length=40, verbose_name='接喜报的家属')),
                ('prize', yushui.kernel.money.MoneyField(default=0, verbose_name='奖励金')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('feedback', models.CharField(blank=True, max_length=200, verbose_name='反馈')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
                ('recorded_by_id', models.CharField(max_length=36, verbose_name='登记人编号')),
                ('recorded_by_name', models.CharField(max_length=40, verbose_name='登记人')),
                ('taken_back_at', models.DateTimeField(null=True, verbose_name='撤回时间')),
                ('taken_back_reason', models.CharField(blank=True, max_length=200, verbose_name='撤回原因')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='campaigns.campaign')),
                ('citation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to='merits.citation')),
                ('photo', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='送喜报照片')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.region', verbose_name='地点')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.unit', verbose_name='登记单位')),
            ],
            options={
                'verbose_name': '喜报送达',
            },
        ),
        migrations.AddField(
            model_name='citation',
            name='delivery',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='merits.delivery', verbose_name='送达记录'),
        ),
        migrations.CreateModel(
            name='Bearer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('lane', models.CharField(choices=[('civil', '地方'), ('military', '军队')], max_length=10, verbose_name='军地')),
                ('title', models.CharField(blank=True, max_length=60, verbose_name='职务')),
                ('rank', models.CharField(choices=[('leadership', '党政领导同志'), ('head', '主要负责同志'), ('leader', '负责同志'), ('staff', '有关同志')], max_length=12, verbose_name='层次')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.unit', verbose_name='单位')),
                ('delivery', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bearers', to='merits.delivery')),
            ],
            options={
                'verbose_name': '送达人员',
            },
        ),
        migrations.CreateModel(
            name='LocalRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('merit', models.CharField(max_length=20, verbose_name='等次')),
                ('since', models.DateField(verbose_name='自')),
                ('until', models.DateField(blank=True, null=True, verbose_name='至')),
                ('document', models.CharField(max_length=80, verbose_name='依据文件')),
                ('level', models.PositiveSmallIntegerField(blank=True, choices=[(0, '国家'), (1, '省级'), (2, '地级'), (3, '县级'), (4, '乡级'), (5, '村级')], null=True, verbose_name='送达层级')),
                ('civil', models.CharField(blank=True, choices=[('leadership', '党政领导同志'), ('head', '主要负责同志'), ('leader', '负责同志'), ('staff', '有关同志')], max_length=12, verbose_name='地方层次')),
                ('military', models.CharField(blank=True, choices=[('leadership', '党政领导同志'), ('head', '主要负责同志'), ('leader', '负责同志'), ('staff', '有关同志')], max_length=12, verbose_name='军队层次')),
                ('register_workdays', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='登记工作日数')),
                ('deliver_days', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='送达天数')),
                ('prize', yushui.kernel.money.MoneyField(default=0, verbose_name='奖励金')),
                ('entered_at', models.DateTimeField(verbose_name='录入时间')),
                ('entered_by_name', models.CharField(max_length=40, verbose_name='录入人')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.region', verbose_name='适用地方')),
            ],
            options={
                'verbose_name': '喜报本地规定',
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('move', models.CharField(max_length=20, verbose_name='事项')),
                ('on', models.DateField(verbose_name='日期')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('made_at', models.DateTimeField(verbose_name='登记时间')),
                ('made_by_name', models.CharField(max_length=40, verbose_name='登记人')),
                ('citation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='merits.citation')),
            ],
            options={
                'verbose_name': '喜报办理记录',
            },
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.UniqueConstraint(condition=models.Q(('taken_back_at__isnull', True)), fields=('citation',), name='merits_delivered_once'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(('prize__gte', 0)), name='merits_prize_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='delivery',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at__isnull', True), ('taken_back_reason', '')), models.Q(('taken_back_at__isnull', False), models.Q(('taken_back_reason', ''), _negated=True)), _connector='OR'), name='merits_taken_back_with_a_reason'),
        ),
        migrations.AddIndex(
            model_name='citation',
            index=models.Index(fields=['region', 'state', '-received_on'], name='merits_by_place'),
        ),
        migrations.AddIndex(
            model_name='citation',
            index=models.Index(fields=['state', 'due_on'], name='merits_due'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.UniqueConstraint(condition=models.Q(('person__isnull', False), models.Q(('state', 'withdrawn'), _negated=True)), fields=('person', 'merit', 'order_number'), name='merits_one_citation_a_person_and_order'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.UniqueConstraint(condition=models.Q(('household__isnull', False), models.Q(('state', 'withdrawn'), _negated=True)), fields=('household', 'soldier_name', 'merit', 'order_number'), name='merits_one_citation_a_name_and_order'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.UniqueConstraint(condition=models.Q(('household__isnull', True), models.Q(('state', 'withdrawn'), _negated=True)), fields=('unit', 'soldier_name', 'merit', 'order_number'), name='merits_one_citation_received'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['received', 'returned', 'withdrawn']), models.Q(('household__isnull', False), models.Q(('home', ''), _negated=True), models.Q(('address', ''), _negated=True)), _connector='OR'), name='merits_registered_has_a_home'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(('person__isnull', True), ('household__isnull', False), _connector='OR'), name='merits_person_is_of_a_family'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['assigned', 'delivered', 'fed_back']), _negated=True), models.Q(('civil_unit__isnull', False), ('military_unit__isnull', False)), _connector='OR'), name='merits_assigned_to_both_lanes'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('delivery__isnull', False), ('state__in', ('delivered', 'fed_back'))), models.Q(models.Q(('state__in', ('delivered', 'fed_back')), _negated=True), ('delivery__isnull', True)), _connector='OR'), name='merits_delivered_cites_a_delivery'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('returned', 'withdrawn')), models.Q(('reason', ''), _negated=True)), models.Q(models.Q(('state__in', ('returned', 'withdrawn')), _negated=True), ('reason', '')), _connector='OR'), name='merits_off_the_way_says_why'),
        ),
        migrations.AddConstraint(
            model_name='localrule',
            constraint=models.UniqueConstraint(fields=('region', 'merit', 'since'), name='merits_one_rule_a_day'),
        ),
        migrations.AddConstraint(
            model_name='localrule',
            constraint=models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='merits_rule_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='localrule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('civil', ''), ('level__isnull', True), ('military', '')), models.Q(('level__isnull', False), models.Q(('civil', ''), _negated=True), models.Q(('military', ''), _negated=True)), _connector='OR'), name='merits_rule_names_a_whole_route'),
        ),
        migrations.AddConstraint(
            model_name='localrule',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('merit__in', ['medal', 'title_state', 'title', 'title_army']), _negated=True), ('level__isnull', True), models.Q(('civil__in', ['leader', 'head', 'leadership']), ('level', 1), ('military__in', ['leader', 'head', 'leadership'])), models.Q(('civil__in', ['leader', 'head', 'leadership']), ('level__lt', 1), ('military__in', ['leader', 'head', 'leadership'])), _connector='OR'), models.Q(models.Q(('merit__in', ['war_1', 'praise_1', 'war_2', 'first', 'praise_2']), _negated=True), ('level__isnull', True), models.Q(('civil__in', ['leader', 'head', 'leadership']), ('level', 2), ('military__in', ['leader', 'head', 'leadership'])), models.Q(('civil__in', ['leader', 'head', 'leadership']), ('level__lt', 2), ('military__in', ['leader', 'head', 'leadership'])), _connector='OR'), models.Q(models.Q(('merit__in', ['war_3', 'second']), _negated=True), ('level__isnull', True), models.Q(('civil__in', ['head', 'leadership']), ('level', 3), ('military__in', ['leader', 'head', 'leadership'])), models.Q(('civil__in', ['leader', 'head', 'leadership']), ('level__lt', 3), ('military__in', ['leader', 'head', 'leadership'])), _connector='OR'), models.Q(models.Q(('merit__in', ['war_4', 'third']), _negated=True), ('level__isnull', True), models.Q(('civil__in', ['leader', 'head', 'leadership']), ('level', 3), ('military__in', ['staff', 'leader', 'head', 'leadership'])), models.Q(('civil__in', ['leader', 'head', 'leadership']), ('level__lt', 3), ('military__in', ['staff', 'leader', 'head', 'leadership'])), _connector='OR'), models.Q(models.Q(('merit__in', ['four_haves', 'commended']), _negated=True), ('level__isnull', True), models.Q(('civil__in', ['staff', 'leader', 'head', 'leadership']), ('level', 4), ('military__in', ['staff', 'leader', 'head', 'leadership'])), models.Q(('civil__in', ['staff', 'leader', 'head', 'leadership']), ('level__lt', 4), ('military__in', ['staff', 'leader', 'head', 'leadership'])), _connector='OR')), name='merits_rule_not_below_national'),
        ),
        migrations.AddConstraint(
            model_name='localrule',
            constraint=models.CheckConstraint(condition=models.Q(('level__isnull', False), ('register_workdays__isnull', False), ('deliver_days__isnull', False), ('prize__gt', 0), _connector='OR'), name='merits_rule_says_something'),
        ),
        migrations.AddConstraint(
            model_name='localrule',
            constraint=models.CheckConstraint(condition=models.Q(('prize__gte', 0)), name='merits_rule_prize_not_negative'),
        ),
    ]
