"""Signing in, being locked out, and how long it lasts."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user
from django.contrib.auth.hashers import Argon2PasswordHasher, identify_hasher

from tests import make
from tests.conftest import NOW
from yushui.audit.models import Event


@pytest.fixture
def clerk():
    return make.user(at=make.unit())


@pytest.fixture
def true_clock(move_clock):
    # django-axes holds its own reference to the clock, which the still one does not reach.
    move_clock(datetime.now(UTC))


def sign_in(client, user, password="x", **data):
    return client.post("/login/", {"username": user.username, "password": password, **data})


def test_one_lands_on_the_page_one_wanted(client, clerk):
    assert client.get("/units/?q=1").url.startswith("/login/?next=/units/")
    assert sign_in(client, clerk, next="/units/?q=1").url == "/units/?q=1"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_one_is_not_sent_elsewhere(client, clerk, elsewhere):
    assert sign_in(client, clerk, next=elsewhere).url == "/"


def test_a_wrong_password_says_what_to_do_and_not_which_was_wrong(client, clerk):
    wrong = sign_in(client, clerk, password="y")
    unknown = client.post("/login/", {"username": "nobody", "password": "y"})
    assert wrong.status_code == unknown.status_code == 422
    assert "账号或口令不对" in wrong.text
    assert "账号或口令不对" in unknown.text


@pytest.mark.usefixtures("true_clock")
def test_after_five_wrong_passwords_signing_in_rests(client, clerk):
    for _ in range(5):
        locked = sign_in(client, clerk, password="y")
    assert locked.status_code == 429
    assert "15 分钟" in locked.text
    assert sign_in(client, clerk).status_code == 429


@pytest.mark.usefixtures("true_clock")
def test_locking_one_address_out_leaves_the_account_open_elsewhere(client, clerk):
    for _ in range(5):
        locked = sign_in(client, clerk, password="y")
    assert locked.status_code == 429
    elsewhere = client.post(
        "/login/", {"username": clerk.username, "password": "x"}, REMOTE_ADDR="10.0.0.9"
    )
    assert elsewhere.status_code == 302


def test_a_disabled_account_does_not_get_in(client, clerk):
    clerk.is_active = False
    clerk.save()
    assert sign_in(client, clerk).status_code == 422


def test_an_old_hash_is_renewed_at_sign_in(client, clerk, settings):
    settings.PASSWORD_HASHERS = [
        "yushui.accounts.passwords.Argon2",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]
    sign_in(client, clerk)
    clerk.refresh_from_db()
    assert isinstance(identify_hasher(clerk.password), Argon2PasswordHasher)


def test_the_session_gets_a_new_key_at_sign_in(client, clerk):
    client.get("/login/")
    session = client.session
    session["planted"] = "1"
    session.save()
    before = session.session_key
    client.cookies["yushui-session"] = before
    sign_in(client, clerk)
    assert client.session.session_key != before


@pytest.mark.parametrize(
    ("role", "minutes", "stays"),
    [("clerk", 29, True), ("clerk", 31, False), ("system", 14, True), ("system", 16, False)],
)
def test_an_idle_session_ends(enter, move_clock, role, minutes, stays):
    client = enter(make.user(role, make.unit()))
    client.get("/")
    move_clock(NOW + timedelta(minutes=minutes))
    assert (client.get("/").status_code == 200) == stays


def test_a_session_ends_after_twelve_hours_however_busy(enter, move_clock, clerk):
    client = enter(clerk)
    for quarters in range(49):
        move_clock(NOW + timedelta(minutes=15 * quarters))
        last = client.get("/")
    assert last.status_code == 200
    move_clock(NOW + timedelta(hours=12, minutes=1))
    assert client.get("/").status_code == 302


def test_signing_out_is_a_deed_and_wipes_the_browser(enter, clerk):
    client = enter(clerk)
    assert client.get("/logout/").status_code == 405
    response = client.post("/logout/")
    assert "storage" in response.headers["Clear-Site-Data"]
    assert not get_user(client).is_authenticated


def test_coming_in_leaves_a_trace(client, clerk):
    sign_in(client, clerk)
    event = Event.objects.get(kind="accounts.signed_in")
    assert (event.subject_id, event.actor_name) == (str(clerk.pk), "李文")


def test_a_wrong_password_leaves_a_trace_and_nothing_that_was_typed(client, clerk):
    sign_in(client, clerk, password="y")
    client.post("/login/", {"username": "river-and-boat-26", "password": "y"})
    known, unknown = Event.objects.filter(kind="accounts.sign_in_refused").order_by("pk")
    assert (known.subject_id, unknown.subject_id) == (str(clerk.pk), "")
    assert unknown.detail == {"is_known": False}
