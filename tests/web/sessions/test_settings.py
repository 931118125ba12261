"""One's own password and type size."""

import pytest

from tests import make


NEW = "river-and-boat-26"


@pytest.fixture
def clerk():
    return make.user(at=make.unit())


def change(client, old="x", new=NEW, again=NEW):
    return client.post("/password/", {"old": old, "new": new, "again": again})


def test_an_initial_password_must_be_changed_before_anything_else(enter, clerk):
    clerk.must_change_password = True
    clerk.save()
    client = enter(clerk)
    assert client.get("/units/").url == "/password/"
    assert client.get("/password/").status_code == 200
    assert change(client).url == "/"
    assert client.get("/units/").status_code == 200


def test_changing_it_ends_the_other_sessions_and_keeps_this_one(enter, clerk):
    here, elsewhere = enter(clerk), enter(clerk)
    change(here)
    assert here.get("/").status_code == 200
    assert elsewhere.get("/").status_code == 302


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"old": "y"}, "现在的口令不对"),
        ({"again": "another-boat-26"}, "两次输入的新口令不一样"),
        ({"new": "short", "again": "short"}, "12"),
        ({"new": "password1234", "again": "password1234"}, "常见"),
    ],
)
def test_a_password_that_will_not_do_is_explained(enter, clerk, values, said):
    response = change(enter(clerk), **values)
    assert response.status_code == 422
    assert said in response.text


def test_large_type_is_remembered_for_the_person(enter, clerk):
    enter(clerk).post("/large-type/", {"on": "1", "next": "/menu/"})
    assert '<html lang="zh-CN" class="yu-large">' in enter(clerk).get("/").text


def test_before_signing_in_large_type_is_remembered_by_the_browser(client):
    client.post("/large-type/", {"on": "1", "next": "/login/"})
    assert 'class="yu-large"' in client.get("/login/").text
    client.post("/large-type/", {"on": "0", "next": "/login/"})
    assert 'class="yu-large"' not in client.get("/login/").text
