"""Forms for money that comes in and moves."""

import uuid
from typing import Any

from django import forms

from yushui.funds.actions.transfers import Slip
from yushui.funds.models import Origin
from yushui.territory.models import Unit
from yushui.web.forms import AmountField, DayField


class SlipForm(forms.Form):
    """How much, by which document, on which day."""

    amount = AmountField(label="金额（元）")
    document = forms.CharField(
        label="文号或凭证号", max_length=80, help_text="例如拨款文件的文号，或者银行回单号。"
    )
    on = DayField(label="日期")
    note = forms.CharField(label="说明", max_length=200, required=False)
    op_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def slip(self) -> Slip:
        values = self.cleaned_data
        return Slip(
            **{name: values[name] for name in ("amount", "document", "on", "note", "op_id")}
        )


class Appropriate(SlipForm):
    origin = forms.ChoiceField(label="来源", choices=Origin.choices)
    field_order = ("origin", "amount", "on", "document", "note")


class PassOn(SlipForm):
    receiver = forms.ModelChoiceField(
        label="拨给哪个单位", queryset=Unit.objects.none(), empty_label="请选择"
    )
    field_order = ("receiver", "amount", "on", "document", "note")

    def __init__(self, *args: Any, receivers: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["receiver"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Unit.objects.filter(pk__in=[one.pk for one in receivers]).order_by("path")
