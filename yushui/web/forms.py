"""How forms look, and fields that more than one subject needs."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.forms.renderers import DjangoTemplates
from django.urls import reverse_lazy

from yushui.kernel import money
from yushui.kernel.errors import RuleViolation
from yushui.territory.models import Unit


class Renderer(DjangoTemplates):
    """Our own row for a field: label, hint, control, and what is wrong with it."""

    form_template_name = "forms/form.html"
    field_template_name = "forms/field.html"


class DayInput(forms.DateInput):
    """The browser's own calendar; a browser without one takes 2026-07-25."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class DayField(forms.DateField):
    widget = DayInput
    default_error_messages = {"invalid": "日期请写成 2026-07-25 这样的格式。"}

    def __init__(self, **options: Any) -> None:
        options.setdefault(
            "input_formats", ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"]
        )
        super().__init__(**options)


class AmountField(forms.CharField):
    """An amount in yuan as people type it: 1,234.50, 1.2万, full-width digits."""

    def __init__(self, **options: Any) -> None:
        options.setdefault(
            "widget", forms.TextInput({"inputmode": "decimal", "autocomplete": "off"})
        )
        super().__init__(max_length=30, **options)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return money.yuan_of(0)
        try:
            return money.yuan_of(money.fen_from_text(text))
        except RuleViolation as violation:
            raise forms.ValidationError(violation.message, code="amount") from violation


class UnitField(forms.CharField):
    """A unit by its name, among those the person may choose; suggestions come from `suggest`.

    A select of fifty thousand units would help nobody. Units of one name are told apart by their
    place: 石桥镇（临川县）.
    """

    SHOWN = 5

    def __init__(self, **options: Any) -> None:
        options.setdefault("help_text", "输入单位名称；同名的在后面加括号写明区划。")
        super().__init__(max_length=140, **options)
        self.units: QuerySet[Unit] = Unit.objects.none()

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = {"autocomplete": "off", "data-yu-suggest": reverse_lazy("units:suggest")}
        return super().widget_attrs(widget) | attrs

    def clean(self, value: Any) -> Unit | None:
        text = super().clean(value)
        if not text:
            return None
        name, _, place = text.rstrip("）)").replace("(", "（").partition("（")
        named = Q(name=name) | Q(short_name=name) | Q(aliases__name=name) | Q(name=text)
        found = self.units.filter(named).distinct().select_related("region").order_by("path")
        if place:
            found = found.filter(Q(region__name=place) | Q(name=text))
        matches = list(found[: self.SHOWN])
        if len(matches) == 1:
            return matches[0]
        raise forms.ValidationError(self._problem(text, matches), code="unit")

    def _problem(self, text: str, matches: list[Unit]) -> str:
        if matches:
            told = "、".join(unit_label(unit) for unit in matches)
            return f"叫“{text}”的单位不止一个，请写明是哪一个：{told}。"
        near = self.units.filter(name__contains=text).select_related("region").order_by("path")
        told = "、".join(unit_label(unit) for unit in near[: self.SHOWN])
        if told:
            return f"没有正好叫“{text}”的单位。您要找的是不是：{told}？"
        return f"您的管辖范围内没有“{text}”。请核对名称，或先在“单位”里查找。"


def unit_label(unit: Unit) -> str:
    """A unit as it is suggested and read back: its name and its place."""
    return f"{unit.name}（{unit.region.name}）"
