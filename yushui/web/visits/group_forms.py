"""The form of a group visit: the event, and who came."""

from collections.abc import Sequence
from typing import Any

from django import forms

from yushui.people.models import Household
from yushui.territory.models import Region
from yushui.visits.calls import Event
from yushui.visits.models import Setting
from yushui.web.forms import DayField
from yushui.web.visits.forms import CallForm


class RecordGroup(CallForm):
    """What every call has but the door, and the households that came."""

    mode = None  # type: ignore[assignment]
    money = None  # type: ignore[assignment]
    heard = None  # type: ignore[assignment]
    households = forms.MultipleChoiceField(
        label="到场家庭", error_messages={"required": "请勾选到场的家庭。"}
    )
    made_on = DayField(label="日期")
    title = forms.CharField(label="名称", max_length=80)
    setting = forms.ChoiceField(label="形式", choices=Setting.choices)
    place = forms.CharField(label="具体地点", max_length=80, required=False)
    notes = forms.CharField(
        label="座谈纪要",
        required=False,
        max_length=5000,
        widget=forms.Textarea({"rows": 4}),
        help_text="不写番号、人数、位置、演训时间。",
    )
    participants = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, households: Sequence[Household], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(one.pk): one for one in households}
        field = self.fields["households"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(key, one.head_name) for key, one in self.offered.items()]

    def ticked(self) -> set[str]:
        return set(self["households"].value() or ())

    def came(self) -> list[Household]:
        return [self.offered[key] for key in self.cleaned_data["households"]]

    def event(self, region: Region) -> Event:
        values = self.cleaned_data
        return Event(values["title"], region, Setting(values["setting"]), values["place"])
