"""The background work alone: it starts, and stops when asked."""

import os
import shutil
import signal
import subprocess
import sys

import pytest
from django.db import connection


@pytest.mark.once
@pytest.mark.slow  # a process of its own
@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "terminated"])
def test_it_stops_when_asked(asked, tmp_path):
    # The empty database of the tests, which is migrated already.
    shutil.copy(connection.settings_dict["NAME"], tmp_path / "yushui.sqlite3")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("YUSHUI_")}
    clean |= {"YUSHUI_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "yushui.settings"}
    yushui = [sys.executable, "-m", "yushui", "work"]
    with subprocess.Popen(yushui, env=clean, stdout=subprocess.PIPE, text=True) as work:
        assert "已开始" in work.stdout.readline()
        work.send_signal(asked)
        said, _ = work.communicate(timeout=30)
    assert work.returncode == 0
    assert "已停止" in said
