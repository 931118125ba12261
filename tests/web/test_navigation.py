"""The menu shows what one may open, and nothing that does not exist."""

import pytest

from tests import make
from yushui.accounts.roles import ROLES
from yushui.web.navigation import ENTRIES, address, menu


@pytest.mark.parametrize("role", ROLES)
def test_the_menu_of_a_role_holds_what_its_permissions_open(role):
    actor = make.actor(role, make.unit())
    shown = {link.label for link in menu(actor, current="web:home")}
    open_to_it = {
        entry.label
        for entry in ENTRIES
        if not entry.permissions or entry.permissions & ROLES[role].permissions
    }
    assert shown == {
        entry.label for entry in ENTRIES if entry.label in open_to_it and address(entry.view)
    }


def test_every_link_of_a_menu_opens(people, enter):
    for user in people.users.values():
        client = enter(user)
        for link in menu(user.actor, current=""):
            assert client.get(link.url).status_code == 200, link.label


@pytest.mark.parametrize(
    ("current", "label"),
    [("web:home", "首页"), ("units:show", "单位"), ("units:index", "单位"), ("web:menu", None)],
)
def test_the_entry_of_the_page_shown_is_marked(current, label):
    links = menu(make.actor("clerk", make.unit()), current=current)
    assert next((link.label for link in links if link.is_current), None) == label


def test_a_page_that_does_not_exist_has_no_address():
    assert address("nothing:here") == ""


def test_a_phone_has_room_for_five():
    for role in ROLES:
        links = menu(make.actor(role, make.unit()), current="")
        assert sum(link.is_on_phone for link in links) <= 4  # and 更多
