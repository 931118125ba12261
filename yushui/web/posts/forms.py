"""Forms of the security administrator."""

from typing import Any

from django import forms

from yushui.accounts.actor import Actor
from yushui.accounts.roles import ROLES, Family
from yushui.web.forms import DayField, UnitField
from yushui.web.units.rows import choosable


class GrantPost(forms.Form):
    role = forms.ChoiceField(
        label="岗位",
        choices=[
            (role.key, f"{role.label}：{role.tells}")
            for role in ROLES.values()
            if role.family == Family.BUSINESS
        ],
        widget=forms.RadioSelect,
    )
    unit = UnitField(label="任职单位")
    until = DayField(label="到期日", required=False, help_text="临时岗位填写，到期自动失效。")

    def __init__(self, actor: Actor, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["unit"]
        assert isinstance(field, UnitField)
        field.units = choosable(actor)
