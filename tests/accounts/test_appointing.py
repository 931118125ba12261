"""Administrators are appointed on the server alone."""

import pytest
from django.core.management import CommandError, call_command

from tests import make
from yushui.accounts.models import User
from yushui.accounts.roles import Family, Permission
from yushui.audit.models import Event


PERMISSIONS = {
    "system": Permission.ACCOUNT_MANAGE,
    "security": Permission.POST_GRANT,
    "audit": Permission.AUDIT_VIEW,
}


@pytest.fixture
def office():
    return make.unit(name="临川县双拥办")


def appoint(family="audit", username="audit2", unit="临川县双拥办"):
    call_command("appoint_administrator", username, unit, family=family)
    return User.objects.get(username=username)


@pytest.mark.parametrize("family", PERMISSIONS)
def test_an_administrator_can_do_that_and_nothing_else(office, family, capsys):
    user = appoint(family)
    held = {permission for permission in Permission if user.actor.holds(permission)}
    assert held == {PERMISSIONS[family]}
    assert user.check_password(capsys.readouterr().out.split()[-1])


def test_appointing_again_resets_the_password_and_ends_sessions(office, enter):
    client = enter(appoint())
    again = appoint()
    assert again.must_change_password
    assert client.get("/").status_code == 302
    assert Event.objects.filter(kind="accounts.appointed").count() == 2


def test_a_working_account_is_not_turned_into_an_administrator(office):
    clerk = make.user(at=office)
    with pytest.raises(CommandError, match="不能改任"):
        appoint(username=clerk.username)
    clerk.refresh_from_db()
    assert clerk.family == Family.BUSINESS


def test_a_unit_must_be_known(office):
    with pytest.raises(CommandError, match="没有"):
        appoint(unit="无此单位")
