"""Making accounts and giving posts."""

from datetime import date

import pytest

from tests import make
from yushui.accounts import actions
from yushui.accounts.models import Post, User
from yushui.accounts.roles import Permission
from yushui.audit.models import Event
from yushui.kernel.errors import NotPermitted, RuleViolation


def system_at(unit):
    return make.actor("system", unit)


def security_at(unit):
    return make.actor("security", unit)


def test_a_new_account_has_a_password_of_its_own_to_be_changed():
    office = make.unit()
    issued = actions.create_user(
        username="chen.fang", full_name="陈芳", unit=office, by=system_at(office)
    )
    user = User.objects.get(username="chen.fang")
    assert user.check_password(issued.password)
    assert user.must_change_password
    assert not user.actor.posts


def test_the_trail_does_not_learn_the_password():
    office = make.unit()
    issued = actions.create_user(
        username="chen.fang", full_name="陈芳", unit=office, by=system_at(office)
    )
    told = str(Event.objects.values_list("detail", flat=True).get(kind="accounts.created"))
    assert issued.password not in told
    assert "陈芳" not in told


@pytest.mark.parametrize("username", ["", "陈芳", "Chen", "1chen", "ab", "a" * 31, "chen fang"])
def test_a_username_is_plain(username):
    office = make.unit()
    with pytest.raises(RuleViolation) as refused:
        actions.create_user(username=username, full_name="陈芳", unit=office, by=system_at(office))
    assert refused.value.field == "username"


def test_a_username_is_given_once():
    office = make.unit()
    taken = make.user(at=office)
    with pytest.raises(RuleViolation, match="已经有了"):
        actions.create_user(
            username=taken.username, full_name="陈芳", unit=office, by=system_at(office)
        )


def test_an_account_of_another_county_is_out_of_reach():
    stranger = make.user()
    stranger.unit = make.unit()
    with pytest.raises(NotPermitted):
        actions.disable(stranger, by=system_at(make.unit()))


def test_an_account_that_nobody_keeps_is_out_of_reach():
    with pytest.raises(NotPermitted):
        actions.disable(make.user(), by=system_at(make.unit()))


@pytest.mark.parametrize("deed", [actions.disable, actions.reset_password])
def test_sessions_end_at_once(client, deed):
    office = make.unit()
    user = make.user(at=office)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/").status_code == 200
    deed(user, by=system_at(office))
    assert client.get("/").status_code == 302


def test_a_granted_post_counts_from_the_next_sign_in(client):
    office = make.unit()
    user = make.user()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    actions.grant_post(user, role="clerk", unit=office, by=security_at(office))
    assert client.get("/").status_code == 302
    assert User.objects.get(pk=user.pk).actor.holds(Permission.NOTICE_DRAFT)


def test_an_ended_post_gives_nothing_today():
    office = make.unit()
    user = make.user(at=office)
    actions.end_post(user.posts.get(), by=security_at(office))
    assert not User.objects.get(pk=user.pk).actor.posts


def test_a_post_that_ended_can_be_given_again():
    office = make.unit()
    user = make.user(at=office)
    actions.end_post(user.posts.get(), by=security_at(office))
    actions.grant_post(user, role="clerk", unit=office, by=security_at(office))
    assert Post.objects.get(user=user).until is None


def test_a_post_is_not_given_twice():
    office = make.unit()
    with pytest.raises(RuleViolation, match="已经在这个单位"):
        actions.grant_post(make.user(at=office), role="clerk", unit=office, by=security_at(office))


def test_a_post_does_not_end_before_it_begins():
    office = make.unit()
    with pytest.raises(RuleViolation) as refused:
        actions.grant_post(
            make.user(), role="clerk", unit=office, until=date(2026, 7, 1), by=security_at(office)
        )
    assert refused.value.field == "until"


def test_a_disabled_account_comes_back_as_it_was():
    office = make.unit()
    user = make.user(at=office)
    actions.disable(user, by=system_at(office))
    actions.enable(user, by=system_at(office))
    assert User.objects.get(pk=user.pk).actor.posts


def test_ones_password_is_changed_by_oneself_alone():
    user = make.user(at=make.unit())
    with pytest.raises(NotPermitted):
        actions.change_password(user, old="x", new="river-and-boat-26", by=make.actor())


@pytest.mark.parametrize(
    ("old", "new", "field"), [("y", "river-and-boat-26", "old"), ("x", "x", "new")]
)
def test_a_password_is_changed_knowing_the_old_one(old, new, field):
    user = make.user(at=make.unit())
    with pytest.raises(RuleViolation) as refused:
        actions.change_password(user, old=old, new=new, by=user.actor)
    assert refused.value.field == field
