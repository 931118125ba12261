"""How forms look, and fields that more than one subject needs."""

from typing import Any

from django import forms
from django.forms.renderers import DjangoTemplates

from yushui.kernel import money
from yushui.kernel.errors import RuleViolation


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
