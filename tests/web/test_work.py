"""The background work alone: it starts, and stops when asked."""

import os
import signal
import subprocess
import sys

import pytest


@pytest.mark.once
@pytest.mark.slow  # a process of its own
@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "terminated"])
def test_it_stops_when_asked(asked, tmp_path):
    home = {**os.environ, "YUSHUI_HOME": str(tmp_path / "home"), "YUSHUI_DATABASE": ""}
    yushui = [sys.executable, "-m", "yushui"]
    subprocess.run([*yushui, "migrate", "--verbosity", "0"], env=home, check=True, timeout=120)
    with subprocess.Popen([*yushui, "work"], env=home, stdout=subprocess.PIPE, text=True) as work:
        assert "已开始" in work.stdout.readline()
        work.send_signal(asked)
        said, _ = work.communicate(timeout=30)
    assert work.returncode == 0
    assert "已停止" in said
