"""What the trail can be searched by."""

from django import forms

from yushui.web.forms import DayField


class Search(forms.Form):
    who = forms.CharField(label="经办人", max_length=40, required=False)
    kind = forms.CharField(
        label="事项",
        max_length=60,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    since = DayField(label="从", required=False)
    until = DayField(label="到", required=False)
