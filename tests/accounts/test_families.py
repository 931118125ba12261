"""No combination of families lets one of the three administrators do the work, or the reverse."""

import pytest

from tests import make
from yushui.accounts import actions
from yushui.accounts.models import Post
from yushui.accounts.roles import ROLES, Family, Permission
from yushui.kernel.errors import NotPermitted, RuleViolation


ADMINISTRATORS = {
    Permission.ACCOUNT_MANAGE: Family.SYSTEM,
    Permission.POST_GRANT: Family.SECURITY,
    Permission.AUDIT_VIEW: Family.AUDIT,
}


@pytest.mark.parametrize("permission", Permission)
def test_each_permission_belongs_to_one_family(permission):
    families = {role.family for role in ROLES.values() if permission in role.permissions}
    assert families == {ADMINISTRATORS.get(permission, Family.BUSINESS)}


@pytest.mark.parametrize("family", Family)
@pytest.mark.parametrize("role", ROLES)
def test_a_post_of_another_family_gives_nothing_even_when_it_is_in_the_database(role, family):
    office = make.unit()
    user = make.user()
    user.family = family
    Post.objects.create(user=user, role=role, unit=office)
    held = {permission for permission in Permission if user.actor.holds(permission)}
    assert held == (ROLES[role].permissions if ROLES[role].family == family else set())


@pytest.mark.parametrize("family", Family)
@pytest.mark.parametrize("role", ROLES)
def test_only_working_posts_are_granted_and_only_to_working_accounts(role, family):
    office = make.unit()
    user = make.user()
    user.family = family
    user.save()
    security = make.actor("security", office)
    if family == Family.BUSINESS == ROLES[role].family:
        assert actions.grant_post(user, role=role, unit=office, by=security).role == role
    else:
        with pytest.raises(RuleViolation):
            actions.grant_post(user, role=role, unit=office, by=security)


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"security"}))
def test_nobody_but_the_security_administrator_grants(role):
    office = make.unit()
    with pytest.raises(NotPermitted):
        actions.grant_post(make.user(), role="worker", unit=office, by=make.actor(role, office))


@pytest.mark.parametrize("family", [Family.SYSTEM, Family.SECURITY, Family.AUDIT])
@pytest.mark.parametrize("deed", [actions.disable, actions.reset_password])
def test_no_administrator_takes_over_another_on_a_page(deed, family):
    office = make.unit()
    other = make.user(family.value, office)
    with pytest.raises(RuleViolation, match="服务器"):
        deed(other, by=make.actor("system", office))
