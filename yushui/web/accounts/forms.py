"""Forms of the system administrator."""

from typing import Any

from django import forms

from yushui.accounts.actor import Actor
from yushui.web.forms import UnitField
from yushui.web.units.rows import choosable


class CreateUser(forms.Form):
    username = forms.CharField(
        label="账号",
        max_length=30,
        help_text="小写字母开头，可含数字、点、短横和下划线，例如 zhang.wen。",
        widget=forms.TextInput({"autocapitalize": "none", "autocomplete": "off"}),
    )
    full_name = forms.CharField(label="姓名", max_length=40)
    unit = UnitField(label="所属单位")

    def __init__(self, actor: Actor, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["unit"]
        assert isinstance(field, UnitField)
        field.units = choosable(actor)
