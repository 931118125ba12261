"""Forms for signing in and for one's own settings."""

from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.contrib.auth.forms import AuthenticationForm, UsernameField

from yushui.accounts.models import User


class SignIn(AuthenticationForm):
    username = UsernameField(
        label="账号",
        widget=forms.TextInput(
            {"autofocus": True, "autocapitalize": "none", "autocomplete": "off"}
        ),
    )
    password = forms.CharField(
        label="口令",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    error_messages = {
        "invalid_login": "账号或口令不对。口令区分大小写；忘记口令请找系统管理员重置。",
        "inactive": "这个账号已停用，请找系统管理员。",
    }


class ChangePassword(forms.Form):
    old = forms.CharField(
        label="现在的口令",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label="新口令",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text="至少 12 个字符；不能是常见口令，也不要包含账号或姓名。",
    )
    again = forms.CharField(
        label="再输一遍新口令",
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, user: User, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user = user

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        password_validation.validate_password(new, self.user)
        return new

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = self.cleaned_data
        if values.get("new") and values.get("again") and values["new"] != values["again"]:
            self.add_error("again", "两次输入的新口令不一样，请重新输入。")
        return values


class LargeType(forms.Form):
    on = forms.ChoiceField(choices=[("1", "大字"), ("0", "标准")])
    next = forms.CharField(required=False, max_length=2000)
