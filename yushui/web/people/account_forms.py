"""Forms about the account a person is paid into."""

from typing import Any

from django import forms

from yushui.kernel import clock
from yushui.people.actions import AccountFacts
from yushui.people.models import Person
from yushui.web.forms import DayField


class SetAccount(forms.Form):
    """An account, and the guardian of somebody who cannot act."""

    holder_name = forms.CharField(label="户名", max_length=60)
    number = forms.CharField(
        label="账号",
        max_length=60,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        help_text="保存后只显示末四位。",
    )
    bank_name = forms.CharField(label="开户行", max_length=80)
    guardian_name = forms.CharField(
        label="监护人",
        max_length=40,
        required=False,
        help_text="未成年人、不能自己办理的人由监护人代领时填写。",
    )
    guardian_relation = forms.CharField(label="监护人与本人关系", max_length=20, required=False)
    since = DayField(label="自哪天起", initial=clock.today)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        kwargs["initial"] = {"holder_name": person.name}
        super().__init__(*args, **kwargs)

    def facts(self) -> AccountFacts:
        return AccountFacts(**{k: v for k, v in self.cleaned_data.items() if k != "since"})


class EndAccount(forms.Form):
    on = DayField(label="停用日期", initial=clock.today)
