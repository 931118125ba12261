"""Default deny."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse

from tests import make
from yushui.accounts.roles import ROLES, Permission
from yushui.web import policy


def plain(request):
    return HttpResponse()


def asked_by(rf, user):
    request = rf.get("/")
    request.user = user
    return request


def test_a_view_that_says_nothing_is_refused_to_everybody(rf):
    for role in ROLES:
        assert policy.refusal(plain, asked_by(rf, make.user(role, make.unit())))


@pytest.mark.parametrize("role", ROLES)
def test_one_permission_opens_the_view_to_its_roles_alone(rf, role):
    view = policy.requires(Permission.PEOPLE_REVEAL)(lambda request: HttpResponse())
    refused = policy.refusal(view, asked_by(rf, make.user(role, make.unit())))
    assert (refused is None) == (Permission.PEOPLE_REVEAL in ROLES[role].permissions)


def test_any_of_several_permissions_is_enough(rf):
    view = policy.requires(Permission.POST_GRANT, Permission.ACCOUNT_MANAGE)(
        lambda request: HttpResponse()
    )
    assert policy.refusal(view, asked_by(rf, make.user("system", make.unit()))) is None


def test_a_public_view_asks_for_nothing(rf):
    view = login_not_required(lambda request: HttpResponse())
    assert policy.refusal(view, rf.get("/")) is None


def test_a_view_without_declaration_answers_403(client, settings):
    settings.ROOT_URLCONF = "tests.web.undeclared"
    client.force_login(
        make.user(at=make.unit()), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert client.get("/undeclared/").status_code == 403
