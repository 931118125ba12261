"""Pages for what went wrong say what happened and what to do, and echo nothing."""

import pytest
from django.test import Client

from tests import make
from yushui.audit.models import Event
from yushui.web import errors
from yushui.web.readonly import WroteWhileReading


@pytest.fixture
def clerk(enter):
    return enter(make.user(at=make.unit()))


@pytest.mark.parametrize(
    ("how", "status", "said"),
    [
        ("rule", 422, "慰问金不能为负数。"),
        ("conflict", 409, "别人刚刚改过这条记录。"),
        ("not-permitted", 403, "您的岗位不能在“临川县”办理这件事。"),
    ],
)
def test_what_the_domain_refuses_is_said_in_its_words(clerk, settings, how, status, said):
    settings.ROOT_URLCONF = "tests.web.undeclared"
    response = clerk.get(f"/wrong/{how}/")
    assert response.status_code == status
    assert said in response.text


def test_a_page_that_writes_on_get_is_a_bug(clerk, settings):
    settings.ROOT_URLCONF = "tests.web.undeclared"
    with pytest.raises(WroteWhileReading):
        clerk.get("/writes/")


def test_a_bug_shows_a_plain_page(enter, settings):
    settings.ROOT_URLCONF = "tests.web.undeclared"
    client = enter(make.user(at=make.unit()))
    client.raise_request_exception = False
    response = client.get("/writes/")
    assert response.status_code == 500
    assert "系统出了问题" in response.text
    assert "WroteWhileReading" not in response.text


def test_the_page_of_a_bug_asks_the_database_nothing(rf, django_assert_num_queries):
    request = rf.get("/")
    request.user = make.user(at=make.unit())
    with django_assert_num_queries(0):
        assert errors.server_error(request).status_code == 500


def test_an_address_that_leads_nowhere_is_not_echoed(clerk):
    response = clerk.get("/nowhere-at-all/?q=<script>")
    assert response.status_code == 404
    assert "nowhere-at-all" not in response.text
    assert "没有找到这一页" in response.text


def test_a_form_without_its_token_is_told_to_reload():
    response = Client(enforce_csrf_checks=True).post("/login/", {"username": "x"})
    assert response.status_code == 403
    assert "页面已过期" in response.text


@pytest.mark.parametrize("length", [str(200 * 1024 * 1024), "many"])
def test_a_body_that_is_too_large_is_not_read(client, length):
    response = client.generic("POST", "/login/", b"", CONTENT_LENGTH=length)
    assert response.status_code == 413
    assert "文件太大" in response.text


def test_the_number_on_an_error_page_is_that_of_the_request(clerk):
    response = clerk.get("/nowhere/")
    assert f"404-{response.headers['X-Request-ID'][:8]}" in response.text


def test_events_of_one_request_carry_its_number(clerk):
    response = clerk.post("/large-type/", {"on": "1"})
    event = Event.objects.get(kind="accounts.large_type_set")
    assert event.request_id == response.headers["X-Request-ID"]
