"""Forms about contacts, the service station's number and printings."""

from typing import Any

from django import forms

from yushui.kernel import clock
from yushui.people.actions import ContactFacts
from yushui.people.models import OF_A_PLACE, EndReason
from yushui.web.forms import DayField


REASON = [("", "请选择"), *EndReason.choices]


class NameContact(forms.Form):
    """Who is to be the contact, and from when."""

    name = forms.CharField(label="联系人", max_length=40)
    unit_name = forms.CharField(label="所在单位", max_length=60)
    title = forms.CharField(label="职务", max_length=40, required=False)
    phone = forms.CharField(
        label="电话",
        max_length=60,
        help_text="印在联系卡上，家庭照着打。手机 11 位，座机带区号；几个号码用顿号隔开。",
    )
    since = DayField(label="自哪天起", initial=clock.today)

    def facts(self) -> ContactFacts:
        given = self.cleaned_data
        return ContactFacts(given["name"], given["unit_name"], given["phone"], given["title"])


class HandOver(NameContact):
    """The same, and why the one before is no longer."""

    since = DayField(label="移交日期", initial=clock.today)
    reason = forms.ChoiceField(label="原联系人终止的原因", choices=REASON)
    field_order = ("reason", "since", "name", "unit_name", "title", "phone")


class NameForVillage(NameContact):
    """One contact for all families of a village."""

    replacing = forms.ChoiceField(
        label="已有联系人的家庭",
        required=False,
        choices=[
            ("", "不动，只安排没有联系人的"),
            *((key, f"也移交给这一位，原因：{label}") for key, label in EndReason.choices),
        ],
    )

    def asked(self) -> dict[str, Any]:
        """What the action wants to know."""
        given = self.cleaned_data
        return {
            "facts": self.facts(),
            "since": given["since"],
            "replacing": given["replacing"],
        }


class EndContact(forms.Form):
    on = DayField(label="终止日期", initial=clock.today)
    reason = forms.ChoiceField(label="原因", choices=REASON)


class SetHelpline(forms.Form):
    """The number of the service station."""

    name = forms.CharField(label="服务站名称", max_length=60)
    phone = forms.CharField(label="电话", max_length=60, help_text="座机请带区号。")


class AskPrinting(forms.Form):
    paper = forms.ChoiceField(choices=[(kind, kind.label) for kind in OF_A_PLACE])
