"""Settings fail closed: what may not be guessed in production is refused in one sentence."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ImproperlyConfigured

from yushui import environment as env


GOOD = {
    "YUSHUI_PROFILE": "production",
    "YUSHUI_SECRET_KEY": "k3y-" * 4 + "0123456789abcdefghijklmnopqrstuvwxyz",
    "YUSHUI_HOSTS": "yushui.example",
    "YUSHUI_TLS": "1",
}


def start(tmp_path, **changes):
    """Load the product's settings in a process of their own; answer the refusal, or nothing."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("YUSHUI_")}
    given = {name: value for name, value in (GOOD | changes).items() if value is not None}
    tried = subprocess.run(
        [sys.executable, "-c", "import yushui.settings"],
        env=clean | given | {"YUSHUI_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    lines = tried.stderr.strip().splitlines()
    assert bool(lines) == bool(tried.returncode)
    return lines[-1].rpartition("ImproperlyConfigured: ")[2] if lines else ""


@pytest.mark.slow  # starts a process
def test_production_starts_when_everything_is_said(tmp_path):
    assert start(tmp_path) == ""
    assert not list(tmp_path.iterdir()), "production makes no secrets of its own"


@pytest.mark.slow  # starts a process a row
@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"YUSHUI_DEBUG": "1"}, "YUSHUI_DEBUG"),
        ({"YUSHUI_SECRET_KEY": None}, "YUSHUI_SECRET_KEY"),
        ({"YUSHUI_HOSTS": "*"}, "YUSHUI_HOSTS"),
        ({"YUSHUI_TLS": "0"}, "YUSHUI_ISOLATED_HTTP"),
        ({"YUSHUI_PROFILE": "prod"}, "YUSHUI_PROFILE 只能是"),
        ({"YUSHUI_DATABASE": "mysql://a@b/c"}, "YUSHUI_DATABASE 只支持"),
        ({"YUSHUI_TLS": "perhaps"}, "YUSHUI_TLS 应为 1 或 0"),
        ({"YUSHUI_MATCHING": "sparc"}, "YUSHUI_MATCHING 应为 duckdb"),
        ({"YUSHUI_SESSION_IDLE": "soon"}, "YUSHUI_SESSION_IDLE 应为整数"),
    ],
    ids=lambda value: next(iter(value.items())) if isinstance(value, dict) else "",
)
def test_production_refuses(changes, refusal, tmp_path):
    assert refusal in start(tmp_path, **changes)


SOUND = {
    "debug": False,
    "secret_key": GOOD["YUSHUI_SECRET_KEY"],
    "hosts": ["yushui.example"],
    "has_tls": True,
    "isolated_http": "",
}


@pytest.mark.parametrize(
    "changes",
    [
        {"debug": True},
        {"secret_key": ""},
        {"secret_key": "short"},
        {"secret_key": "a" * 80},
        {"hosts": []},
        {"hosts": ["yushui.example", "*"]},
        {"has_tls": False},
        {"has_tls": False, "isolated_http": "yes"},
    ],
    ids=str,
)
def test_what_is_unsafe_is_refused(changes):
    with pytest.raises(ImproperlyConfigured):
        env.refuse_unsafe(**SOUND | changes)


@pytest.mark.parametrize("changes", [{}, {"has_tls": False, "isolated_http": "I_ACCEPT"}])
def test_what_is_safe_is_let_through(changes):
    env.refuse_unsafe(**SOUND | changes)


def test_a_secret_is_made_once_for_its_owner_alone(tmp_path):
    path = tmp_path / "home" / "secret-key"
    made = env.own_secret(path)
    assert len(made) >= env.SECRET_LENGTH
    assert env.own_secret(path) == made
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert [found.name for found in path.parent.iterdir()] == ["secret-key"]


def test_of_processes_that_start_together_all_get_the_same_secret(tmp_path):
    together = Barrier(8)

    def start_up(path):
        together.wait()
        return env.own_secret(path)

    with ThreadPoolExecutor(8) as pool:
        for turn in range(20):
            path = tmp_path / str(turn) / "secret-key"
            assert len(set(pool.map(start_up, [path] * 8))) == 1


@pytest.mark.parametrize(
    ("content", "mode", "refusal"),
    [("x" * 60, 0o644, "chmod 600"), ("cut", 0o600, "内容不完整"), (None, 0o700, "Is a directory")],
)
def test_a_secret_that_is_not_one_is_refused(content, mode, refusal, tmp_path):
    path = tmp_path / "secret-key"
    if content is None:
        path.mkdir()
    else:
        path.write_text(content)
    path.chmod(mode)
    with pytest.raises(ImproperlyConfigured, match=refusal):
        env.own_secret(path)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgres://a:b%40c@db:5433/y", ("db", "5433", "a", "b@c", "y")),
        ("postgresql://a@db/y", ("db", "", "a", "", "y")),
        ("postgres://a@/y?host=/run/pg", ("/run/pg", "", "a", "", "y")),
    ],
)
def test_a_database_is_named_by_its_address(url, expected, tmp_path):
    found = env.database(url, sqlite_path=tmp_path, sqlite_version=(3, 40, 1))
    assert tuple(found[name] for name in ("HOST", "PORT", "USER", "PASSWORD", "NAME")) == expected


@pytest.mark.parametrize(
    ("version", "journal"),
    [
        ((3, 40, 1), "TRUNCATE"),
        ((3, 44, 6), "WAL"),
        ((3, 50, 6), "TRUNCATE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 2), "TRUNCATE"),
        ((3, 51, 3), "WAL"),
    ],
)
def test_wal_is_used_only_where_it_loses_nothing(version, journal):
    """SQLite's WAL-reset bug: security.md §4 refuses WAL on the versions that have it."""
    pragmas = env.sqlite_pragmas(version)
    assert f"journal_mode={journal}" in pragmas
    assert "synchronous=FULL" in pragmas


@pytest.mark.parametrize(
    ("value", "meaning"), [("1", True), ("yes", True), ("off", False), ("", False)]
)
def test_a_switch_is_read(value, meaning, monkeypatch):
    monkeypatch.setenv("YUSHUI_SWITCH", value)
    assert env.flag("YUSHUI_SWITCH") is meaning
