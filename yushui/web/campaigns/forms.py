"""Forms of the campaigns: they turn text into values and know no rules of the work."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings

from yushui.campaigns.planning import Laid
from yushui.web.forms import DayField


class PlanDays(forms.Form):
    """The internal day of every duty of a plan that falls on somebody."""

    def __init__(self, *args: Any, laid: Sequence[Laid], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.planned = {place: one.due_on for place, one in enumerate(laid) if one.owing}
        for place, due_on in self.planned.items():
            self.fields[f"day_{place}"] = DayField(label="内部期限", required=False, initial=due_on)

    def day_of(self, place: int) -> Any:
        return self[f"day_{place}"] if place in self.planned else None

    def changed(self) -> dict[int, date | None]:
        """The days that are not as they were planned."""
        days = {place: self.cleaned_data[f"day_{place}"] for place in self.planned}
        return {place: day for place, day in days.items() if day != self.planned[place]}


class Finish(forms.Form):
    """How an assignment was done, with a document where there is one."""

    note = forms.CharField(
        label="办理说明",
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text="一两句话：什么时候、做了什么、结果怎样。",
    )
    evidence = forms.FileField(label="佐证材料", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["evidence"].widget.attrs["data-yu-max-bytes"] = settings.YUSHUI_UPLOAD_LIMIT


class Reschedule(forms.Form):
    due_on = DayField(label="内部期限", required=False, help_text="不晚于公文要求的期限。")
