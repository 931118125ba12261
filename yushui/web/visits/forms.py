"""Forms for visits: they turn text into values and know no rules of the work."""

import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet

from yushui.kernel import secrecy
from yushui.people import categories
from yushui.people.models import Person, Status
from yushui.territory.models import Unit
from yushui.visits.calls import Call, Companion, GiftLine, Told
from yushui.visits.lifecycle import Excuse
from yushui.visits.models import GiftKind, Happening, Help, Mode, Rank
from yushui.web.forms import AmountField, DayField


# A group visit is recorded on a page of its own.
ALONE = [(one.value, one.label) for one in Mode if one != Mode.GROUP]


class CallForm(forms.Form):
    """What every call has: how, when, money, what was done and heard."""

    mode = forms.ChoiceField(
        label="方式", choices=ALONE, initial=Mode.HOME, widget=forms.RadioSelect
    )
    made_on = DayField(label="走访日期")
    money = AmountField(label="慰问金（元）", required=False)
    is_own_money = forms.BooleanField(
        label="用本单位自有资金",
        required=False,
        help_text="不勾选的，从本次活动下拨的经费中列支。",
    )
    heard = forms.CharField(
        label="困难和诉求",
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 3}),
        help_text="只记本人要求帮助解决的事；不写部队番号、位置等内容。",
    )
    has_talk = forms.BooleanField(label="交谈问候", required=False, initial=True)
    services = forms.MultipleChoiceField(
        label="办了的服务",
        choices=Help.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    is_cleared = forms.BooleanField(label="我已核对，不涉密", required=False)
    op_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, has_purse: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_purse:
            del self.fields["is_own_money"]

    @property
    def asks_to_clear(self) -> bool:
        """Whether something written reads like a secret; only then somebody is asked to look."""
        texts = [self.data.get(name, "") for name in ("heard", "notes", "title", "place")]
        return self.is_bound and any(secrecy.hits(text) for text in texts)

    def call(self, companions: Sequence[Companion], gifts: Sequence[GiftLine]) -> Call:
        values = self.cleaned_data
        return Call(
            made_on=values["made_on"],
            participants=companions,
            mode=Mode(values.get("mode", Mode.GROUP)),
            money=values.get("money", Decimal(0)),
            is_own_money=values.get("is_own_money", False),
            gifts=gifts,
            has_talk=values["has_talk"],
            services=[Help(one) for one in values["services"]],
            heard=values.get("heard", ""),
            notes=values.get("notes", ""),
            is_cleared=values["is_cleared"],
            op_id=values["op_id"],
        )


class RecordVisit(CallForm):
    """A call on a household; the persons visited are ticked."""

    persons = forms.MultipleChoiceField(
        label="慰问对象", widget=forms.CheckboxSelectMultiple, choices=()
    )
    participants = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ("persons", "mode", "made_on", "money", "is_own_money", "heard")

    def __init__(self, *args: Any, persons: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in persons}
        field = self.fields["persons"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(key, _label(person)) for key, person in self.people.items()]
        field.initial = [
            key for key, person in self.people.items() if person.status == Status.ALIVE
        ]

    def chosen(self) -> list[Person]:
        return [self.people[key] for key in self.cleaned_data["persons"]]


def _label(person: Person) -> str:
    codes = categories.narrowest(one.category for one in person.belongings.all())
    told = [categories.label(code) for code in codes]
    if person.status != Status.ALIVE:
        told.append(person.get_status_display())
    held = "、".join(told)
    return f"{person.name}（{held}）" if held else person.name


class RecordTroop(CallForm):
    """A call on a garrison unit."""

    host = forms.ModelChoiceField(
        label="部队",
        queryset=Unit.objects.none(),
        empty_label="请选择",
        help_text="只用代号或公开名称。",
    )
    notes = forms.CharField(
        label="座谈纪要",
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 5}),
        help_text="谈了什么、双方各要办什么；不写番号、人数、位置、演训时间。",
    )
    participants = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = ("host", "mode", "made_on", "money", "is_own_money", "heard")

    def __init__(self, *args: Any, hosts: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["host"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = hosts
        self.fields["heard"].help_text = "只记部队希望地方帮助解决的事；不写部队番号、位置等内容。"
        self.initial.setdefault("mode", Mode.MEETING)


class CompanionLine(forms.Form):
    name = forms.CharField(label="姓名", max_length=40, required=False)
    title = forms.CharField(label="职务", max_length=60, required=False)
    rank = forms.ChoiceField(label="层次", choices=Rank.choices, initial=Rank.STAFF)
    unit = forms.ChoiceField(label="单位", required=False)

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = units


class GiftForm(forms.Form):
    kind = forms.ChoiceField(label="种类", choices=GiftKind.choices, initial=GiftKind.GOODS)
    name = forms.CharField(label="名称", max_length=60, required=False)
    quantity = forms.IntegerField(label="数量", min_value=1, max_value=10000, initial=1)
    value = AmountField(label="折款（元）", required=False)


CompanionLines = forms.formset_factory(CompanionLine, extra=3, max_num=10)
GiftLines = forms.formset_factory(GiftForm, extra=3, max_num=10)


def companions(lines: forms.BaseFormSet[Any]) -> list[Companion]:
    """The people named; an empty line is nobody."""
    return [
        Companion(
            line["name"].strip(),
            Rank(line["rank"]),
            line["title"].strip(),
            int(line["unit"]) if line.get("unit") else None,
        )
        for line in lines.cleaned_data
        if line.get("name", "").strip()
    ]


def gifts(lines: forms.BaseFormSet[Any]) -> list[GiftLine]:
    """Things handed over; a line without a name takes that of its kind when it has a value."""
    return [
        GiftLine(
            GiftKind(line["kind"]),
            line["name"].strip() or GiftKind(line["kind"]).label,
            line["quantity"],
            line["value"],
        )
        for line in lines.cleaned_data
        if line and (line.get("name", "").strip() or line.get("value"))
    ]


class CancelVisit(forms.Form):
    reason = forms.CharField(label="撤销原因", max_length=200)


class CallOff(forms.Form):
    reason = forms.CharField(label="取消原因", max_length=200)


class NoteTry(forms.Form):
    tried_on = DayField(label="上门日期")
    note = forms.CharField(label="情况", max_length=200, initial="上门未遇")


class ExcuseTarget(forms.Form):
    excuse = forms.ChoiceField(label="原因", choices=Excuse.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label="说明",
        max_length=200,
        required=False,
        help_text="例如向谁核实、核实结果如何。",
    )


class TellOfOccurrence(forms.Form):
    """What happened to a family, as somebody learned of it."""

    kind = forms.ChoiceField(label="发生了什么", choices=Happening, widget=forms.RadioSelect)
    happened_on = DayField(label="发生日期")
    learned_on = DayField(label="得知日期")
    told_by = forms.CharField(
        label="从谁那里得知",
        max_length=40,
        required=False,
        help_text="例如本人、村干部、邻居。",
    )
    summary = forms.CharField(
        label="情况",
        max_length=200,
        widget=forms.Textarea({"rows": 3}),
        help_text="一两句话：发生了什么、需要什么帮助。不写病情细节、证件号码、电话，不写部队番号和位置。",
    )
    is_cleared = forms.BooleanField(label="我已核对，不涉密", required=False)

    def told(self) -> Told:
        values = {key: value for key, value in self.cleaned_data.items() if key != "is_cleared"}
        return Told(**values | {"kind": Happening(values["kind"])})


class CloseOccurrence(forms.Form):
    reason = forms.CharField(
        label="原因",
        max_length=200,
        help_text="例如核实为误报，或本人不愿打扰、已由谁用什么方式帮助。",
    )


class AddPicture(forms.Form):
    file = forms.FileField(
        label="照片",
        widget=forms.FileInput({"accept": "image/jpeg,image/png", "data-yu-max-bytes": 20 << 20}),
        help_text="jpg 或 png。存入时自动去掉拍摄位置和设备信息；不要拍到营区、装备和证件。",
    )
    caption = forms.CharField(label="说明", max_length=80)
    is_cleared = forms.BooleanField(label="我已核对，照片和说明不涉密", required=False)
