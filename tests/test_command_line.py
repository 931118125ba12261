"""The `yushui` command: what it shows, and how it refuses."""

import os
import subprocess
import sys

import pytest

from yushui import __main__ as command_line


def test_without_words_it_shows_our_commands_in_chinese(capsys, monkeypatch):
    monkeypatch.setattr(command_line, "get_commands", lambda: {"verify_audit": "yushui.audit"})
    command_line.main(["yushui"])
    said = capsys.readouterr().out
    assert "用法：yushui 命令" in said
    assert "verify_audit  核对全部审计记录" in said


def test_an_unknown_command_is_one_sentence(capsys):
    with pytest.raises(SystemExit) as stop:
        command_line.main(["yushui", "no_such_thing"])
    assert stop.value.code == command_line.WRONG_USE
    assert capsys.readouterr().err.startswith("没有“no_such_thing”这个命令。")


@pytest.mark.slow  # starts a process
def test_settings_that_refuse_are_one_sentence():
    clean = {name: value for name, value in os.environ.items() if not name.startswith("YUSHUI_")}
    clean |= {"DJANGO_SETTINGS_MODULE": "yushui.settings", "YUSHUI_PROFILE": "production"}
    tried = subprocess.run(
        [sys.executable, "-m", "yushui", "check"],
        env=clean,
        capture_output=True,
        text=True,
        check=False,
    )
    assert tried.returncode == 1
    assert tried.stderr.startswith("配置有误，没有启动：正式环境必须设置 YUSHUI_SECRET_KEY")
    assert len(tried.stderr.splitlines()) == 1
