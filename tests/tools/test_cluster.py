"""The throw-away PostgreSQL leaves nothing behind, however its user ends."""

import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tools import cluster


pytestmark = [
    pytest.mark.slow,  # starts a database server
    pytest.mark.skipif(cluster.binaries() is None, reason="PostgreSQL is not installed"),
]


def folder_of(address: str) -> Path:
    return Path(parse_qs(urlsplit(address.strip().strip("'")).query)["host"][0])


def test_a_command_runs_beside_a_server_that_is_gone_afterwards():
    show = "import os; print(os.environ['YUSHUI_DATABASE'])"
    ran = subprocess.run(
        [sys.executable, "-m", "tools.cluster", sys.executable, "-c", show],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout.startswith("postgres://")
    assert not folder_of(ran.stdout).exists()


def test_the_exit_code_is_the_commands_own():
    command = [sys.executable, "-m", "tools.cluster", sys.executable, "-c", "raise SystemExit(7)"]
    assert subprocess.run(command, check=False).returncode == 7


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_user_that_is_killed_leaves_nothing_behind(how):
    with subprocess.Popen(
        [sys.executable, "-m", "tools.cluster"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as user:
        folder = folder_of(user.stdout.readline())
        assert (folder / "data").exists()
        user.send_signal(how)
        user.stderr.read()  # ends when the guardian, which shares it, has ended too
    assert not folder.exists()


def test_a_server_that_is_missing_is_said(monkeypatch, capsys):
    monkeypatch.setattr(cluster, "binaries", lambda: None)
    assert cluster.main(["true"]) == 1
    assert "not installed" in capsys.readouterr().err
