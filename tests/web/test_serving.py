"""Serving an installation on one machine."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from yushui.kernel.errors import RuleViolation
from yushui.web.serving import Address, collect_static


@pytest.mark.parametrize(
    ("words", "host", "port"),
    [
        ("8080", "127.0.0.1", 8080),
        (":8080", "127.0.0.1", 8080),
        ("0.0.0.0:80", "0.0.0.0", 80),
        ("[::1]:8080", "::1", 8080),
        ("yushui.example:8080", "yushui.example", 8080),
    ],
)
def test_an_address_is_read(words, host, port):
    assert Address.parse(words) == Address(host, port)


@pytest.mark.parametrize("words", ["", "here", "127.0.0.1:", "127.0.0.1:0", "1:65536", "：８０"])
def test_what_is_no_address_is_refused(words):
    with pytest.raises(RuleViolation, match="应写作 主机:端口"):
        Address.parse(words)


def test_an_address_is_written_as_a_browser_takes_it():
    assert str(Address("::1", 80)) == "[::1]:80"
    assert str(Address("127.0.0.1", 80)) == "127.0.0.1:80"


def test_other_machines_are_not_served_in_the_clear_unless_accepted(settings):
    Address("127.0.0.1", 8000).require_sheltered()
    with pytest.raises(RuleViolation, match="YUSHUI_ISOLATED_HTTP"):
        Address("0.0.0.0", 8000).require_sheltered()
    settings.IS_HTTP_ACCEPTED = True
    Address("0.0.0.0", 8000).require_sheltered()


@pytest.mark.enable_socket
def test_a_port_that_is_taken_is_said_in_one_sentence():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(RuleViolation, match=f"127.0.0.1:{port} 已被别的程序占用"):
            Address("127.0.0.1", port).require_free()
    Address("127.0.0.1", port).require_free()


@pytest.mark.slow  # copies every static file
def test_static_files_are_collected_once_until_they_change(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path / "static"
    assert collect_static()
    assert not collect_static()
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "yushui.web.storage.FingerprintedStorage"}
    }
    assert collect_static()


@pytest.mark.slow  # starts the product as a person would
@pytest.mark.browser
def test_an_empty_machine_serves_the_login_page_and_stops_at_ctrl_c(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    clean = {name: value for name, value in os.environ.items() if not name.startswith("YUSHUI_")}
    clean |= {"YUSHUI_HOME": str(tmp_path / "home"), "DJANGO_SETTINGS_MODULE": "yushui.settings"}
    with subprocess.Popen(
        [sys.executable, "-m", "yushui", "serve", address],
        env=clean,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as server:
        try:
            said = next(line for line in server.stdout if "鱼水已启动" in line)
            with urllib.request.urlopen(f"http://{address}/login/", timeout=30) as page:
                assert "登录" in page.read().decode()
        finally:
            server.send_signal(signal.SIGINT)
        rest = server.communicate(timeout=30)[0]
    assert f"http://{address}/" in said
    assert server.returncode == 0
    assert "Traceback" not in rest
    assert_private(tmp_path / "home" / "keys.json", tmp_path / "home" / "secret-key")


def assert_private(*paths: Path) -> None:
    for path in paths:
        assert path.stat().st_mode & 0o777 == 0o600
