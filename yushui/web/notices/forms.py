"""Forms of the notices: they turn text into values and know no rules of the work."""

import re
from typing import Any

from django import forms
from django.conf import settings

from yushui.accounts.actor import Actor
from yushui.accounts.roles import Permission
from yushui.notices.reading.loading import KINDS
from yushui.territory.models import Unit
from yushui.web.forms import UnitField


class TakeIn(forms.Form):
    """A document as a file or as pasted text, for one of the units one drafts for."""

    unit = forms.ModelChoiceField(label="经办单位", queryset=Unit.objects.none(), empty_label=None)
    file = forms.FileField(
        label="公文文件",
        required=False,
        help_text="支持 docx、带文字的 pdf、txt 和 md，不超过 20 MB。doc、wps 请先另存为 docx。",
        widget=forms.FileInput({"accept": ",".join(f".{kind}" for kind in sorted(KINDS))}),
    )
    text = forms.CharField(
        label="或者粘贴全文",
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 8}),
    )

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = units
        first = units.first()
        field.initial = first and first.pk
        if units.count() < 2:
            field.widget = forms.HiddenInput()
        self.fields["file"].widget.attrs["data-yu-max-bytes"] = settings.YUSHUI_UPLOAD_LIMIT

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if "file" in self.errors:
            return values
        if not values.get("file") and not (values.get("text") or "").strip():
            raise forms.ValidationError("请选择公文文件，或者把公文全文粘贴进来。")
        return values

    def document(self) -> tuple[str, bytes]:
        """Name and bytes of what came in; a file goes before pasted text."""
        if file := self.cleaned_data["file"]:
            return file.name, file.read()
        return "粘贴的公文.txt", self.cleaned_data["text"].encode()


class PickUnit(forms.Form):
    """One unit in the region of the issuer, by name."""

    unit = UnitField(label="单位名称")

    def __init__(self, *args: Any, issuer: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        assert isinstance(field, UnitField)
        field.units = Unit.objects.active().within(issuer.region).exclude(pk=issuer.pk)


def units_for(actor: Actor, permission: Permission) -> Any:
    """The units at which the actor's own posts allow it."""
    own = [post.unit_id for post in actor.posts if post.allows(permission)]
    return Unit.objects.active().filter(pk__in=own).order_by("path")


class Lines(forms.CharField):
    """Several names, one a line; 、 parts them too."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.Textarea({"rows": 3}))
        options.setdefault("help_text", "一行一个。")
        super().__init__(required=options.pop("required", False), **options)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[str]:
        text = super().clean(value)
        return [one.strip() for one in re.split(r"[\n\r]+", text) if one.strip()]
