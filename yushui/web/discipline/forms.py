"""Forms of discipline: they turn text into values and know no rules of the work."""

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from yushui.campaigns.models import Campaign
from yushui.discipline import checklist
from yushui.discipline.actions import Look, Plan, Reply, Span
from yushui.discipline.checklist import Item, Section
from yushui.discipline.lifecycle import Form, Occasion, Said
from yushui.discipline.models import Gathering
from yushui.kernel import secrecy
from yushui.territory.models import Unit
from yushui.visits.models import GroupVisit, Outing
from yushui.web.forms import AmountField, DayField, UnitField


class Cleared(forms.Form):
    """Something written that reads like a secret is looked at again."""

    is_cleared = forms.BooleanField(label="我已核对，不涉密", required=False)

    @property
    def asks_to_clear(self) -> bool:
        texts = [value for value in self.data.values() if isinstance(value, str)]
        return self.is_bound and any(secrecy.hits(text) for text in texts)


class RecordCheck(Cleared):
    """A look at something; the questions are those of its day."""

    campaign = forms.ModelChoiceField(
        label="活动", queryset=Campaign.objects.none(), empty_label="不属于哪次活动（日常）"
    )
    unit = UnitField(label="被检查单位")
    held_on = DayField(label="活动日期")
    checked_on = DayField(label="检查日期")
    inspectors = forms.CharField(
        label="检查人", max_length=100, help_text="写姓名，几个人用顿号隔开。"
    )
    due_on = DayField(
        label="整改期限",
        required=False,
        help_text="有“否”的项目才用；不填的，从检查日期起 7 天。",
    )
    note = forms.CharField(
        label="说明", max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )
    op_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(
        self,
        *args: Any,
        items: Sequence[Item],
        of_event: bool,
        campaigns: QuerySet[Campaign],
        units: QuerySet[Unit],
        is_troops: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            self.fields[item.key] = forms.ChoiceField(
                label=item.text,
                choices=Said.choices,
                widget=forms.RadioSelect,
                help_text=item.source,
            )
            self.fields[f"{item.key}_note"] = forms.CharField(
                label="情况", max_length=200, required=False
            )
        if of_event:
            for name in ("campaign", "unit", "held_on"):
                del self.fields[name]
            return
        chosen, typed = self.fields["campaign"], self.fields["unit"]
        assert isinstance(chosen, forms.ModelChoiceField)
        assert isinstance(typed, UnitField)
        chosen.queryset, chosen.required = campaigns, not is_troops
        typed.units = units

    def questions(self) -> Iterator[tuple[Section, list[tuple[Any, Any]]]]:
        """Each section with its questions and the line for what was the matter."""
        for section in checklist.sections().values():
            asked = [one for one in self.items if one.section == section.key]
            if asked:
                yield section, [(self[one.key], self[f"{one.key}_note"]) for one in asked]

    def look(
        self, occasion: Occasion, *, group_visit: GroupVisit | None, outing: Outing | None
    ) -> Look:
        told = self.cleaned_data
        return Look(
            occasion=occasion,
            checked_on=told["checked_on"],
            inspectors=told["inspectors"],
            replies={one.key: Reply(told[one.key], told[f"{one.key}_note"]) for one in self.items},
            held_on=told.get("held_on"),
            group_visit=group_visit,
            outing=outing,
            due_on=told["due_on"],
            note=told["note"],
            is_cleared=told["is_cleared"],
            op_id=told["op_id"],
        )


class Reason(forms.Form):
    reason = forms.CharField(label="原因", max_length=200)


class Remedy(Cleared):
    remedy = forms.CharField(
        label="整改或说明的情况",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text="怎么改的、谁负责、有什么凭据；由负责人认定。",
    )
    field_order = ("remedy", "is_cleared")


class SendBack(forms.Form):
    decision = forms.CharField(label="退回意见", max_length=200)
    due_on = DayField(label="新的整改期限", required=False, help_text="不填的，从今天起 7 天。")


class Close(forms.Form):
    decision = forms.CharField(label="认定意见", max_length=200)


class Apply(Cleared):
    title = forms.CharField(label="名称", max_length=80)
    form = forms.ChoiceField(label="形式", choices=Form.choices)
    campaign = forms.ModelChoiceField(
        label="活动",
        queryset=Campaign.objects.none(),
        empty_label="不属于哪次活动（日常）",
        required=False,
    )
    planned_on = DayField(label="日期")
    place = forms.CharField(label="地点", max_length=80, help_text="不写营区的位置。")
    size = forms.IntegerField(label="预计人数", min_value=1, help_text="工作人员也算在内。")
    reason = forms.CharField(
        label="必须举办的理由",
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text="不办行不行、逐户走访能不能代替。",
    )
    combining = forms.CharField(
        label="可以与什么合并、减少",
        max_length=200,
        help_text="查过哪些活动，能不能合并办、少来人；不能的写明为什么。",
    )

    def __init__(self, *args: Any, campaigns: QuerySet[Campaign], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["campaign"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = campaigns
        if not self.asks_to_clear:
            self.fields["is_cleared"].widget = forms.HiddenInput()
        self.order_fields([*(name for name in self.fields if name != "is_cleared"), "is_cleared"])

    def plan(self) -> Plan:
        return Plan(**self.cleaned_data)


class Nothing(forms.Form):
    """A step that takes no word."""


class Opinion(forms.Form):
    decision = forms.CharField(label="意见", max_length=200, required=False)


class Refusal(forms.Form):
    decision = forms.CharField(label="原因", max_length=200)


class GatheringField(forms.ModelChoiceField[Gathering]):
    """A gathering by its day, its name, whose it is and how many it is for."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.planned_on:%-m月%-d日} {obj.title}（{obj.unit.name}，{obj.size} 人）"


class Merge(forms.Form):
    into = GatheringField(
        label="并入哪一场", queryset=Gathering.objects.none(), empty_label="请选择"
    )

    def __init__(self, *args: Any, others: QuerySet[Gathering], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = others


class Dated(forms.Form):
    """From when to when, by what document."""

    since = DayField(label="自")
    until = DayField(label="至", required=False)
    document = forms.CharField(label="依据文件", max_length=80)

    def span(self) -> Span:
        told = self.cleaned_data
        return Span(told["since"], told["document"], told["until"])


_SECTIONS = [(one.key, one.label) for one in checklist.sections().values()]
_SWITCHED = [one.key for one in checklist.sections().values() if one.may_be_off]


class AddItem(Dated):
    section = forms.ChoiceField(label="类别", choices=_SECTIONS)
    text = forms.CharField(label="检查内容", max_length=100)
    of = forms.MultipleChoiceField(
        label="用在什么检查里", choices=Occasion.choices, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("section", "text", "of")


class Turn(Dated):
    what = forms.ChoiceField(label="哪一类、哪一项", choices=())
    is_on = forms.TypedChoiceField(
        label="启用还是停用",
        choices=[("on", "启用"), ("off", "停用")],
        coerce=lambda word: word == "on",
        widget=forms.RadioSelect,
    )
    field_order = ("what", "is_on")

    def __init__(self, *args: Any, items: Sequence[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["what"]
        assert isinstance(field, forms.ChoiceField)
        labels = checklist.sections()
        whole = [(f"{key}:", f"{labels[key].label}（整类）") for key in _SWITCHED]
        single = [
            (f"{one.section}:{one.key}", one.text) for one in items if one.section in _SWITCHED
        ]
        field.choices = [*whole, *single]

    def said(self) -> dict[str, Any]:
        section, _, item = self.cleaned_data["what"].partition(":")
        return {"section": section, "item": item, "is_on": self.cleaned_data["is_on"]}


class AddLimit(Dated):
    size = forms.IntegerField(
        label="多少人以上须经批准", min_value=1, required=False, help_text="没有规定的不填。"
    )
    is_refused = forms.BooleanField(
        label="没有批准的不予登记",
        required=False,
        help_text="不勾选的照常登记，列为问题，由负责人认定。",
    )
    per_home = AmountField(label="每户最高支出（元）", required=False)
    field_order = ("size", "is_refused", "per_home")
