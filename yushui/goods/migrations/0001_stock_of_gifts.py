"""The book of gifts: kinds, lots, what each unit has, what moved, who got it, what was found."""

import django.db.models.deletion
import django.db.models.expressions
import uuid
import yushui.kernel.money
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('campaigns', '0004_daily_book'),
        ('files', '0001_initial'),
        ('people', '0025_letters'),
        ('territory', '0002_change_of_regions'),
    ]

    operations = [
        migrations.CreateModel(
            name='Distribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('op_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('each', models.PositiveIntegerField(verbose_name='每户数量')),
                ('on', models.DateField(verbose_name='发放日期')),
                ('made_at', models.DateTimeField(verbose_name='编制时间')),
                ('made_by_name', models.CharField(max_length=40, verbose_name='编制人')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='distributions', to='campaigns.campaign', verbose_name='活动')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.region', verbose_name='发放范围')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='distributions', to='territory.unit', verbose_name='发放单位')),
            ],
            options={
                'verbose_name': '发放名单',
            },
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort', models.CharField(choices=[('goods', '慰问品'), ('couplets', '春联'), ('pictures', '年画')], default='goods', max_length=10, verbose_name='类别')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('measure', models.CharField(max_length=10, verbose_name='计量单位')),
                ('spec', models.CharField(blank=True, max_length=60, verbose_name='规格')),
                ('per_household', models.PositiveIntegerField(blank=True, null=True, verbose_name='每户标准')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='territory.unit', verbose_name='登记单位')),
            ],
            options={
                'verbose_name': '慰问品品种',
            },
        ),
        migrations.CreateModel(
            name='Lot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('op_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('quantity', models.PositiveIntegerField(verbose_name='数量')),
                ('document', models.CharField(blank=True, max_length=80, verbose_name='单据号')),
                ('on', models.DateField(verbose_name='日期')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('state', models.CharField(choices=[('sent', '在途待签收'), ('booked', '已入账'), ('cancelled', '已撤销')], default='booked', max_length=20, verbose_name='状态')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
                ('recorded_by_id', models.CharField(max_length=36)),
                ('recorded_by_name', models.CharField(max_length=40, verbose_name='登记人')),
                ('cancelled_at', models.DateTimeField(null=True, verbose_name='撤销时间')),
                ('cancelled_by_name', models.CharField(blank=True, max_length=40, verbose_name='撤销人')),
                ('cancelled_reason', models.CharField(blank=True, max_length=200, verbose_name='撤销原因')),
                ('origin', models.CharField(choices=[('purchase', '购入'), ('donation', '社会捐赠'), ('above', '上级调拨')], max_length=10, verbose_name='来源')),
                ('price', yushui.kernel.money.MoneyField(verbose_name='单价')),
                ('source', models.CharField(max_length=80, verbose_name='供货或捐赠单位')),
                ('campaign', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lots', to='campaigns.campaign', verbose_name='活动')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lots', to='goods.item', verbose_name='品种')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lots', to='territory.unit', verbose_name='入库单位')),
            ],
            options={
                'verbose_name': '慰问品入库',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Handout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('occasion', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('line', models.PositiveIntegerField(default=0)),
                ('way', models.CharField(choices=[('visit', '走访时送到'), ('list', '按名单发放'), ('desk', '单独发放')], max_length=10, verbose_name='方式')),
                ('quantity', models.PositiveIntegerField(verbose_name='数量')),
                ('state', models.CharField(choices=[('listed', '待领取'), ('given', '已发放'), ('left', '未领取'), ('cancelled', '已撤销')], default='given', max_length=20, verbose_name='状态')),
                ('given_on', models.DateField(null=True, verbose_name='发放日期')),
                ('signed_as', models.CharField(blank=True, choices=[('self', '本人签收'), ('agent', '代领'), ('photo', '现场照片')], max_length=10, verbose_name='签收方式')),
                ('signer', models.CharField(blank=True, max_length=40, verbose_name='签收人')),
                ('relation', models.CharField(blank=True, max_length=20, verbose_name='与受领人关系')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
                ('recorded_by_id', models.CharField(max_length=36)),
                ('recorded_by_name', models.CharField(max_length=40, verbose_name='登记人')),
                ('cancelled_at', models.DateTimeField(null=True, verbose_name='撤销时间')),
                ('cancelled_reason', models.CharField(blank=True, max_length=200, verbose_name='撤销原因')),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handouts', to='campaigns.campaign', verbose_name='活动')),
                ('distribution', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='goods.distribution', verbose_name='发放名单')),
                ('host', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.unit', verbose_name='部队')),
                ('household', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='handouts', to='people.household', verbose_name='家庭')),
                ('picture', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='现场照片')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.region', verbose_name='地点')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handouts', to='territory.unit', verbose_name='发放单位')),
                ('lot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handouts', to='goods.lot', verbose_name='批次')),
            ],
            options={
                'verbose_name': '慰问品发放',
            },
        ),
        migrations.AddField(
            model_name='distribution',
            name='lot',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='distributions', to='goods.lot', verbose_name='批次'),
        ),
        migrations.CreateModel(
            name='Movement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('op_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('quantity', models.PositiveIntegerField(verbose_name='数量')),
                ('document', models.CharField(blank=True, max_length=80, verbose_name='单据号')),
                ('on', models.DateField(verbose_name='日期')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('state', models.CharField(choices=[('sent', '在途待签收'), ('booked', '已入账'), ('cancelled', '已撤销')], default='booked', max_length=20, verbose_name='状态')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
                ('recorded_by_id', models.CharField(max_length=36)),
                ('recorded_by_name', models.CharField(max_length=40, verbose_name='登记人')),
                ('cancelled_at', models.DateTimeField(null=True, verbose_name='撤销时间')),
                ('cancelled_by_name', models.CharField(blank=True, max_length=40, verbose_name='撤销人')),
                ('cancelled_reason', models.CharField(blank=True, max_length=200, verbose_name='撤销原因')),
                ('kind', models.CharField(choices=[('down', '下拨'), ('back', '退回'), ('taken', '名单外领用'), ('lost', '损耗'), ('found', '盘盈')], max_length=10, verbose_name='种类')),
                ('taker', models.CharField(blank=True, max_length=40, verbose_name='领用人')),
                ('accepted_on', models.DateField(null=True, verbose_name='签收日期')),
                ('accepted_by_name', models.CharField(blank=True, max_length=40, verbose_name='签收人')),
                ('lot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='movements', to='goods.lot', verbose_name='批次')),
                ('receiver', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.unit', verbose_name='接收单位')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.unit', verbose_name='单位')),
            ],
            options={
                'verbose_name': '慰问品往来',
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Shelf',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('received', models.PositiveIntegerField(default=0, verbose_name='收入')),
                ('passed_on', models.PositiveIntegerField(default=0, verbose_name='下拨')),
                ('given_back', models.PositiveIntegerField(default=0, verbose_name='退回')),
                ('handed_out', models.PositiveIntegerField(default=0, verbose_name='发放')),
                ('taken', models.PositiveIntegerField(default=0, verbose_name='名单外领用')),
                ('lost', models.PositiveIntegerField(default=0, verbose_name='损耗')),
                ('lot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shelves', to='goods.lot', verbose_name='批次')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shelves', to='territory.unit', verbose_name='单位')),
            ],
            options={
                'verbose_name': '慰问品库存',
            },
        ),
        migrations.CreateModel(
            name='StockTake',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('op_id', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('counted', models.PositiveIntegerField(verbose_name='实点数量')),
                ('booked', models.PositiveIntegerField(verbose_name='账面数量')),
                ('on', models.DateField(verbose_name='盘点日期')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('recorded_at', models.DateTimeField(verbose_name='登记时间')),
                ('recorded_by_id', models.CharField(max_length=36)),
                ('recorded_by_name', models.CharField(max_length=40, verbose_name='盘点人')),
                ('lot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stocktakes', to='goods.lot', verbose_name='批次')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='territory.unit', verbose_name='单位')),
            ],
            options={
                'verbose_name': '慰问品盘点',
            },
        ),
        migrations.CreateModel(
            name='Ruling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, verbose_name='问题')),
                ('decision', models.CharField(max_length=200, verbose_name='认定意见')),
                ('decided_at', models.DateTimeField(verbose_name='认定时间')),
                ('decided_by_id', models.CharField(max_length=36)),
                ('decided_by_name', models.CharField(max_length=40, verbose_name='认定人')),
                ('handout', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rulings', to='goods.handout')),
                ('movement', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rulings', to='goods.movement')),
                ('stocktake', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rulings', to='goods.stocktake')),
            ],
            options={
                'verbose_name': '慰问品问题认定',
            },
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.UniqueConstraint(fields=('unit', 'name', 'spec', 'measure'), name='goods_an_item_once'),
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('measure', ''), _negated=True)), name='goods_item_is_named_and_measured'),
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.CheckConstraint(condition=models.Q(('per_household__isnull', True), ('per_household__gte', 1), _connector='OR'), name='goods_standard_gives_something'),
        ),
        migrations.AddIndex(
            model_name='lot',
            index=models.Index(fields=['unit', '-on'], name='goods_came_in'),
        ),
        migrations.AddConstraint(
            model_name='lot',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='goods_lot_is_of_something'),
        ),
        migrations.AddConstraint(
            model_name='lot',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at__isnull', False), ('state', 'cancelled'), models.Q(('cancelled_reason', ''), _negated=True)), models.Q(models.Q(('state', 'cancelled'), _negated=True), ('cancelled_at__isnull', True)), _connector='OR'), name='goods_lot_is_cancelled_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='lot',
            constraint=models.CheckConstraint(condition=models.Q(('price__gt', 0)), name='goods_lot_has_a_price'),
        ),
        migrations.AddConstraint(
            model_name='lot',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('document', ''), _negated=True), models.Q(('source', ''), _negated=True)), name='goods_lot_comes_with_a_document'),
        ),
        migrations.AddConstraint(
            model_name='lot',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'sent'), _negated=True), name='goods_lot_is_there'),
        ),
        migrations.AddIndex(
            model_name='handout',
            index=models.Index(fields=['unit', '-given_on'], name='goods_handouts_of_unit'),
        ),
        migrations.AddIndex(
            model_name='handout',
            index=models.Index(fields=['campaign', 'household'], name='goods_handouts_of_home'),
        ),
        migrations.AddIndex(
            model_name='handout',
            index=models.Index(condition=models.Q(('signed_as', ''), ('state', 'given')), fields=['unit', 'given_on'], name='goods_unsigned'),
        ),
        migrations.AddConstraint(
            model_name='handout',
            constraint=models.UniqueConstraint(fields=('occasion', 'line'), name='goods_handed_out_once'),
        ),
        migrations.AddConstraint(
            model_name='handout',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'listed')), fields=('distribution', 'household'), name='goods_once_on_a_list'),
        ),
        migrations.AddConstraint(
            model_name='handout',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('host__isnull', False), ('household__isnull', True)), models.Q(('host__isnull', True), ('household__isnull', False)), _connector='OR'), name='goods_for_a_household_or_a_troop'),
        ),
        migrations.AddConstraint(
            model_name='handout',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('distribution__isnull', False), ('way', 'list')), models.Q(models.Q(('way', 'list'), _negated=True), ('distribution__isnull', True)), _connector='OR'), name='goods_by_a_list_cite_it'),
        ),
        migrations.AddConstraint(
            model_name='handout',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='goods_handout_is_of_something'),
        ),
        migrations.AddConstraint(
            model_name='handout',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'given'), _negated=True), ('given_on__isnull', False), _connector='OR'), name='goods_given_on_a_day'),
        ),
        migrations.AddConstraint(
            model_name='handout',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('picture__isnull', True), ('relation', ''), ('signed_as', ''), ('signer', '')), models.Q(('relation', ''), ('signed_as', 'self'), models.Q(('signer', ''), _negated=True)), models.Q(('signed_as', 'agent'), models.Q(('signer', ''), _negated=True), models.Q(('relation', ''), _negated=True)), models.Q(('picture__isnull', False), ('signed_as', 'photo')), _connector='OR'), name='goods_signed_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='handout',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at__isnull', False), ('state', 'cancelled')), models.Q(models.Q(('state', 'cancelled'), _negated=True), ('cancelled_at__isnull', True)), _connector='OR'), name='goods_handout_cancelled_has_a_moment'),
        ),
        migrations.AddIndex(
            model_name='distribution',
            index=models.Index(fields=['unit', '-on'], name='goods_lists_of_unit'),
        ),
        migrations.AddConstraint(
            model_name='distribution',
            constraint=models.CheckConstraint(condition=models.Q(('each__gte', 1)), name='goods_list_gives_something'),
        ),
        migrations.AddIndex(
            model_name='movement',
            index=models.Index(fields=['lot', 'unit'], name='goods_moved_out'),
        ),
        migrations.AddIndex(
            model_name='movement',
            index=models.Index(fields=['receiver', 'state'], name='goods_under_way'),
        ),
        migrations.AddConstraint(
            model_name='movement',
            constraint=models.CheckConstraint(condition=models.Q(('quantity__gte', 1)), name='goods_movement_is_of_something'),
        ),
        migrations.AddConstraint(
            model_name='movement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('cancelled_at__isnull', False), ('state', 'cancelled'), models.Q(('cancelled_reason', ''), _negated=True)), models.Q(models.Q(('state', 'cancelled'), _negated=True), ('cancelled_at__isnull', True)), _connector='OR'), name='goods_movement_is_cancelled_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='movement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('down', 'back')), ('receiver__isnull', False)), models.Q(models.Q(('kind__in', ('down', 'back')), _negated=True), ('receiver__isnull', True), models.Q(('state', 'sent'), _negated=True)), _connector='OR'), name='goods_between_two_units'),
        ),
        migrations.AddConstraint(
            model_name='movement',
            constraint=models.CheckConstraint(condition=models.Q(('receiver__isnull', True), models.Q(('unit', models.F('receiver')), _negated=True), _connector='OR'), name='goods_go_to_another_unit'),
        ),
        migrations.AddConstraint(
            model_name='movement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('down', 'back')), ('state', 'booked'), _negated=True), models.Q(('accepted_on__isnull', False), models.Q(('accepted_by_name', ''), _negated=True)), _connector='OR'), name='goods_arrive_when_signed_for'),
        ),
        migrations.AddConstraint(
            model_name='movement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('down', 'back')), models.Q(('document', ''), _negated=True)), models.Q(models.Q(('kind__in', ('down', 'back')), _negated=True), models.Q(('note', ''), _negated=True)), _connector='OR'), name='goods_move_for_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='shelf',
            constraint=models.UniqueConstraint(fields=('lot', 'unit'), name='goods_one_shelf_of_a_lot'),
        ),
        migrations.AddConstraint(
            model_name='shelf',
            constraint=models.CheckConstraint(condition=models.Q(('received__gte', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('passed_on'), '+', models.F('given_back')), '+', models.F('handed_out')), '+', models.F('taken')), '+', models.F('lost')))), name='goods_no_more_than_came_in'),
        ),
        migrations.AddIndex(
            model_name='stocktake',
            index=models.Index(fields=['unit', '-on'], name='goods_counted_at_unit'),
        ),
        migrations.AddConstraint(
            model_name='ruling',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('handout__isnull', False), ('movement__isnull', True), ('stocktake__isnull', True)), models.Q(('handout__isnull', True), ('movement__isnull', False), ('stocktake__isnull', True)), models.Q(('handout__isnull', True), ('movement__isnull', True), ('stocktake__isnull', False)), _connector='OR'), name='goods_ruling_is_about_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='ruling',
            constraint=models.CheckConstraint(condition=models.Q(('decision', ''), _negated=True), name='goods_ruling_says_something'),
        ),
        migrations.AddConstraint(
            model_name='ruling',
            constraint=models.UniqueConstraint(condition=models.Q(('handout__isnull', False)), fields=('handout', 'code'), name='goods_handout_ruled_once'),
        ),
        migrations.AddConstraint(
            model_name='ruling',
            constraint=models.UniqueConstraint(condition=models.Q(('movement__isnull', False)), fields=('movement', 'code'), name='goods_movement_ruled_once'),
        ),
        migrations.AddConstraint(
            model_name='ruling',
            constraint=models.UniqueConstraint(condition=models.Q(('stocktake__isnull', False)), fields=('stocktake', 'code'), name='goods_stocktake_ruled_once'),
        ),
    ]
