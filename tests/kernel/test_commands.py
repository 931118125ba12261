"""Every command fails in one Chinese sentence with an exit code."""

import time

import pytest
from django.core.management.base import CommandError
from django.db import OperationalError

from yushui.kernel.commands import Command, Progress, translated
from yushui.kernel.errors import RuleViolation


class Failing(Command):
    help = "试一试。"
    requires_system_checks = []
    problem: BaseException | None = None

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="文件")

    def handle(self, *_, **__):
        if self.problem:
            raise self.problem


def run(problem, capsys, *words):
    command = Failing()
    command.problem = problem
    with pytest.raises(SystemExit) as stop:
        command.run_from_argv(["yushui", "try_it", *words])
    return stop.value.code, capsys.readouterr().err


@pytest.mark.parametrize(
    ("problem", "code", "words"),
    [
        (RuleViolation("走访日期不能晚于今天。"), 1, "走访日期不能晚于今天。"),
        (CommandError("读不了这个文件。", returncode=2), 2, "读不了这个文件。"),
        (FileNotFoundError(2, "No such file", "a.txt"), 1, "找不到文件 a.txt"),
        (IsADirectoryError(21, "Is a directory", "a"), 1, "a 是文件夹"),
        (PermissionError(13, "Permission denied", "a.txt"), 1, "没有读写 a.txt 的权限"),
        (OperationalError("no such table: x"), 1, "yushui migrate"),
        (OperationalError("database is locked"), 1, "数据库正忙"),
        (KeyboardInterrupt(), 130, "已中断。"),
    ],
)
def test_a_failure_is_one_sentence_and_an_exit_code(problem, code, words, capsys):
    answered, said = run(problem, capsys, "a.txt")
    assert answered == code
    assert words in said
    assert len(said.splitlines()) == 1
    assert "Error" not in said


def test_a_bug_is_not_hidden(capsys):
    with pytest.raises(ZeroDivisionError):
        run(ZeroDivisionError(), capsys, "a.txt")


def test_called_from_code_a_rule_is_raised_for_the_caller():
    command = Failing()
    command.problem = RuleViolation("不行。")
    with pytest.raises(CommandError, match="不行。"):
        command.execute(force_color=False, no_color=True, skip_checks=True)


def test_a_missing_argument_is_named_in_chinese(capsys):
    code, said = run(None, capsys)
    assert code == 2
    assert said == "缺少参数：文件。用法见 yushui try_it --help\n"


def test_help_is_chinese(capsys):
    run(None, capsys, "--help")
    said = Failing().create_parser("yushui", "try_it").format_help()
    assert said.startswith("用法：yushui try_it")
    for english in ("usage", "options", "positional", "show this", "verbosity"):
        assert english not in said


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("argument --to: expected one argument", "参数 --to 后面要写值。"),
        ("argument --n: invalid int value: 'x'", "参数 --n 的值 'x' 不对。"),
        ("unrecognized arguments: -z", "不认识的参数：-z。"),
        ("something new in argparse", "something new in argparse"),
    ],
)
def test_complaints_are_translated(english, chinese):
    assert translated(english) == chinese


def test_progress_is_silent_for_two_seconds_and_then_every_two(monkeypatch):
    now, said = [0.0], []
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    progress = Progress(said.append, "导入")
    for second in (1, 2, 3, 4.5):
        now[0] = second
        progress(second * 10, 100)
    assert said == ["导入：20/100……", "导入：45.0/100……"]
