"""Forms for citations and plaques: they turn text into values and know no rules of the work."""

import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from yushui.merits import classes
from yushui.merits.actions import Brought, Companion, Received, RuleFacts
from yushui.merits.lifecycle import Home, Rank
from yushui.merits.rules import Route
from yushui.people.models import Household, Person
from yushui.territory.kinds import Lane, Level
from yushui.territory.models import Unit
from yushui.web.forms import AmountField, DayField, unit_label


_LEVELS = [
    (level.value, level.label)
    for level in (Level.PROVINCE, Level.PREFECTURE, Level.COUNTY, Level.TOWNSHIP)
]


class Receive(forms.Form):
    soldier_name = forms.CharField(label="立功人姓名", max_length=40)
    merit = forms.ChoiceField(label="等次", choices=[("", "请选择"), *classes.choices()])
    order_number = forms.CharField(
        label="命令（通令）文号",
        max_length=60,
        help_text="照喜报或命令上写的填，用来防止重复登记。",
    )
    ordered_on = DayField(label="命令日期")
    received_on = DayField(label="接收日期")
    sender = forms.CharField(label="转来单位", max_length=80, required=False)
    issuer = forms.CharField(
        label="授予单位", max_length=80, required=False, help_text="只用代号或公开名称。"
    )

    def told(self) -> Received:
        return Received(**self.cleaned_data)


class Register(forms.Form):
    """The family is chosen among those that were found for the name."""

    family = forms.ChoiceField(label="家庭", widget=forms.RadioSelect, choices=())
    home = forms.ChoiceField(label="送到谁家", choices=Home.choices, widget=forms.RadioSelect)
    address = forms.CharField(
        label="送达地址", max_length=120, help_text="立功人本人指定的一个地址。"
    )
    recipient = forms.CharField(label="接喜报的家属", max_length=40, required=False)

    def __init__(
        self, *args: Any, persons: Sequence[Person], homes: Sequence[Household], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.found: dict[str, tuple[Household, Person | None]] = {
            f"person-{one.pk}": (one.household, one) for one in persons
        } | {f"home-{one.pk}": (one, None) for one in homes}
        field = self.fields["family"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, _family(*one)) for key, one in self.found.items()]
        if len(self.found) == 1:
            field.initial = next(iter(self.found))

    def chosen(self) -> tuple[Household, Person | None]:
        return self.found[self.cleaned_data["family"]]


def _family(household: Household, person: Person | None) -> str:
    who = f"{person.name}，" if person else "本人没有登记，只选家庭："
    place = f"{household.region.name}{household.address}"
    return f"{who}{household.head_name}家（{place}，{household.code}）"


class Assign(forms.Form):
    civil_unit = forms.ModelChoiceField(
        label="地方送达单位", queryset=Unit.objects.none(), empty_label="请选择"
    )
    military_unit = forms.ModelChoiceField(
        label="军队送达单位", queryset=Unit.objects.none(), empty_label="请选择"
    )
    planned_on = DayField(label="计划送达日期", required=False)

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, lane in (("civil_unit", Lane.CIVIL), ("military_unit", Lane.MILITARY)):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = Unit.objects.filter(
                pk__in=[unit.pk for unit in units if unit.lane == lane]
            ).order_by("-region__level", "path")


class BearerLine(forms.Form):
    name = forms.CharField(label="姓名", max_length=40, required=False)
    unit = forms.ChoiceField(label="单位", choices=())
    rank = forms.ChoiceField(label="层次", choices=Rank.choices, initial=Rank.LEADER)
    title = forms.CharField(label="职务", max_length=60, required=False)

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {str(unit.pk): unit for unit in units}
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(key, unit_label(unit)) for key, unit in self.units.items()]

    def companion(self) -> Companion | None:
        told = self.cleaned_data
        if not told.get("name", "").strip():
            return None
        return Companion(told["name"], self.units[told["unit"]], told["rank"], told["title"])


BearerLines = forms.formset_factory(BearerLine, extra=2, max_num=10)


def photo_field(label: str) -> forms.FileField:
    return forms.FileField(
        label=label,
        required=False,
        widget=forms.FileInput({"accept": "image/jpeg,image/png", "data-yu-max-bytes": 20 << 20}),
        help_text="jpg 或 png。存入时自动去掉拍摄位置和设备信息；不要拍到营区、装备和证件。",
    )


class Deliver(forms.Form):
    delivered_on = DayField(label="送达日期")
    received_by = forms.CharField(label="接喜报的家属", max_length=40)
    photo = photo_field("送喜报照片")
    note = forms.CharField(label="说明", max_length=200, required=False)
    op_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def told(self, bearers: Sequence[Companion]) -> Brought:
        values = self.cleaned_data
        photo = values.pop("photo")
        return Brought(
            bearers=bearers, photo=(photo.name, photo.read()) if photo else None, **values
        )


class Note(forms.Form):
    note = forms.CharField(label="核实情况", max_length=200, required=False)


class ComeAgain(forms.Form):
    note = forms.CharField(label="更正情况", max_length=200, required=False)


class Reason(forms.Form):
    reason = forms.CharField(label="原因", max_length=200)


class FeedBack(forms.Form):
    on = DayField(label="反馈日期")
    text = forms.CharField(
        label="反馈内容", max_length=200, help_text="送达情况和家属的反映，报给转来单位。"
    )


class AddRule(forms.Form):
    merit = forms.ChoiceField(label="等次", choices=[("", "请选择"), *classes.choices()])
    since = DayField(label="自哪天起")
    until = DayField(label="到哪天止", required=False)
    document = forms.CharField(label="依据文件", max_length=80)
    level = forms.TypedChoiceField(
        label="送达层级",
        choices=[("", "不另作规定"), *_LEVELS],
        coerce=int,
        empty_value=None,
        required=False,
    )
    civil = forms.ChoiceField(
        label="地方层次", choices=[("", "不另作规定"), *Rank.choices], required=False
    )
    military = forms.ChoiceField(
        label="军队层次", choices=[("", "不另作规定"), *Rank.choices], required=False
    )
    register_workdays = forms.IntegerField(
        label="几个工作日内登记", min_value=0, max_value=60, required=False
    )
    deliver_days = forms.IntegerField(
        label="几天内送达", min_value=1, max_value=365, required=False
    )
    prize = AmountField(label="奖励金（元）", required=False)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        route = [told.get("level"), told.get("civil"), told.get("military")]
        if any(route) and not all(route):
            self.add_error("level", "层级、地方层次、军队层次要一起填写，或者都不填。")
        return told

    def facts(self) -> RuleFacts:
        told = dict(self.cleaned_data)
        level, civil, military = (told.pop(key) for key in ("level", "civil", "military"))
        prize: Decimal = told.pop("prize")
        return RuleFacts(
            route=Route(level, civil, military) if level else None, prize=prize, **told
        )


class PlaqueStep(forms.Form):
    on = DayField(label="日期")
    reason = forms.CharField(label="原因或说明", max_length=200, required=False)


class PlaqueAtPlace(PlaqueStep):
    address = forms.CharField(label="悬挂地址", max_length=120)
    field_order = ("on", "address", "reason")
