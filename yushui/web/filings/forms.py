"""Forms for statistics tables."""

from typing import Any

from django import forms

from yushui.filings.definitions import SUBJECT_LABELS, WHAT_LABELS, Definition, Subject, What
from yushui.filings.kinds import Binding, ColumnType
from yushui.filings.models import Cell, Column
from yushui.kernel.money import fen_of, yuan_text
from yushui.people import categories
from yushui.web.forms import AmountField


class OverrideCell(forms.Form):
    """A person's value for one cell. The kind of the column decides which field there is."""

    reason = forms.CharField(
        label="调整原因",
        max_length=200,
        required=False,
        help_text="与统计值不同时必须写明，例如：另有 4 人在单位慰问，未入户登记。",
    )

    def __init__(self, *args: Any, cell: Cell, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = cell.column.type
        self.fields["value"] = self._field(cell)
        self.order_fields(["value", "reason"])
        self.fields["reason"].initial = cell.reason
        if cell.column.binding in (Binding.MANUAL, Binding.GATHERED):
            del self.fields["reason"]

    def _field(self, cell: Cell) -> forms.Field:
        if self.kind == ColumnType.TEXT:
            return forms.CharField(
                label="填报内容", required=False, max_length=500, initial=cell.text,
                widget=forms.Textarea({"rows": 3}),
            )  # fmt: skip
        if self.kind == ColumnType.COUNT:
            return forms.IntegerField(label="填报值", min_value=0, initial=cell.number)
        initial = yuan_text(cell.number) if cell.number is not None else ""
        return AmountField(label="填报值（元）", initial=initial)

    def values(self) -> dict[str, Any]:
        """Arguments of `actions.override`."""
        value = self.cleaned_data["value"]
        reason = self.cleaned_data.get("reason", "")
        if self.kind == ColumnType.TEXT:
            return {"text": value, "reason": reason}
        number = value if self.kind == ColumnType.COUNT else fen_of(value)
        return {"number": number, "reason": reason}


class BindColumn(forms.Form):
    """Where a column takes its value from."""

    type_ = forms.ChoiceField(label="类型", choices=ColumnType.choices)
    binding_ = forms.ChoiceField(
        label="取数方式",
        choices=[(one.value, one.label) for one in (Binding.LEDGER, Binding.MANUAL)],
    )
    what = forms.ChoiceField(
        label="统计什么", choices=[(one.value, label) for one, label in WHAT_LABELS.items()]
    )
    subject = forms.ChoiceField(
        label="对谁", choices=[(one.value, label) for one, label in SUBJECT_LABELS.items()]
    )
    any_of = forms.MultipleChoiceField(
        label="只统计这些类别", required=False, choices=categories.labels().items,
        help_text="不选就是全部对象。", widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    none_of = forms.MultipleChoiceField(
        label="不统计这些类别", required=False, choices=categories.labels().items,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    @classmethod
    def initial_of(cls, column: Column) -> dict[str, Any]:
        return {"type_": column.type, "binding_": column.binding, **column.rule}

    def rule(self) -> dict[str, Any]:
        values = self.cleaned_data
        if values["binding_"] != Binding.LEDGER:
            return {}
        return Definition(
            What(values["what"]),
            Subject(values["subject"]),
            frozenset(values["any_of"]),
            frozenset(values["none_of"]),
        ).as_rule()


class SendBack(forms.Form):
    reason = forms.CharField(label="退回原因", max_length=300)
