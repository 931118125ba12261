"""Two who hinder each other at one moment: one is asked to press again, and keeps the form."""

import pytest
from django import forms
from django.db import IntegrityError, OperationalError

from yushui.web.http import attempt


class Deadlock(Exception):
    sqlstate = "40P01"


class Dangling(Exception):
    sqlstate = "23503"


class DanglingHere(Exception):
    sqlite_errorname = "SQLITE_CONSTRAINT_FOREIGNKEY"


class Duplicate(Exception):
    sqlstate = "23505"


def raising(message, cause=None, error=OperationalError):
    def action():
        raise error(message) from cause

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


@pytest.mark.parametrize("cause", [Dangling(), DanglingHere()], ids=["PostgreSQL", "SQLite"])
def test_who_referred_to_what_was_taken_away_meanwhile_is_told(cause):
    form = forms.Form({})
    assert form.is_valid()
    assert not attempt(raising("foreign key", cause, IntegrityError), form)
    assert "刚被他人撤回或合并" in form.non_field_errors()[0]


def test_another_broken_promise_is_an_error():
    form = forms.Form({})
    assert form.is_valid()
    with pytest.raises(IntegrityError):
        attempt(raising("unique", Duplicate(), IntegrityError), form)
