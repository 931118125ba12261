"""Forms about standards, payment batches and their lines."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import QuerySet

from yushui.campaigns.models import Campaign
from yushui.files.preflight import SHEETS
from yushui.funds import answers, banking
from yushui.funds.answers import Reading
from yushui.funds.models import Standard
from yushui.funds.proposing import StandardFacts
from yushui.kernel import clock
from yushui.kernel.errors import RuleViolation
from yushui.people import categories
from yushui.people.models import Person
from yushui.territory.models import Unit
from yushui.web import formats
from yushui.web.forms import AmountField, DayField


class OwnUnit(forms.Form):
    """For one of the units one works for; with one there is no choice."""

    unit = forms.ModelChoiceField(label="单位", queryset=Unit.objects.none(), empty_label=None)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units
        field.initial = units.first()
        if units.count() < 2:
            field.widget = forms.HiddenInput()


class StandardField(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, standard: Standard) -> str:
        return f"{standard.name}：每人 {formats.yuan(standard.amount)}（{standard.document}）"


class Prepare(OwnUnit):
    """A batch: by which standard, for which campaign, as of which day."""

    campaign = forms.ModelChoiceField(
        label="活动", queryset=Campaign.objects.none(), empty_label=None
    )
    standard = StandardField(
        label="发放标准", queryset=Standard.objects.none(), empty_label="请选择"
    )
    cut_off_on = DayField(
        label="截止日期", initial=clock.today, help_text="按这一天的情况确定谁符合标准。"
    )
    op_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(
        self,
        *args: Any,
        campaigns: QuerySet[Campaign],
        standards: QuerySet[Standard],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (("campaign", campaigns), ("standard", standards)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows


class SetStandard(OwnUnit):
    name = forms.CharField(label="名称", max_length=80)
    categories = forms.MultipleChoiceField(
        label="发放对象",
        choices=[],
        widget=forms.CheckboxSelectMultiple,
        help_text="属于其中一类就发，一人只发一次。“领取定期抚恤补助”包括三属、残疾军人和定期生活补助对象。",
    )
    amount = AmountField(label="每人金额（元）")
    source = forms.CharField(label="依据原文", max_length=1000, widget=forms.Textarea({"rows": 3}))
    document = forms.CharField(label="依据文号", max_length=80)
    since = DayField(label="自哪天起")
    until = DayField(label="到哪天止", required=False)
    occasion = forms.CharField(label="时节", max_length=20, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["categories"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [
            (code, text)
            for code, text in categories.labels().items()
            if code not in categories.NOT_PERSONS
        ]

    def facts(self) -> StandardFacts:
        return StandardFacts(**{k: v for k, v in self.cleaned_data.items() if k != "unit"})


class EndStandard(OwnUnit):
    on = DayField(label="到哪天止", initial=clock.today)


class Reason(forms.Form):
    reason = forms.CharField(
        label="原因", max_length=200, widget=forms.Textarea({"rows": 2, "maxlength": 200})
    )


class Redo(forms.Form):
    op_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class Decide(forms.Form):
    """What is done about somebody doubtful, and why."""

    pays = forms.TypedChoiceField(
        label="认定",
        choices=[("no", "不发"), ("yes", "照发")],
        coerce=lambda told: told == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="理由", max_length=200, widget=forms.Textarea({"rows": 2, "maxlength": 200})
    )


class AddLine(forms.Form):
    """Somebody by the number of the family and the name."""

    household = forms.CharField(label="家庭编号", max_length=40)
    name = forms.CharField(label="姓名", max_length=40)
    amount = AmountField(label="金额（元）")
    reason = forms.CharField(label="另列原因", max_length=200)

    def __init__(self, *args: Any, persons: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.persons = persons

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        code, name = given.get("household", "").strip(), given.get("name", "").strip()
        found = list(self.persons.filter(household__code=code, name=name).order_by("pk")[:2])
        if len(found) != 1:
            self.add_error("name", "您管辖的家庭里没有（或不止一个）这样的人，请核对编号和姓名。")
        else:
            given["person"] = found[0]
        return given

    def asked(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("amount", "reason")}


class ChooseLayout(forms.Form):
    layout = forms.ChoiceField(label="银行要求的格式", choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["layout"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.code, one.name) for one in banking.layouts(clock.today()).values()]


class EnterAnswer(forms.Form):
    """The file a bank sends back, and the day the money arrived where the file does not say."""

    file = forms.FileField(
        label="银行回盘文件",
        help_text="xlsx、xls 或 csv，列有序号、金额、结果（成功或失败）、失败原因，可有到账日期。",
        widget=forms.FileInput({"accept": ",".join(f".{kind}" for kind in sorted(SHEETS))}),
    )

    on = DayField(
        label="到账日期",
        initial=clock.today,
        help_text="文件里有“到账日期”列的，以文件为准。",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["data-yu-max-bytes"] = settings.YUSHUI_UPLOAD_LIMIT

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "file" in given:
            try:
                given["reading"] = answers.read(given["file"].name, given["file"].read())
            except RuleViolation as refusal:
                self.add_error("file", refusal.message)
        return given

    def reading(self) -> Reading:
        read: Reading = self.cleaned_data["reading"]
        return read


class TakeBack(forms.Form):
    on = DayField(label="退款日期", initial=clock.today)
    reason = forms.CharField(label="退款原因", max_length=200)
