"""Forms for special reports."""

from datetime import datetime
from typing import Any

from django import forms

from yushui.filings.models import Report


class SectionField(forms.CharField):
    """Wanted before the report is handed in, not before it is saved."""

    widget = forms.Textarea({"rows": 8, "data-yu-citable": ""})

    def validate(self, value: str) -> None:
        """An empty section may be saved; handing in asks for it."""


class WriteReport(forms.Form):
    """Head and sections in one form; a figure stands in the text as `{{persons}}`."""

    use_required_attribute = False

    title = forms.CharField(label="标题", max_length=200)
    recipient = forms.CharField(label="主送", max_length=80, required=False)
    number = forms.CharField(
        label="发文字号",
        max_length=60,
        required=False,
        help_text="例如：青双办〔2026〕8号。没有编号可以先空着。",
    )
    seen = forms.DateTimeField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section_keys = []
        for position, section in enumerate(report.sections):
            key = f"section{position}"
            self.section_keys.append(key)
            self.fields[key] = SectionField(label=section["heading"], max_length=20_000)

    @classmethod
    def initial_of(cls, report: Report) -> dict[str, Any]:
        values = {
            f"section{position}": section["text"]
            for position, section in enumerate(report.sections)
        }
        return values | {
            "title": report.title,
            "recipient": report.recipient,
            "number": report.number,
            "seen": report.updated_at.isoformat(),
        }

    def values(self) -> dict[str, Any]:
        """Arguments of `reports.actions.edit`."""
        given = self.cleaned_data
        seen: datetime = given["seen"]
        return {
            "head": {name: given[name] for name in ("title", "recipient", "number")},
            "texts": [given[key] for key in self.section_keys],
            "seen": seen,
        }


class SendBack(forms.Form):
    reason = forms.CharField(label="退回原因", max_length=300)


class AttachPhoto(forms.Form):
    file = forms.FileField(
        label="图片",
        widget=forms.FileInput({"accept": "image/jpeg,image/png", "data-yu-max-bytes": 20 << 20}),
        help_text="jpg 或 png。存入时自动去掉拍摄位置和设备信息；不要拍到营区、装备和证件。",
    )
    caption = forms.CharField(label="说明", max_length=80)
    is_cleared = forms.BooleanField(label="我已核对，图片和说明不涉密", required=False)
