"""The form for what somebody says of their own wishes and worries."""

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms

from yushui.kernel import clock, secrecy
from yushui.people.actions import Spoken
from yushui.people.models import Person
from yushui.people.rules import LONGEST_OWN_WORDS
from yushui.web.forms import DayField


class RecordOwnWords(forms.Form):
    person = forms.ChoiceField(label="谁说的", required=False)
    said_on = DayField(label="哪天说的", initial=clock.today)
    text = forms.CharField(
        label="原话",
        max_length=LONGEST_OWN_WORDS,
        widget=forms.Textarea({"rows": 6}),
        help_text="照本人说的记：有什么愿望、担心什么。不写您的评价，不写部队番号、位置。"
        "要请政府帮助解决的事，登记在走访的“困难和诉求”里。",
    )
    is_cleared = forms.BooleanField(label="我已核对，不涉密", required=False)
    uid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, persons: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in persons}
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        named = [(key, person.name) for key, person in self.people.items()]
        field.choices = [("", "全家一起说的"), *named]

    @property
    def asks_to_clear(self) -> bool:
        return self.is_bound and bool(secrecy.hits(self.data.get("text", "")))

    def spoken(self) -> Spoken:
        values = self.cleaned_data
        person = self.people.get(values["person"])
        return Spoken(values["text"], values["said_on"], person, values["uid"])
