"""Forms for gifts: they turn text into values and know no rules of the work."""

import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from yushui.campaigns.models import Campaign
from yushui.goods.actions.deciding import Count
from yushui.goods.actions.handing import Brought, Signature
from yushui.goods.actions.moving import Bought, Slip
from yushui.goods.models import Item, Origin, Shelf, Signed, Sort
from yushui.territory.models import Region, Unit
from yushui.web.forms import AmountField, DayField


def _choose(form: forms.Form, name: str, queryset: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = queryset


class NameItem(forms.Form):
    name = forms.CharField(label="名称", max_length=60, help_text="例如大米、食用油、春联。")
    sort = forms.ChoiceField(label="类别", choices=Sort.choices, initial=Sort.GOODS)
    spec = forms.CharField(label="规格", max_length=60, required=False, help_text="例如10千克。")
    measure = forms.CharField(label="计量单位", max_length=10, help_text="例如袋、桶、副。")
    per_household = forms.IntegerField(
        label="每户标准",
        required=False,
        min_value=1,
        max_value=1000,
        help_text="一次活动每户最多几份；超过的列为发现问题。",
    )


class SetStandard(forms.Form):
    per_household = forms.IntegerField(
        label="每户标准",
        required=False,
        min_value=1,
        max_value=1000,
        help_text="一次活动每户最多几份；不填的不核对。",
    )


class SlipForm(forms.Form):
    quantity = forms.IntegerField(label="数量", min_value=1)
    document = forms.CharField(label="单据号", max_length=80, help_text="入库单、调拨单的编号。")
    on = DayField(label="日期")
    note = forms.CharField(label="说明", max_length=200, required=False)
    op_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def slip(self) -> Slip:
        names = ("quantity", "document", "on", "note", "op_id")
        return Slip(**{name: self.cleaned_data.get(name, "") for name in names})


class Receive(SlipForm):
    item = forms.ModelChoiceField(label="品种", queryset=Item.objects.none(), empty_label="请选择")
    origin = forms.ChoiceField(label="来源", choices=Origin.choices)
    price = AmountField(label="单价（元）", help_text="捐赠的按市场价估价；折算经费＝数量×单价。")
    source = forms.CharField(label="供货或捐赠单位", max_length=80)
    campaign = forms.ModelChoiceField(
        label="为哪次活动准备",
        queryset=Campaign.objects.none(),
        required=False,
        empty_label="不限活动",
    )
    field_order = ("item", "origin", "quantity", "price", "source", "document", "on", "campaign")

    def __init__(self, *args: Any, items: Any, campaigns: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "item", items)
        _choose(self, "campaign", campaigns)

    def bought(self) -> Bought:
        names = ("origin", "price", "source", "campaign")
        return Bought(**{name: self.cleaned_data[name] for name in names})


class PassOn(SlipForm):
    receiver = forms.ModelChoiceField(
        label="发给哪个单位", queryset=Unit.objects.none(), empty_label="请选择"
    )
    field_order = ("receiver", "quantity", "document", "on")

    def __init__(self, *args: Any, receivers: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [one.pk for one in receivers]
        _choose(self, "receiver", Unit.objects.filter(pk__in=keys).order_by("path"))


class Lose(SlipForm):
    document = None  # type: ignore[assignment]
    note = forms.CharField(label="原因", max_length=200, help_text="例如运输破损几袋、受潮、短少。")


class Take(SlipForm):
    document = None  # type: ignore[assignment]
    taker = forms.CharField(label="领用人", max_length=40)
    note = forms.CharField(label="原因", max_length=200)
    field_order = ("taker", "quantity", "on", "note")


class TakeStock(forms.Form):
    counted = forms.IntegerField(label="实点数量", min_value=0)
    on = DayField(label="盘点日期")
    note = forms.CharField(label="说明", max_length=200, required=False)
    op_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def count(self) -> Count:
        return Count(**self.cleaned_data)


class Sign(forms.Form):
    signed_as = forms.ChoiceField(
        label="签收方式", choices=Signed.choices, initial=Signed.SELF, widget=forms.RadioSelect
    )
    signer = forms.CharField(label="签收人", max_length=40, required=False)
    relation = forms.CharField(
        label="与受领人关系",
        max_length=20,
        required=False,
        help_text="代领的填写，如儿子、邻居。",
    )
    picture = forms.FileField(
        label="现场照片",
        required=False,
        widget=forms.FileInput({"accept": "image/jpeg,image/png", "data-yu-max-bytes": 20 << 20}),
        help_text="jpg 或 png。存入时自动去掉拍摄位置和设备信息。",
    )

    def signature(self) -> Signature:
        values = self.cleaned_data
        file = values["picture"]
        kept = (file.name, file.read()) if file else None
        return Signature(values["signed_as"], values["signer"], values["relation"], kept)


class HandOut(Sign):
    signed_as = forms.ChoiceField(
        label="签收方式",
        choices=[("", "以后补签"), *Signed.choices],
        initial=Signed.SELF,
        required=False,
        widget=forms.RadioSelect,
    )
    shelf = forms.ModelChoiceField(
        label="慰问品", queryset=Shelf.objects.none(), empty_label="请选择"
    )
    quantity = forms.IntegerField(label="数量", min_value=1, max_value=10000, initial=1)
    on = DayField(label="发放日期")
    campaign = forms.ModelChoiceField(
        label="活动",
        queryset=Campaign.objects.none(),
        required=False,
        empty_label="日常慰问，不属于哪个活动",
    )
    op_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    field_order = ("shelf", "quantity", "on", "campaign", "signed_as", "signer", "relation")

    def __init__(self, *args: Any, shelves: Any, campaigns: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "shelf", shelves)
        _choose(self, "campaign", campaigns)
        self.fields["shelf"].label_from_instance = on_the_shelf  # type: ignore[attr-defined]

    def brought(self) -> Brought:
        return Brought(
            self.cleaned_data["shelf"].lot, self.cleaned_data["quantity"], self.signature()
        )


def on_the_shelf(shelf: Shelf) -> str:
    """What somebody chooses by: the kind, its price, how many are left, by which document."""
    lot = shelf.lot
    price = f"{lot.price:,.2f} 元/{lot.item.measure}"
    return f"{lot.item} · {price} · 剩 {shelf.left}{lot.item.measure} · {lot.document}"


class MakeList(forms.Form):
    shelf = forms.ModelChoiceField(
        label="慰问品", queryset=Shelf.objects.none(), empty_label="请选择"
    )
    campaign = forms.ModelChoiceField(
        label="活动",
        queryset=Campaign.objects.none(),
        empty_label="请选择",
        help_text="发给这次活动应访名单上的家庭。",
    )
    region = forms.ModelChoiceField(
        label="发放范围", queryset=Region.objects.none(), empty_label="请选择"
    )
    each = forms.IntegerField(label="每户数量", min_value=1, max_value=1000, initial=1)
    on = DayField(label="发放日期")
    op_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(
        self, *args: Any, shelves: Any, campaigns: Any, regions: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "shelf", shelves)
        _choose(self, "campaign", campaigns)
        _choose(self, "region", regions)
        self.fields["shelf"].label_from_instance = on_the_shelf  # type: ignore[attr-defined]


class Reason(forms.Form):
    reason = forms.CharField(label="撤销原因", max_length=200)


class Decide(forms.Form):
    decision = forms.CharField(label="认定意见", max_length=200, widget=forms.Textarea({"rows": 3}))


class DecideCount(Decide):
    adjusts = forms.BooleanField(
        label="同时按实点数调整账面", required=False, help_text="多的记盘盈，少的记损耗。"
    )


class EnterList(forms.Form):
    """Who of a list took theirs; the lines are ticked beside."""

    on = DayField(label="领取日期")

    def keys(self, sent: QueryDict) -> list[int]:
        return [int(key) for key in sent.getlist("lines") if key.isdecimal() and len(key) < 12]


class Span(forms.Form):
    """From when to when the book is closed; the unit goes along."""

    since = DayField(label="自", required=False)
    until = DayField(label="至", required=False)
    unit = forms.IntegerField(widget=forms.HiddenInput, required=False)
