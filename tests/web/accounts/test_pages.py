"""The system administrator opens accounts; the security administrator gives posts."""

import re

import pytest

from tests import make
from yushui.accounts.models import User


@pytest.fixture
def office():
    return make.unit(name="临川县双拥办")


@pytest.fixture
def system(enter, office):
    return enter(make.user("system", office))


@pytest.fixture
def security(enter, office):
    return enter(make.user("security", office))


def test_the_initial_password_is_shown_once_and_works(system, office, client):
    new = {"username": "chen.fang", "full_name": "陈芳", "unit": "临川县双拥办"}
    shown = system.post("/accounts/create/", new)
    password = re.search(r"yu-secret\">([^<]+)<", shown.text)[1]
    assert client.login(username="chen.fang", password=password, request=shown.wsgi_request)
    again = system.post("/accounts/create/", new)
    assert again.status_code == 422
    assert password not in again.text


def test_a_unit_out_of_scope_is_refused_on_the_field(system):
    make.unit(name="青溪县双拥办")
    new = {"username": "chen.fang", "full_name": "陈芳", "unit": "青溪县双拥办"}
    page = system.post("/accounts/create/", new)
    assert page.status_code == 422
    assert "管辖范围内没有" in page.text
    assert not User.objects.filter(username="chen.fang").exists()


def test_disabling_twice_says_so(system, office):
    path = f"/accounts/{make.user(at=office).pk}/disable/"
    system.post(path)
    assert "已经停用" in system.post(path, follow=True).text


def test_an_administrator_is_not_disabled_on_a_page(system, office):
    other = make.user("audit", office)
    assert "服务器" in system.post(f"/accounts/{other.pk}/disable/", follow=True).text
    other.refresh_from_db()
    assert other.is_active


def test_a_post_is_granted_and_ended(security, office):
    someone = make.user()
    someone.unit = office
    someone.save()
    page = f"/posts/{someone.pk}/grant/"
    security.post(page, {"role": "worker", "unit": "临川县双拥办"})
    post = someone.posts.get()
    assert "走访员" in security.get(page).text
    security.post(f"/posts/{post.pk}/end/")
    assert "还没有岗位" in security.get(page).text


@pytest.mark.parametrize("role", ["system", "security", "audit", "nothing"])
def test_the_form_offers_no_post_of_another_family(security, office, role):
    someone = make.user(at=office)
    page = security.post(f"/posts/{someone.pk}/grant/", {"role": role, "unit": "临川县双拥办"})
    assert page.status_code == 422
    assert someone.posts.count() == 1
