"""Forms about what a person is and how a person stands."""

from typing import Any

from django import forms

from yushui.people import categories
from yushui.people.actions import Grounds, Seen
from yushui.people.models import Belonging, Cause, DeathCause, Paper
from yushui.web.forms import DayField


UNSAID = ("", "没有写明")


class CauseField(forms.ChoiceField):
    def __init__(self) -> None:
        super().__init__(
            label="残疾性质",
            choices=[UNSAID, *Cause.choices],
            required=False,
            help_text="只有残疾军人要填。",
        )


class AddCategory(forms.Form):
    category = forms.ChoiceField(
        label="人员类别",
        choices=categories.by_hand,
        help_text="残疾填到级，立功填到等；“一至六级”“二等功以上”“80岁以上”由系统推算。",
    )
    cause = CauseField()
    since = DayField(label="自哪天起", required=False)
    source = forms.CharField(label="来源", max_length=120, required=False)


class EditCategory(forms.Form):
    cause = CauseField()
    since = DayField(label="自哪天起", required=False)
    source = forms.CharField(label="来源", max_length=120, required=False)

    def __init__(self, *args: Any, belonging: Belonging, **kwargs: Any) -> None:
        shown = ("cause", "since", "source")
        kwargs["initial"] = {name: getattr(belonging, name) for name in shown}
        super().__init__(*args, **kwargs)


class OnDay(forms.Form):
    on = DayField(label="日期")


class Why(forms.Form):
    reason = forms.CharField(label="原因", max_length=200)


class SeeEvidence(forms.Form):
    paper = forms.ChoiceField(label="证件种类", choices=Paper)
    number = forms.CharField(
        label="证件号码", max_length=40, required=False, help_text="加密保存，页面上只显示末几位。"
    )
    decision = forms.CharField(label="批准文号", max_length=60, required=False)
    issuer = forms.CharField(label="颁发、批准单位", max_length=80, required=False)
    issued_on = DayField(label="颁发、批准日期", required=False)

    def seen(self) -> Seen:
        return Seen(**self.cleaned_data)


class MarkDead(forms.Form):
    on = DayField(label="去世日期")
    death_cause = forms.ChoiceField(
        label="死亡原因",
        choices=[UNSAID, *DeathCause.choices],
        required=False,
        help_text="残疾军人因病去世的，残疾抚恤金的续发月数按此计算。",
    )


class ChangeStatus(forms.Form):
    on = DayField(label="自哪天起")
    decision = forms.CharField(
        label="决定文号",
        max_length=60,
        required=False,
        help_text="中止、取消必须填写：由省级退役军人事务部门决定。",
    )
    decided_by = forms.CharField(label="决定单位", max_length=80, required=False)
    reason = forms.CharField(label="说明", max_length=200, required=False)

    def told(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        return {"on": given.pop("on"), "grounds": Grounds(**given)}
