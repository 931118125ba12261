"""The form that plans an outing: who goes when, and to which households."""

from collections.abc import Sequence
from typing import Any

from django import forms

from yushui.accounts.models import User
from yushui.visits.teams import Team
from yushui.web.forms import DayField


class PlanOuting(forms.Form):
    """Team, day and households; what may be ticked is what the page shows."""

    targets = forms.MultipleChoiceField(
        label="要走访的家庭", error_messages={"required": "请勾选要走访的家庭。"}
    )
    going_on = DayField(label="日期")
    leader = forms.ChoiceField(label="带队人")
    members = forms.MultipleChoiceField(
        label="队员", required=False, widget=forms.CheckboxSelectMultiple
    )
    others = forms.CharField(
        label="其他人员", max_length=100, required=False, help_text="没有账号的人，写姓名。"
    )

    def __init__(
        self, *args: Any, crew: Sequence[User], targets: Sequence[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.crew = {str(user.pk): user for user in crew}
        named = [(key, user.full_name or user.username) for key, user in self.crew.items()]
        given = {"leader": [("", "请选择"), *named], "members": named}
        for name, choices in (given | {"targets": [(str(pk), pk) for pk in targets]}).items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def ticked(self) -> set[str]:
        return set(self["targets"].value() or ())

    def team(self) -> Team:
        values = self.cleaned_data
        members = [self.crew[key] for key in values["members"]]
        return Team(self.crew[values["leader"]], members, values["others"])

    def homes(self) -> list[int]:
        return [int(key) for key in self.cleaned_data["targets"]]
