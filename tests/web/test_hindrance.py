"""Two who hinder each other at one moment: one is asked to press again, and keeps the form."""

import pytest
from django import forms
from django.db import OperationalError

from yushui.web.http import attempt


class Deadlock(Exception):
    sqlstate = "40P01"


def raising(message, cause=None):
    def action():
        raise OperationalError(message) from cause

    return action


@pytest.mark.parametrize(
    "action",
    [raising("deadlock detected", Deadlock()), raising("database is locked")],
    ids=["PostgreSQL", "SQLite"],
)
def test_who_was_hindered_is_asked_to_press_again(action):
    form = forms.Form({})
    assert form.is_valid()
    assert not attempt(action, form)
    assert form.non_field_errors() == ["同时有人在办同一件事，这次没有保存。请再按一次。"]


def test_what_pressing_again_does_not_mend_is_not_dressed_up():
    form = forms.Form({})
    assert form.is_valid()
    with pytest.raises(OperationalError):
        attempt(raising("disk I/O error"), form)
